using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Unpacks bytes, never more of them than were announced and than a font may have.</summary>
internal static class FontStreams
{
    /// <exception cref="BrokenFontException">It would be too much.</exception>
    public static void RequireRoom(long bytes)
    {
        if (bytes > SfntFont.MaxBytes)
        {
            throw new BrokenFontException($"The font has more than {SfntFont.MaxBytes / 1024 / 1024} MiB once unpacked. Leave out the scripts that no card needs.");
        }
    }

    public static MemoryStream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Everything that a stream unpacks to.</summary>
    /// <param name="packed">The stream.</param>
    /// <param name="length">How many bytes were announced.</param>
    /// <exception cref="BrokenFontException">It unpacks to fewer or more, or to nothing.</exception>
    public static byte[] ReadExactly(Stream packed, int length)
    {
        try
        {
            var bytes = new byte[length];
            packed.ReadExactly(bytes);
            return packed.ReadByte() < 0 ? bytes : throw new BrokenFontException("The font unpacks to more bytes than it announces.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            throw new BrokenFontException("The font cannot be unpacked; the file was cut or damaged.");
        }
    }
}
