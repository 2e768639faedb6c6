using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>The table <c>name</c>.</summary>
internal static class SfntNames
{
    private const int Family = 1;
    private const int Style = 2;
    private const int FullName = 4;
    private const int PostScriptName = 6;
    private const int TypographicFamily = 16;

    private const int Macintosh = 1;
    private const int Windows = 3;
    private const int AmericanEnglish = 0x409;
    private const int HeaderBytes = 6;
    private const int RecordBytes = 12;

    /// <summary>The name of the font's family, of which weights and styles are part by their numbers; null where it has none that can be read.</summary>
    public static string? FamilyOf(SfntFont font)
    {
        if (!font.Has("name"))
        {
            return null;
        }

        var found = ReadAll(font.Require("name"));
        return found.Where(name => name.Id == TypographicFamily).Concat(found.Where(name => name.Id == Family)).Select(name => name.Text).FirstOrDefault();
    }

    /// <summary>A table that calls the font by one name.</summary>
    /// <param name="family">In ASCII.</param>
    public static byte[] Write(string family)
    {
        ReadOnlySpan<(int Id, string Text)> names = [(Family, family), (Style, "Regular"), (FullName, family), (PostScriptName, family)];
        var text = names.Length * RecordBytes;
        using var table = new MemoryStream();
        WriteNumbers(table, 0, names.Length, HeaderBytes + text);
        var at = 0;
        foreach (var (id, name) in names)
        {
            WriteNumbers(table, Windows, 1, AmericanEnglish, id, name.Length * sizeof(char), at);
            at += name.Length * sizeof(char);
        }

        foreach (var (_, name) in names)
        {
            table.Write(System.Text.Encoding.BigEndianUnicode.GetBytes(name));
        }

        return table.ToArray();
    }

    /// <summary>English first, then what else there is; in the order of the table.</summary>
    private static List<(int Id, string Text)> ReadAll(ReadOnlySpan<byte> table)
    {
        var header = new FontBytes(table);
        header.Skip(sizeof(ushort));
        var (count, start) = (header.U16(), header.U16());
        var found = new List<(int Id, bool IsEnglish, string Text)>();
        for (var i = 0; i < count; i++)
        {
            var (platform, encoding, language, id) = (header.U16(), header.U16(), header.U16(), header.U16());
            var (length, offset) = (header.U16(), header.U16());
            if (id is Family or TypographicFamily && Decode(table, platform, encoding, start + offset, length) is { Length: > 0 } text)
            {
                found.Add((id, language is AmericanEnglish || platform == Macintosh, text));
            }
        }

        return [.. found.OrderByDescending(name => name.IsEnglish).Select(name => (name.Id, name.Text))];
    }

    private static string? Decode(ReadOnlySpan<byte> table, int platform, int encoding, int offset, int length)
    {
        if (offset > table.Length || length > table.Length - offset)
        {
            return null;
        }

        var bytes = table.Slice(offset, length);
        return platform == Macintosh
            ? encoding == 0 && System.Text.Ascii.IsValid(bytes) ? System.Text.Encoding.ASCII.GetString(bytes) : null
            : System.Text.Encoding.BigEndianUnicode.GetString(bytes);
    }

    private static void WriteNumbers(MemoryStream table, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
            table.Write(bytes);
        }
    }
}
