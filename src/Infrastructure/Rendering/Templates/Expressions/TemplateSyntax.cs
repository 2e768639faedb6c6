namespace PearlIo.Infrastructure.Rendering.Templates.Expressions;

/// <summary>A piece of text of a template (the part of Handlebars that cards need).</summary>
internal abstract record TemplatePart;

/// <summary>Text as it stands.</summary>
internal sealed record LiteralPart(string Text) : TemplatePart;

/// <summary><c>{{value}}</c>.</summary>
internal sealed record ValuePart(Expression Value) : TemplatePart;

/// <summary><c>{{#if}}</c>, <c>{{#unless}}</c> or <c>{{#each}}</c>.</summary>
internal sealed record OpenPart(BlockKind Kind, Expression Value) : TemplatePart;

/// <summary><c>{{else}}</c>.</summary>
internal sealed record ElsePart : TemplatePart;

/// <summary><c>{{/if}}</c> and the like.</summary>
internal sealed record ClosePart(BlockKind Kind) : TemplatePart;

/// <summary>A kind of block.</summary>
internal enum BlockKind
{
    If,
    Unless,
    Each,
}

/// <summary>Something that has a value.</summary>
internal abstract record Expression;

/// <summary>A text, number, <c>true</c> or <c>false</c> that stands in the template.</summary>
internal sealed record Constant(object Value) : Expression;

/// <summary>A variable.</summary>
internal sealed record Variable(string Name) : Expression;

/// <summary><c>this</c>, <c>@index</c>, <c>@first</c> or <c>@last</c> in a loop.</summary>
internal sealed record LoopVariable(string Name) : Expression;

/// <summary>A helper with its arguments.</summary>
internal sealed record Call(string Helper, IReadOnlyList<Expression> Arguments) : Expression;

/// <summary>A template is wrong.</summary>
/// <param name="offset">Where, in the text that was read.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class TemplateSyntaxException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
