using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Takes the definitions of longhands in the order in which they are applied.</summary>
internal sealed class PropertyList
{
    private readonly Dictionary<string, Property> _byName = new(StringComparer.Ordinal);

    public List<Property> All { get; } = [];

    public Property this[string name] => _byName[name];

    public IReadOnlyDictionary<string, Property> ByName => _byName;

    /// <summary>A property with a type of its own that is no class.</summary>
    public void Value<T>(
        string name, PropertyGroup group, Func<TokenReader, T?> parse, Action<StyleBuilder, T> apply, Action<StyleBuilder, ElementState> copy)
        where T : struct
        => Add(new Property<T>(name, group, reader => parse(reader) is { } value ? new TypedValue<T>(value) : null, apply, copy));

    /// <summary>A property whose values are objects.</summary>
    public void Object<T>(
        string name, PropertyGroup group, Func<TokenReader, T?> parse, Action<StyleBuilder, T> apply, Action<StyleBuilder, ElementState> copy)
        where T : class
        => Add(new Property<T>(name, group, reader => parse(reader) is { } value ? new TypedValue<T>(value) : null, apply, copy));

    /// <summary>A property that takes one of some words.</summary>
    public void Keyword<T>(
        string name, PropertyGroup group, (string Word, T Value)[] words, Action<StyleBuilder, T> apply, Action<StyleBuilder, ElementState> copy)
        => Add(new Property<T>(name, group, reader => Word(reader, words) is { } value ? value : null, apply, copy));

    /// <summary>A length, or one of some words.</summary>
    public void Length(
        string name,
        Func<TokenReader, SpecifiedLength?> parse,
        (string Word, Length Value)[] words,
        Action<StyleBuilder, Length> apply,
        Action<StyleBuilder, ElementState> copy,
        PropertyGroup group = PropertyGroup.Box)
        => Object(
            name,
            group,
            reader => Word(reader, words) is { } word ? new FixedLength(((TypedValue<Length>)word).Value) : parse(reader),
            (builder, value) => apply(builder, value.Compute(builder.Units)),
            copy);

    /// <summary>A property of the inline axis.</summary>
    public void Logical(string name, string leftToRight, string rightToLeft)
        => _byName.Add(name, new LogicalProperty(name, _byName[leftToRight], _byName[rightToLeft]));

    /// <summary>Another name.</summary>
    public void Alias(string name, string target) => _byName.Add(name, _byName[target]);

    public static CssValue? Word<T>(TokenReader reader, (string Word, T Value)[] words)
    {
        foreach (var (word, value) in words)
        {
            if (reader.Ident(word))
            {
                return new TypedValue<T>(value);
            }
        }

        return null;
    }

    private void Add(Property property)
    {
        property.Index = All.Count;
        All.Add(property);
        _byName.Add(property.Name, property);
    }
}
