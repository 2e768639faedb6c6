namespace PearlIo.Domain.Common;

/// <summary>What kind of expected outcome a <see cref="Failure"/> is; the outer layer maps each to one status code.</summary>
public enum FailureKind
{
    /// <summary>The caller's input breaks a rule.</summary>
    Invalid,

    /// <summary>The thing asked for does not exist.</summary>
    NotFound,

    /// <summary>Another thing already holds the name or place asked for.</summary>
    Conflict,

    /// <summary>The thing changed since the caller last read it.</summary>
    PreconditionFailed,

    /// <summary>The caller did not show who they are.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this.</summary>
    Forbidden,

    /// <summary>The service is at its limit; trying again later is sensible.</summary>
    TooBusy,
}

/// <summary>An expected outcome that is not success. Faults (a database that is down, a bug) are exceptions instead.</summary>
/// <param name="Kind">What sort of outcome it is.</param>
/// <param name="Code">A stable machine-readable code such as <c>projects.not_found</c>.</param>
/// <param name="Message">A sentence that is safe to show to strangers.</param>
public sealed record Failure(FailureKind Kind, string Code, string Message)
{
    /// <summary>Messages per field for <see cref="FailureKind.Invalid"/>, keyed by the field's camelCase name; null for other kinds.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
