using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Takes the definitions of shorthands.</summary>
internal sealed class ShorthandList(PropertyList properties)
{
    private readonly Dictionary<string, Shorthand> _all = new(StringComparer.Ordinal);

    public static Dictionary<string, Shorthand> Build(PropertyList properties)
    {
        var list = new ShorthandList(properties);
        BoxShorthands.Add(list);
        TextShorthands.Add(list);
        LayerShorthands.Add(list);
        ListStyles.Add(list);
        list.Add("all", [.. properties.All.FindAll(one => one.Name is not ("direction" or "unicode-bidi")).ConvertAll(one => one.Name)], (_, _) => false);
        return list._all;
    }

    public Property Property(string name) => properties[name];

    public void Add(string name, string[] longhands, Func<TokenReader, List<Declared>, bool> expand)
        => _all.Add(name, new Shorthand(name, Array.ConvertAll(longhands, longhand => properties[longhand]), expand));

    public void Alias(string name, string target) => _all.Add(name, _all[target] with { Name = name });

    /// <summary>One to four values for the sides in the order of <c>margin</c>.</summary>
    public void Four(string name, string[] longhands) => Add(name, longhands, (reader, to) =>
    {
        var values = new List<CssValue>();
        while (values.Count < 4 && !reader.AtEnd)
        {
            if (properties[longhands[0]].Parse(reader) is not { } value)
            {
                return false;
            }

            values.Add(value);
        }

        if (values.Count == 0)
        {
            return false;
        }

        to.Add(new Declared(properties[longhands[0]], values[0]));
        to.Add(new Declared(properties[longhands[1]], values.Count > 1 ? values[1] : values[0]));
        to.Add(new Declared(properties[longhands[2]], values.Count > 2 ? values[2] : values[0]));
        to.Add(new Declared(properties[longhands[3]], values.Count > 3 ? values[3] : values.Count > 1 ? values[1] : values[0]));
        return true;
    });

    /// <summary>One or two values.</summary>
    public void Two(string name, string first, string second) => Add(name, [first, second], (reader, to) =>
    {
        if (properties[first].Parse(reader) is not { } one)
        {
            return false;
        }

        var other = reader.AtEnd ? one : properties[second].Parse(reader);
        if (other is null)
        {
            return false;
        }

        to.Add(new Declared(properties[first], one));
        to.Add(new Declared(properties[second], other));
        return true;
    });

    /// <summary>Values in any order, each once; those that are missing are initial.</summary>
    /// <param name="name">Of the shorthand.</param>
    /// <param name="read">What stands in it, in the order in which it is tried.</param>
    /// <param name="copies">Further longhands that take the value of the one of the same place, or null.</param>
    public void AnyOrder(string name, string[] read, string[][]? copies = null)
    {
        var all = copies is null ? read : [.. read, .. copies.SelectMany(names => names)];
        Add(name, all, (reader, to) => ExpandAnyOrder(reader, to, read, copies));
    }

    private bool ExpandAnyOrder(TokenReader reader, List<Declared> to, string[] read, string[][]? copies)
    {
        var values = new CssValue?[read.Length];
        var isAny = false;
        while (!reader.AtEnd)
        {
            if (!ReadOne(reader, read, values))
            {
                return false;
            }

            isAny = true;
        }

        for (var i = 0; i < read.Length && isAny; i++)
        {
            var value = values[i] ?? WideKeyword.Initial;
            to.Add(new Declared(properties[read[i]], value));
            foreach (var copy in copies is null ? [] : copies[i])
            {
                to.Add(new Declared(properties[copy], value));
            }
        }

        return isAny;
    }

    private bool ReadOne(TokenReader reader, string[] read, CssValue?[] values)
    {
        for (var i = 0; i < read.Length; i++)
        {
            if (values[i] is not null)
            {
                continue;
            }

            var start = reader.Position;
            if (properties[read[i]].Parse(reader) is { } value)
            {
                values[i] = value;
                return true;
            }

            reader.Position = start;
        }

        return false;
    }
}
