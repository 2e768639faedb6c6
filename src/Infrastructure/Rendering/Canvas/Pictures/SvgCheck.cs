using System.Globalization;
using System.Xml;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// Reads a drawing before librsvg does, which has crashed and run without end on crafted ones: refuses scripts, inclusions and
/// entities of elsewhere, and what is small and draws without end. What browsers refuse as no XML is refused too.
/// </summary>
internal sealed class SvgCheck
{
    private const string Inclusions = "http://www.w3.org/2001/XInclude";
    private const int MostElements = 100_000;
    private const int MostDepth = 240;
    private const int MostText = 20_000;
    private const long MostFromEntities = 200_000;
    private const int LargestKernel = 400;
    private const double MostOctaves = 16;
    private const double LargestRadius = 1000;
    private const int MostNumbers = 16;

    private readonly SvgReferences _references = new();
    private readonly SvgEmbeddedPictures _embedded = new();
    private int _elements;
    private int _text;

    private SvgCheck()
    {
    }

    /// <summary>Whether a drawing may be drawn.</summary>
    public static unsafe PictureFault Of(ReadOnlySpan<byte> file)
    {
        fixed (byte* bytes = file)
        {
            using var stream = new UnmanagedMemoryStream(bytes, file.Length);
            var check = new SvgCheck();
            try
            {
                using var text = IsNamedWithoutHyphen(file) ? new StreamReader(stream, System.Text.Encoding.UTF8) : null;
                using var reader = text is null ? XmlReader.Create(stream, Settings()) : XmlReader.Create(text, Settings());
                return check.Read(reader);
            }
            catch (XmlException e)
            {
                // Too much out of entities is the one limit that the reader keeps by itself.
                var isTooMuch = e.Message.Contains(nameof(XmlReaderSettings.MaxCharactersFromEntities), StringComparison.Ordinal);
                return isTooMuch ? PictureFault.TooComplex : check._elements == 0 ? PictureFault.UnknownFormat : PictureFault.Corrupt;
            }
        }
    }

    /// <summary>Whether the declaration says <c>utf8</c>, a name that programs write, and all readers but .NET's take for UTF-8.</summary>
    private static bool IsNamedWithoutHyphen(ReadOnlySpan<byte> file)
    {
        const int LongestDeclaration = 200;
        var start = System.Text.Encoding.Latin1.GetString(file[..Math.Min(file.Length, LongestDeclaration)]);
        var declaration = start[..Math.Max(0, start.IndexOf("?>", StringComparison.Ordinal))];
        return declaration.Contains("\"utf8\"", StringComparison.OrdinalIgnoreCase) || declaration.Contains("'utf8'", StringComparison.OrdinalIgnoreCase);
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = MostFromEntities,
        IgnoreComments = true,
        CheckCharacters = true,
    };

    private PictureFault Read(XmlReader reader)
    {
        while (reader.Read())
        {
            var fault = reader.NodeType switch
            {
                XmlNodeType.DocumentType => CheckEntities(reader.Value),
                XmlNodeType.Element => CheckElement(reader),
                XmlNodeType.EndElement => Leave(),
                XmlNodeType.Text or XmlNodeType.CDATA => CheckText(reader),
                _ => PictureFault.None,
            };
            if (fault != PictureFault.None)
            {
                return fault;
            }
        }

        return _references.Check();
    }

    /// <summary>Editors name their spaces by entities; nobody needs those that stand for files or for each other.</summary>
    private static PictureFault CheckEntities(string subset)
    {
        var hasEntities = subset.Contains("<!ENTITY", StringComparison.Ordinal);
        var isOwn = !subset.Contains('%', StringComparison.Ordinal)
            && !subset.Contains("SYSTEM", StringComparison.Ordinal) && !subset.Contains("PUBLIC", StringComparison.Ordinal);
        return !hasEntities || isOwn ? PictureFault.None : PictureFault.Active;
    }

    private PictureFault CheckElement(XmlReader reader)
    {
        var name = reader.LocalName;
        if (_elements == 0 && name is not "svg")
        {
            return PictureFault.UnknownFormat;
        }

        if (++_elements > MostElements || reader.Depth > MostDepth)
        {
            return PictureFault.TooComplex;
        }

        if (name is "script" || reader.NamespaceURI is Inclusions)
        {
            return PictureFault.Active;
        }

        var isEmpty = reader.IsEmptyElement;
        _references.Enter(name, reader.GetAttribute("id"));
        while (reader.MoveToNextAttribute())
        {
            var fault = CheckAttribute(name, reader);
            if (fault != PictureFault.None)
            {
                return fault;
            }
        }

        return isEmpty ? Leave() : PictureFault.None;
    }

