using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Which part of the computed style a property belongs to. Those of the text are inherited.</summary>
internal enum PropertyGroup : byte
{
    Text,
    Box,
    Paint,
}

/// <summary>A longhand.</summary>
internal abstract class Property(string name, PropertyGroup group)
{
    public string Name { get; } = name;

    public PropertyGroup Group { get; } = group;

    public bool IsInherited => Group == PropertyGroup.Text;

    /// <summary>Place in the order in which values are applied.</summary>
    public int Index { get; set; } = -1;

    /// <summary>The value, or null where it is wrong; what is left over is the caller's to check.</summary>
    public abstract CssValue? Parse(TokenReader reader);

    /// <summary>Sets a value that <see cref="Parse"/> gave.</summary>
    public abstract void Apply(StyleBuilder builder, CssValue value);

    /// <summary>Sets the computed value of another element: the parent, or one with initial values.</summary>
    public abstract void Copy(StyleBuilder builder, ElementState from);

    /// <summary>The longhand that it stands for in a direction.</summary>
    public virtual Property Physical(bool isRightToLeft) => this;
}

/// <summary>A longhand with values of one type.</summary>
internal sealed class Property<T>(
    string name, PropertyGroup group, Func<TokenReader, CssValue?> parse, Action<StyleBuilder, T> apply, Action<StyleBuilder, ElementState> copy)
    : Property(name, group)
{
    public override CssValue? Parse(TokenReader reader) => parse(reader);

    public override void Apply(StyleBuilder builder, CssValue value) => apply(builder, ((TypedValue<T>)value).Value);

    public override void Copy(StyleBuilder builder, ElementState from) => copy(builder, from);
}

/// <summary>A longhand of the inline axis (CSS Logical 1), which the direction turns into one of a side.</summary>
internal sealed class LogicalProperty(string name, Property leftToRight, Property rightToLeft) : Property(name, leftToRight.Group)
{
    public override CssValue? Parse(TokenReader reader) => leftToRight.Parse(reader);

    public override void Apply(StyleBuilder builder, CssValue value) => leftToRight.Apply(builder, value);

    public override void Copy(StyleBuilder builder, ElementState from) => leftToRight.Copy(builder, from);

    public override Property Physical(bool isRightToLeft) => isRightToLeft ? rightToLeft : leftToRight;
}

/// <summary>A shorthand.</summary>
/// <param name="Name">As written in CSS.</param>
/// <param name="Longhands">All that it sets.</param>
/// <param name="Expand">Adds the longhands' values, or gives false where the value is wrong.</param>
internal sealed record Shorthand(string Name, IReadOnlyList<Property> Longhands, Func<TokenReader, List<Declared>, bool> Expand);
