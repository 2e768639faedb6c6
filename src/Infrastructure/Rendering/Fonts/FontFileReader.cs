using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Reads font files that strangers made: TTF, OTF, WOFF and WOFF2, told by their first bytes. Managed code alone looks at them here.</summary>
internal static class FontFileReader
{
    private const uint Collection = 0x74746366;

    /// <summary>Unpacks and checks a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="font">The font.</param>
    /// <param name="problem">What is wrong with the file, as a sentence, where there is no font.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out FontFile? font, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (font, problem) = (Read(file), null);
            return true;
        }
        catch (BrokenFontException e)
        {
            (font, problem) = (null, e.Message);
            return false;
        }
    }

    /// <summary>A checked font under another name, as a file for the libraries that draw.</summary>
    public static byte[] Rename(ReadOnlyMemory<byte> sfnt, FontTraits traits, string family) => SfntWriter.Write(traits.ApplyTo(SfntReader.Read(sfnt), family));

    private static FontFile Read(ReadOnlyMemory<byte> file)
    {
        var signature = file.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(file.Span);
        var (format, font) = signature switch
        {
            Woff2Reader.Signature => ("woff2", Woff2Reader.Read(file)),
            WoffReader.Signature => ("woff", WoffReader.Read(file)),
            Collection => throw new BrokenFontException("The file is a collection of fonts (TTC); give one font a file."),
            _ when SfntFont.IsVersion(signature) => (signature == SfntFont.Cff ? "otf" : "ttf", SfntReader.Read(file)),
            _ => throw new BrokenFontException("The file is no font: it is neither TTF nor OTF, WOFF or WOFF2."),
        };
        if (!SfntFont.IsVersion(font.Version))
        {
            throw new BrokenFontException("What is packed in the file is no font that can be drawn.");
        }

        SfntCheck.Check(font);
        var traits = FontTraits.Of(font);
        var family = SfntNames.FamilyOf(font);
        var sfnt = SfntWriter.Write(font);
        FontStreams.RequireRoom(sfnt.Length);
        return new FontFile(format, family, traits, Sha256Hash.Of(sfnt), sfnt);
    }
}
