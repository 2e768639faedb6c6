using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// Finds the encoding that a document declares in <c>&lt;meta charset&gt;</c> or <c>&lt;meta http-equiv="content-type"&gt;</c>, before anything is decoded.
/// </summary>
/// <remarks>https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding and "get an attribute" there.</remarks>
internal ref struct MetaPrescan(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    private readonly bool IsAtEnd => _at >= _bytes.Length;

    private readonly byte Current => _bytes[_at];

    /// <summary>The declared encoding, or null.</summary>
    public Encoding? Find()
    {
        while (!IsAtEnd)
        {
            var next = _bytes[_at..].IndexOf((byte)'<');
            if (next < 0)
            {
                return null;
            }

            _at += next;
            var rest = _bytes[_at..];
            if (rest.StartsWith("<!--"u8))
            {
                // The two hyphens may be those that begin it: <!-->.
                var end = rest[2..].IndexOf("-->"u8);
                _at = end < 0 ? _bytes.Length : _at + end + 5;
            }
            else if (IsMeta(rest))
            {
                _at += 5;
                if (ReadMeta() is { } encoding)
                {
                    return encoding;
                }
            }
            else
            {
                SkipTag(rest);
            }
        }

        return null;
    }

    /// <summary>What is declared behind <c>charset=</c> in the value of a header or of its equivalent, or null.</summary>
    public static string? CharsetOf(string content)
    {
        for (var at = 0; (at = content.IndexOf("charset", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += "charset".Length;
            var rest = content.AsSpan(at).TrimStart();
            if (!rest.StartsWith("="))
            {
                continue;
            }

            rest = rest[1..].TrimStart();
            if (rest.Length > 0 && rest[0] is '"' or '\'')
            {
                var end = rest[1..].IndexOf(rest[0]);
                return end < 0 ? null : rest.Slice(1, end).ToString();
            }

            var stop = rest.IndexOfAny(" ;\t\r\n\f,");
            return (stop < 0 ? rest : rest[..stop]).ToString();
        }

        return null;
    }

    private static bool IsMeta(ReadOnlySpan<byte> rest) =>
        rest.Length > 5 && Ascii.EqualsIgnoreCase(rest[..5], "<meta"u8) && (IsSpace(rest[5]) || rest[5] == '/');

    private static bool IsSpace(byte value) => value is 0x09 or 0x0A or 0x0C or 0x0D or 0x20;

    private void SkipTag(ReadOnlySpan<byte> rest)
    {
        var isEnd = rest.Length > 1 && rest[1] == '/';
        var letter = rest.Length > (isEnd ? 2 : 1) ? rest[isEnd ? 2 : 1] : (byte)0;
        if (char.IsAsciiLetter((char)letter))
        {
            while (!IsAtEnd && !IsSpace(Current) && Current != '>')
            {
                _at++;
            }

            while (ReadAttribute() is not null)
            {
                // What is in other tags does not matter, but where they end does.
            }
        }
        else if (rest.Length > 1 && rest[1] is (byte)'!' or (byte)'/' or (byte)'?')
        {
            var end = rest.IndexOf((byte)'>');
            _at = end < 0 ? _bytes.Length : _at + end;
        }

        _at++;
    }

    private Encoding? ReadMeta()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var (hasPragma, needsPragma, encoding) = (false, (bool?)null, (Encoding?)null);
        while (ReadAttribute() is var (name, value))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            switch (name)
            {
                case "http-equiv":
                    hasPragma = value.Equals("content-type", StringComparison.OrdinalIgnoreCase);
                    break;
                case "content" when encoding is null && CharsetOf(value) is { } label && CharacterSets.FindDeclared(label) is { } found:
                    (encoding, needsPragma) = (found, true);
                    break;
                case "charset":
                    (encoding, needsPragma) = (CharacterSets.FindDeclared(value), false);
                    break;
            }
        }

        return needsPragma is null || (needsPragma is true && !hasPragma) ? null : encoding;
    }

    private (string Name, string Value)? ReadAttribute()
    {
        while (!IsAtEnd && (IsSpace(Current) || Current == '/'))
        {
            _at++;
        }

        if (IsAtEnd || Current == '>')
        {
            return null;
        }

        var start = _at;
        while (!IsAtEnd && !IsSpace(Current) && Current is not ((byte)'/' or (byte)'>') && (Current != '=' || _at == start))
        {
            _at++;
        }

        var name = Encoding.Latin1.GetString(_bytes[start.._at]).ToLowerInvariant();
        SkipSpace();
        if (IsAtEnd || Current != '=')
        {
            return (name, "");
        }

        _at++;
        SkipSpace();
        return (name, ReadValue());
    }

    private string ReadValue()
    {
        if (IsAtEnd)
        {
            return "";
        }

        if (Current is (byte)'"' or (byte)'\'')
        {
            var quote = Current;
            var length = _bytes[++_at..].IndexOf(quote);
            var quoted = length < 0 ? _bytes[_at..] : _bytes.Slice(_at, length);
            _at += quoted.Length + 1;
            return Encoding.Latin1.GetString(quoted);
        }

        var start = _at;
        while (!IsAtEnd && !IsSpace(Current) && Current != '>')
        {
            _at++;
        }

        return Encoding.Latin1.GetString(_bytes[start.._at]);
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && IsSpace(Current))
        {
            _at++;
        }
    }
}
