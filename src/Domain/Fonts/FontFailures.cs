using System.Globalization;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Fonts;

/// <summary>Expected outcomes of working with fonts.</summary>
public static class FontFailures
{
    /// <summary>There is no such font.</summary>
    public static readonly Failure NotFound = new(FailureKind.NotFound, "fonts.not_found", "There is no font with this id.");

    /// <summary>The caller's <c>If-Match</c> names a version that no font has: fonts never change.</summary>
    public static readonly Failure VersionChanged = new(
        FailureKind.PreconditionFailed, "fonts.version_changed", "If-Match names another version than the font's. Read it again and repeat the request with its ETag.");

    /// <summary>The tenant has a font of the same family, weight and style.</summary>
    public static readonly Failure Taken = new(
        FailureKind.Conflict,
        "fonts.taken",
        "There is a font of this family, weight and style already. Delete that one first, or give this one another name with ?family=.");

    /// <summary>The tenant has as many fonts as it may have.</summary>
    public static readonly Failure TooMany = new(
        FailureKind.Conflict,
        "fonts.too_many",
        string.Create(CultureInfo.InvariantCulture, $"There are {Font.MaxCount} fonts already, and there may be no more. Delete those that no template names."));

    /// <summary>The tenant's fonts would take more bytes than they may.</summary>
    public static readonly Failure TooLarge = new(
        FailureKind.Conflict,
        "fonts.too_large",
        string.Create(
            CultureInfo.InvariantCulture,
            $"All fonts together would take more than {Font.MaxTotalBytes / 1024 / 1024} MiB unpacked, or than the tenant's limit of bytes. Delete those that no template names, or leave out scripts that no card needs."));

    /// <summary>A file that is no font, or a broken one.</summary>
    /// <param name="problem">What is wrong with it, as a sentence.</param>
    public static Failure Broken(string problem) => new(FailureKind.Invalid, "fonts.broken", problem);
}
