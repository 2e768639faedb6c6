using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Makes slots and cache keys. Each part is hashed behind its length, so that no two lists of parts are alike.</summary>
internal static class CardHashes
{
    private const string Size = "1200x630";

    /// <summary>What is asked for: project, page, counted query, format and size.</summary>
    public static Slot Slot(
        Guid projectId, PagePath path, IReadOnlyList<KeyValuePair<string, string>> countedQuery, ReturnType format)
    {
        using var hash = new PartHash();
        hash.Add("slot 1");
        hash.Add(projectId.ToString("D"));
        hash.Add(path.Canonical);
        hash.Add(countedQuery);
        hash.Add(format.ToString());
        hash.Add(Size);
        return new Slot(hash.Finish());
    }

    /// <summary>What is asked for where a page is not there: all such pages of a route, or without one, have one card.</summary>
    public static Slot SharedSlot(Guid projectId, Guid? routeId, IReadOnlyList<KeyValuePair<string, string>> countedQuery, ReturnType format)
    {
        using var hash = new PartHash();
        hash.Add("shared slot 1");
        hash.Add(projectId.ToString("D"));
        hash.Add(routeId?.ToString("D"));
        hash.Add(countedQuery);
        hash.Add(format.ToString());
        return new Slot(hash.Finish());
    }

    /// <summary>
    /// Everything that makes the picture but what draws it, with the counts of removals, each of which asks for a new address. Known
    /// without drawing.
    /// </summary>
    public static Sha256Hash Inputs(Guid? routeId, CardContent content, CardOutput output, CardRemovals removals)
    {
        using var hash = new PartHash();
        hash.Add("inputs 2");
        hash.Add(routeId?.ToString("D"));
        hash.Add(content.Template);
        hash.Add(content.Title);
        hash.Add(content.Description);
        hash.Add(content.SiteName);
        hash.Add(content.Address);
        hash.Add(output.Format.ToString());
        hash.Add(Number(output.ByteBudget));
        hash.Add(Number(removals.OfPage));
        hash.Add(Number(removals.OfRoute));
        hash.Add(Number(removals.OfProject));
        hash.Add(content.Theme);
        hash.Add(content.Variables);

        // Behind the counted parts, so that cards of templates that come with the program keep the versions that they had.
        if (content.Own is { } own)
        {
            hash.Add(own.ContentHash.Hex);
        }

        if (content.Own is { Fonts: { Count: > 0 } fonts })
        {
            hash.Add("fonts");
            hash.Add([.. fonts.Select(font => KeyValuePair.Create(font.FamilyKey, font.ContentHash.Hex))]);
        }

        if (content.PictureHashes.Count > 0)
        {
            hash.Add("pictures");
            hash.Add([.. content.PictureHashes.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value.Hex))]);
        }

        return hash.Finish();
    }

    /// <summary>What is answered: the slot, what makes the picture, and what draws it.</summary>
    public static Sha256Hash CacheKey(Slot slot, Sha256Hash inputs, string rendererVersion)
    {
        using var hash = new PartHash();
        hash.Add("card 2");
        hash.Add(slot.Hash.Hex);
        hash.Add(inputs.Hex);
        hash.Add(rendererVersion);
        return hash.Finish();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class PartHash : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Add(string? part)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            var bytes = part is null ? [] : Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
            _hash.AppendData(length);
            _hash.AppendData(bytes);
        }

        public void Add(IReadOnlyDictionary<string, string> parts) => Add([.. parts.OrderBy(part => part.Key, StringComparer.Ordinal)]);

        public void Add(IReadOnlyList<KeyValuePair<string, string>> parts)
        {
            Add(Number(parts.Count));
            foreach (var (name, value) in parts)
            {
                Add(name);
                Add(value);
            }
        }

        public Sha256Hash Finish()
        {
            Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
            _hash.GetHashAndReset(bytes);
            return Sha256Hash.Parse(Convert.ToHexStringLower(bytes));
        }

        public void Dispose() => _hash.Dispose();
    }
}
