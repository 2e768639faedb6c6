using PearlIo.Domain.Common;

namespace PearlIo.Domain.ApiKeys;

/// <summary>Expected outcomes of using and managing keys.</summary>
public static class ApiKeyFailures
{
    private const string ScopeMissingCode = "access.scope_missing";

    /// <summary>The request has no key.</summary>
    public static readonly Failure Required = new(
        FailureKind.Unauthenticated,
        "access.key_required",
        "Send a key as 'Authorization: Bearer pk_...'. An admin makes keys at /api/keys; the first one is the server's ADMIN_KEY, or made by 'pearl keys create --admin'.");

    /// <summary>There is no such key; says nothing of whether its id is known.</summary>
    public static readonly Failure Wrong = new(
        FailureKind.Unauthenticated, "access.key_wrong", "There is no such key. Check that it was copied whole: pk_, its id, _ and its secret.");

    /// <summary>The time of the key is over; only its holder is told.</summary>
    public static readonly Failure Expired = new(
        FailureKind.Unauthenticated, "access.key_expired", "This key has expired. Use the one that took its place, or ask an admin for a new one.");

    /// <summary>The key was revoked; only its holder is told.</summary>
    public static readonly Failure Revoked = new(
        FailureKind.Unauthenticated, "access.key_revoked", "This key was revoked. Ask an admin for a new one.");

    /// <summary>There is no such key in the tenant.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "keys.not_found", "There is no key with this id.");

    /// <summary>A key that is expired or revoked cannot be rotated.</summary>
    public static readonly Failure NotUsable = new(
        FailureKind.Conflict, "keys.not_usable", "This key is expired or revoked, so there is nothing to rotate. Create a new one.");

    /// <summary>The key was rotated before.</summary>
    public static readonly Failure Rotated = new(
        FailureKind.Conflict, "keys.rotated", "This key was rotated already. Rotate the one that took its place ('replacedBy' in the list), or create a new one.");

    /// <summary>Nobody could manage the tenant any more.</summary>
    public static readonly Failure LastAdmin = new(
        FailureKind.Conflict,
        "keys.last_admin",
        "This is the last usable key with the scope admin. Create another one first, or start the server with an ADMIN_KEY, then revoke this one.");

    /// <summary>The key lacks what the request needs.</summary>
    public static Failure ScopeMissing(Scopes scopes) => new(
        FailureKind.Forbidden,
        ScopeMissingCode,
        $"This needs a key with the scope {string.Join(" and ", scopes.ToNames())}, which yours lacks.");

    /// <summary>A key would get more than the one that makes it has.</summary>
    public static Failure CannotGive(Scopes scopes) => new(
        FailureKind.Forbidden,
        ScopeMissingCode,
        $"A key can give only what it has, and yours lacks {string.Join(" and ", scopes.ToNames())}.");
}
