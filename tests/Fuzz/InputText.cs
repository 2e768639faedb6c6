using System.Runtime.InteropServices;
using System.Text;

namespace PearlIo.Fuzz;

/// <summary>Bytes as what programs get them as.</summary>
internal static class InputText
{
    /// <summary>Text of any UTF-16, with halves of surrogate pairs: as UTF-8 where that holds, else unit by unit.</summary>
    public static string Of(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? new string(MemoryMarshal.Cast<byte, char>(input)) : text;
    }

    /// <summary>What can stand in a request line: each byte that would end it is percent-encoded.</summary>
    public static byte[] OfTarget(string before, byte[] input)
    {
        List<byte> target = [.. Encoding.ASCII.GetBytes(before)];
        foreach (var b in input)
        {
            target.AddRange(b is (byte)' ' or (byte)'\r' or (byte)'\n' ? Encoding.ASCII.GetBytes($"%{b:X2}") : [b]);
        }

        return [.. target];
    }
}
