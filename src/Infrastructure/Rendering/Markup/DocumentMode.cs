namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>By which rules browsers draw a document (DOM, 4.5; what differs stands in the Quirks Mode standard).</summary>
internal enum DocumentMode
{
    /// <summary>Today's.</summary>
    Standard,

    /// <summary>Today's but for the heights of lines: transitional doctypes.</summary>
    LimitedQuirks,

    /// <summary>Those of the nineties: no doctype, or one of that time.</summary>
    Quirks,
}
