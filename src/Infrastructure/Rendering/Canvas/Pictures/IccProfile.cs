using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>What the channels of a picture's pixels stand for, by the names that profiles have for it (ICC.1:2022, 7.2.6).</summary>
internal enum PictureChannels : uint
{
    /// <summary><c>GRAY</c>.</summary>
    Grey = 0x47524159,

    /// <summary><c>RGB </c>.</summary>
    Colours = 0x52474220,

    /// <summary><c>CMYK</c>.</summary>
    Inks = 0x434D594B,
}

/// <summary>
/// A colour profile with nothing in it but what makes colours of a picture (ICC.1:2022, 7): tags that only other uses need could ask for work without
/// end, and never get to Little CMS.
/// </summary>
/// <param name="Bytes">The profile, its list of tags made shorter.</param>
/// <param name="Channels">What it is for.</param>
/// <param name="Table">Which of its tables makes the colours; null where curves and a matrix do.</param>
internal sealed record IccProfile(byte[] Bytes, PictureChannels Channels, uint? Table)
{
    /// <summary>Printers' profiles, the largest that pictures have, take two.</summary>
    public const int LargestBytes = 4 * 1024 * 1024;

    /// <summary><c>A2B0</c>: to be looked at.</summary>
    public const uint PerceptualTable = 0x41324230;

    /// <summary><c>A2B1</c>: as measured.</summary>
    public const uint ColorimetricTable = 0x41324231;

    private const int ClassAt = 12;
    private const int ChannelsAt = 16;
    private const int SignatureAt = 36;
    private const int CountAt = 128;
    private const int TagsAt = 132;
    private const int TagBytes = 12;

    /// <summary>As many as Little CMS reads.</summary>
    private const int MostTags = 100;

    private static ReadOnlySpan<byte> Signature => "acsp"u8;

    /// <summary>Input, display and output devices, and colour spaces. Links of devices, effects and lists of names describe no picture.</summary>
    private static ReadOnlySpan<byte> Classes => "scnrmntrprtrspac"u8;

    /// <summary>Matrix and curves.</summary>
    private static ReadOnlySpan<byte> Used => "rXYZgXYZbXYZrTRCgTRCbTRCkTRC"u8;

    /// <summary>Reads a profile.</summary>
    /// <returns>The profile; null where it is cut, broken, too large or for other channels.</returns>
    public static IccProfile? Read(ReadOnlySpan<byte> profile, PictureChannels channels)
    {
        if (profile.Length < TagsAt || BinaryPrimitives.ReadUInt32BigEndian(profile) is var length && (length < TagsAt || length > profile.Length))
        {
            return null;
        }

        var isRight = length <= LargestBytes && profile[SignatureAt..].StartsWith(Signature) && Has(Classes, profile.Slice(ClassAt, 4))
            && BinaryPrimitives.ReadUInt32BigEndian(profile[ChannelsAt..]) == (uint)channels;
        return isRight ? Sift(profile[..(int)length].ToArray(), channels) : null;
    }

    /// <summary>Of tables the one that Chromium takes: the perceptual one, else the other.</summary>
    private static IccProfile? Sift(byte[] profile, PictureChannels channels)
    {
        var count = BinaryPrimitives.ReadUInt32BigEndian(profile.AsSpan(CountAt));
        if (count > MostTags || TagsAt + (count * TagBytes) > profile.Length)
        {
            return null;
        }

        var tags = profile.AsSpan(TagsAt, (int)count * TagBytes);
        var table = Holds(tags, PerceptualTable) ? PerceptualTable : Holds(tags, ColorimetricTable) ? ColorimetricTable : (uint?)null;
        var kept = 0;
        for (var at = 0; at < tags.Length; at += TagBytes)
        {
            var tag = tags.Slice(at, TagBytes);
            if (BinaryPrimitives.ReadUInt32BigEndian(tag) != table && !Has(Used, tag[..4]))
            {
                continue;
            }

            var end = BinaryPrimitives.ReadUInt32BigEndian(tag[4..]) + (long)BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
            if (end > profile.Length)
            {
                return null;
            }

            tag.CopyTo(tags[(kept++ * TagBytes)..]);
        }

        BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(CountAt), kept);
        return new IccProfile(profile, channels, table);
    }

    private static bool Holds(ReadOnlySpan<byte> tags, uint name)
    {
        for (; !tags.IsEmpty; tags = tags[TagBytes..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(tags) == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a list of names of four letters has one.</summary>
    private static bool Has(ReadOnlySpan<byte> names, ReadOnlySpan<byte> name)
    {
        for (; !names.IsEmpty; names = names[4..])
        {
            if (names.StartsWith(name))
            {
                return true;
            }
        }

        return false;
    }
}
