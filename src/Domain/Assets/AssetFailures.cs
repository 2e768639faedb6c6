using System.Globalization;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Assets;

/// <summary>Expected outcomes of working with assets.</summary>
public static class AssetFailures
{
    /// <summary>There is no such asset.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "assets.not_found", "There is no asset with this id.");

    /// <summary>The asset was replaced since the caller read it.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed, "assets.version_changed", "The asset was replaced since it was read. Read it again and repeat the request with its ETag.");

    /// <summary>The tenant has an asset of the same name.</summary>
    public static readonly Failure Taken = new(
        FailureKind.Conflict, "assets.taken", "There is an asset of this name already. Replace its bytes with PUT, or give this one another name.");

    /// <summary>The tenant has as many assets as it may have.</summary>
    public static readonly Failure TooMany = new(
        FailureKind.Conflict,
        "assets.too_many",
        string.Create(CultureInfo.InvariantCulture, $"There are {Asset.MaxCount} assets already, and there may be no more. Delete those that no card shows."));

    /// <summary>The tenant's assets would take more bytes than they may.</summary>
    public static readonly Failure TooLarge = new(
        FailureKind.Conflict,
        "assets.too_large",
        string.Create(
            CultureInfo.InvariantCulture,
            $"All assets together would take more than {Asset.MaxTotalBytes / 1024 / 1024} MiB, or than the tenant's limit of bytes. Delete those that no card shows, or upload smaller pictures."));
}