    private PictureFault CheckAttribute(string element, XmlReader attribute)
    {
        var (name, value) = (attribute.LocalName, attribute.Value);
        if (attribute.Prefix.Length == 0 && name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        {
            return PictureFault.Active;
        }

        if (name is "href")
        {
            return CheckAddress(element, value);
        }

        // What an animation makes of an address.
        if (name is "to" or "from" or "by" or "values" && IsScript(value))
        {
            return PictureFault.Active;
        }

        _references.AddMentioned(name, value);
        return IsTooMuch(element, name, value) ? PictureFault.TooComplex : PictureFault.None;
    }

    private PictureFault CheckAddress(string element, string address)
    {
        var trimmed = address.AsSpan().TrimStart();
        if (IsScript(address))
        {
            return PictureFault.Active;
        }

        if (trimmed.StartsWith(DataAddress.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return _embedded.Check(address.Trim());
        }

        if (trimmed.StartsWith("#"))
        {
            _references.AddAddressed(element, trimmed[1..].ToString());
        }

        return PictureFault.None;
    }

    /// <summary>Addresses are read without tabs and line ends (URL standard, basic URL parser); a list of them may have one anywhere.</summary>
    private static bool IsScript(string address)
        => string.Concat(address.Where(character => character is not ('\t' or '\n' or '\r'))).Split(';')
            .Any(part => part.AsSpan().TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Effects whose work grows with a number that stands there.</summary>
    private static bool IsTooMuch(string element, string attribute, string value) => (element, attribute) switch
    {
        ("feTurbulence", "numOctaves") => Numbers(value).Exists(n => n > MostOctaves),
        ("feMorphology", "radius") or ("feGaussianBlur" or "feDropShadow", "stdDeviation") => Numbers(value).Exists(n => n > LargestRadius),
        ("feConvolveMatrix", "order") => Numbers(value) is var sides && sides.Count > 0 && sides[0] * sides[^1] > LargestKernel,
        _ => false,
    };

    private static List<double> Numbers(string text) => text.Split([' ', ',', '\t', '\n', '\r'], MostNumbers, StringSplitOptions.RemoveEmptyEntries)
        .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();

    private PictureFault CheckText(XmlReader reader)
    {
        if (_references.Innermost is "style")
        {
            return PictureFault.None;
        }

        _text += reader.Value.Length;
        return _text > MostText ? PictureFault.TooComplex : PictureFault.None;
    }

    private PictureFault Leave()
    {
        _references.Leave();
        return PictureFault.None;
    }
}

/// <summary>Pictures within a drawing, which librsvg decodes with libraries of its own choice and no limits.</summary>
internal sealed class SvgEmbeddedPictures
{
    private long _pixels;

    /// <summary>Only pictures of pixels whose size is known count as such, and only so many.</summary>
    public PictureFault Check(string address)
    {
        if (DataAddress.Read(address) is not { } file)
        {
            return PictureFault.None;
        }

        if (!TryReadSize(file, out var width, out var height))
        {
            return PictureFault.Active;
        }

        _pixels += width * height;
        var fault = PictureLimits.OfDocuments.Check(width, height);
        return fault == PictureFault.None && _pixels > PictureLimits.OfDocuments.MostPixels ? PictureFault.TooLarge : fault;
    }

    private static bool TryReadSize(byte[] file, out long width, out long height)
    {
        (width, height) = (0, 0);
        switch (PictureDecoder.Sniff(file))
        {
            case PictureFormat.Png:
                return PngChunks.Sift(file, PictureLimits.OfDocuments, keepsGamma: true, out _, out _) == PictureFault.None && PngChunks.TryReadSize(file, out width, out height);
            case PictureFormat.Jpeg when JpegHeader.Read(file, out var jpeg) == PictureFault.None:
                // Every scan is as much work as a picture.
                (width, height) = (jpeg.Width, (long)jpeg.Height * Math.Max(1, jpeg.Scans / 16));
                return true;
            case PictureFormat.Gif when GifFile.Read(file, out var gif) == PictureFault.None:
                (width, height) = (gif.Width, gif.Height);
                return true;
            default:
                return false;
        }
    }
}
