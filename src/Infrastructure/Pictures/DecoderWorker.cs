using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>
/// A process that decodes, one picture after the other, until its standard input ends. It opens no network and no file but the
/// program's own and fonts, and knows no setting or secret of the service.
/// </summary>
internal sealed class DecoderWorker(Stream input, Stream output, string fontFolder)
{
    private bool _hasFonts;

    /// <summary>Runs this process as one.</summary>
    /// <returns>The exit code.</returns>
    public static int RunProcess(string fontFolder)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        ProcessLimits.Apply();
        ProcessLimits.Silence();
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        output.WriteByte(DecoderWire.Hello);
        output.Flush();
        var worker = new DecoderWorker(input, output, fontFolder);
        while (worker.Work())
        {
            ProcessLimits.AllowPicture();
        }

        return 0;
    }

    /// <summary>Answers one order.</summary>
    /// <returns>False once there are no more.</returns>
    public unsafe bool Work()
    {
        Span<byte> order = stackalloc byte[DecoderWire.OrderBytes];
        if (input.ReadAtLeast(order, order.Length, throwOnEndOfStream: false) < order.Length)
        {
            return false;
        }

        // Outside the managed heap, so that it goes back at once.
        var (maxSide, length) = DecoderWire.ReadOrder(order);
        using var memory = AlignedMemoryHandle.Allocate(Math.Max(1, length));
        var file = new Span<byte>((void*)memory.DangerousGetHandle(), length);
        input.ReadExactly(file);
        Answer(file, maxSide);
        return true;
    }

    private void Answer(ReadOnlySpan<byte> file, int maxSide)
    {
        Picture? picture = null;
        PixelBuffer? pixels = null;
        var format = PictureDecoder.Sniff(file);
        try
        {
            var fault = Decode(file, maxSide, ref format, out picture);
            pixels = picture is null ? null : PictureResampler.Fit(picture, maxSide);
            Write(picture is null || pixels is null
                ? new DecoderAnswer(fault, format)
                : new DecoderAnswer(fault, format, picture.Width, picture.Height, pixels.Width, pixels.Height));
            if (pixels is not null)
            {
                output.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.Pixels));
                output.Flush();
            }
        }
        catch (OutOfMemoryException)
        {
            Write(new DecoderAnswer(PictureFault.TooComplex, format));
        }
        finally
        {
            pixels?.Dispose();
            picture?.Dispose();
        }
    }

    private PictureFault Decode(ReadOnlySpan<byte> file, int maxSide, ref PictureFormat format, out Picture? picture)
    {
        if (format == PictureFormat.Svg && !_hasFonts && file.IndexOf("<text"u8) >= 0)
        {
            UseFonts();
        }

        return PictureDecoder.Decode(file, DecodeOrder.OfStranger(maxSide), out picture, out format);
    }

    /// <summary>Texts of drawings look as those of cards do; where their fonts are missing, as the machine has it.</summary>
    private void UseFonts()
    {
        _hasFonts = true;
        try
        {
            FontLibrary.Use(fontFolder);
        }
        catch (RendererUnavailableException)
        {
            // The service itself does not start then; a picture alone may still be looked at.
            return;
        }
    }

    private void Write(DecoderAnswer answer)
    {
        Span<byte> bytes = stackalloc byte[DecoderWire.AnswerBytes];
        DecoderWire.WriteAnswer(bytes, answer);
        output.Write(bytes);
        output.Flush();
    }
}
