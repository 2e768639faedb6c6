using System.Buffers.Binary;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>
/// What goes between the service and a process that decodes, numbers with the lowest byte first. The process says
/// <see cref="Hello"/> once it is ready. Then, again and again: an order, which is the longest side and the length of a file, and the
/// file; an answer, which is a fault, a format and four sizes, and pixels.
/// </summary>
internal static class DecoderWire
{
    /// <summary>The first byte of a process; another one where the two would not understand each other.</summary>
    public const byte Hello = 0xB1;

    public const int OrderBytes = 8;
    public const int AnswerBytes = 18;

    public static void WriteOrder(Span<byte> order, int maxSide, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(order, maxSide);
        BinaryPrimitives.WriteInt32LittleEndian(order[4..], length);
    }

    public static (int MaxSide, int Length) ReadOrder(ReadOnlySpan<byte> order)
        => (BinaryPrimitives.ReadInt32LittleEndian(order), BinaryPrimitives.ReadInt32LittleEndian(order[4..]));

    public static void WriteAnswer(Span<byte> bytes, DecoderAnswer answer)
    {
        (bytes[0], bytes[1]) = ((byte)answer.Fault, (byte)answer.Format);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[2..], answer.Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[6..], answer.Height);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[10..], answer.PixelWidth);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[14..], answer.PixelHeight);
    }

    /// <summary>Reads an answer. The process may be in a stranger's hands, so that nothing is taken on trust.</summary>
    /// <returns>The answer; null where it is none to an order of this size.</returns>
    public static DecoderAnswer? ReadAnswer(ReadOnlySpan<byte> bytes, int maxSide)
    {
        var answer = new DecoderAnswer(
            (PictureFault)bytes[0],
            (PictureFormat)bytes[1],
            BinaryPrimitives.ReadInt32LittleEndian(bytes[2..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[6..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[10..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]));
        if (answer.Fault != PictureFault.None)
        {
            return Enum.IsDefined(answer.Fault) ? answer : null;
        }

        var isPicture = answer.Format != PictureFormat.Unknown && Enum.IsDefined(answer.Format)
            && PictureLimits.OfStrangers.Check(answer.Width, answer.Height) == PictureFault.None
            && answer.PixelWidth >= 1 && answer.PixelWidth <= maxSide && answer.PixelHeight >= 1 && answer.PixelHeight <= maxSide;
        return isPicture ? answer : null;
    }
}

/// <summary>What a process found.</summary>
/// <param name="Fault">Why there is no picture, or none.</param>
/// <param name="Format">What the file was taken for.</param>
/// <param name="Width">px of the file.</param>
/// <param name="Height">px of the file.</param>
/// <param name="PixelWidth">px of the pixels that follow.</param>
/// <param name="PixelHeight">px of the pixels that follow.</param>
internal sealed record DecoderAnswer(
    PictureFault Fault, PictureFormat Format, int Width = 0, int Height = 0, int PixelWidth = 0, int PixelHeight = 0);
