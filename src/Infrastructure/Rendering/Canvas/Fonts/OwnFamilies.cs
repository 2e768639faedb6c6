using System.Collections.Frozen;
using System.Security.Cryptography;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>
/// The families that a document or its tenant brings along, by the names that fontconfig knows them by. Those are made here, so that no
/// font is taken for one of the application's, whatever it calls itself.
/// </summary>
internal sealed class OwnFamilies
{
    public static readonly OwnFamilies None = new([]);

    private readonly FrozenDictionary<string, string> _names;

    public OwnFamilies(IEnumerable<string> families) => _names = families
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(family => family, NameOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>The family's name for fontconfig, or null for one that is not brought along.</summary>
    public string? Find(string family) => _names.GetValueOrDefault(family);

    private static string NameOf(string family)
    {
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(family.ToLowerInvariant()));
        return $"pearl-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }
}
