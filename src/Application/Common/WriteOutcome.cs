namespace PearlIo.Application.Common;

/// <summary>How a write to a repository ended.</summary>
public enum WriteOutcome
{
    /// <summary>The write took place.</summary>
    Done,

    /// <summary>The row, or the row it would belong to, does not exist.</summary>
    NotFound,

    /// <summary>The row has another version than the one expected.</summary>
    VersionChanged,

    /// <summary>Another row holds the unique value.</summary>
    Taken,

    /// <summary>Other rows still belong to the row.</summary>
    InUse,
}
