using System.Globalization;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.SigningKeys;

/// <summary>Expected outcomes of working with signing keys.</summary>
public static class SigningKeyFailures
{
    /// <summary>There is no such key in the project.</summary>
    public static readonly Failure NotFound = new(
        FailureKind.NotFound, "signing_keys.not_found", "There is no signing key with this id in the project.");

    /// <summary>The project has as many live keys as it may have.</summary>
    public static readonly Failure TooManyLive = new(
        FailureKind.Conflict,
        "signing_keys.too_many_live",
        string.Create(CultureInfo.InvariantCulture, $"The project has {SigningKey.MaxLive} live signing keys, and may have no more. Retire the older one first: DELETE it with ?mode=retire, so that its addresses still serve the cards that are kept."));

    /// <summary>The project has as many retired keys as it may have.</summary>
    public static readonly Failure TooManyRetired = new(
        FailureKind.Conflict,
        "signing_keys.too_many_retired",
        string.Create(CultureInfo.InvariantCulture, $"The project has {SigningKey.MaxRetired} retired signing keys, and may have no more. Revoke the oldest one first: DELETE it with ?mode=revoke."));

    /// <summary>A revoked key cannot come back as a retired one.</summary>
    public static readonly Failure Revoked = new(
        FailureKind.Conflict, "signing_keys.revoked", "This signing key was revoked, so it cannot be retired any more.");

    /// <summary>An address must be signed, and the project has nothing to sign it with.</summary>
    public static readonly Failure NoneLive = new(
        FailureKind.Conflict,
        "signing_keys.none_live",
        "The project answers signed card requests only and has no live signing key, so no address can be given. POST to its signing-keys first.");
}
