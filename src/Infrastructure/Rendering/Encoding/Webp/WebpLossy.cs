using System.Globalization;
using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>Encodes pictures as WebP with loss, by libwebp. Belongs to one render thread: it keeps its buffer.</summary>
internal sealed unsafe class WebpLossy : IDisposable
{
    private const int QuickMethod = 2;

    private readonly MemoryStream _file = new();

    /// <summary>Encodes with loss.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quality">libwebp's, 0 to 100.</param>
    public byte[] Encode(PixelBuffer picture, int quality)
    {
        var settings = CreateSettings(quality);
        settings.Method = QuickMethod;
        return Encode(picture, &settings);
    }

    public void Dispose() => _file.Dispose();

    private static WebpSettings CreateSettings(int quality)
    {
        WebpSettings settings = default;
        Require(WebpNative.InitialiseSettings(&settings, preset: 0, quality, WebpNative.InterfaceVersion) != 0, error: 0);
        return settings;
    }

    [UnmanagedCallersOnly]
    private static int Append(byte* data, nuint count, WebpPicture* picture)
    {
        var file = (MemoryStream)GCHandle.FromIntPtr((nint)picture->WriterState).Target!;
        file.Write(new ReadOnlySpan<byte>(data, (int)count));
        return 1;
    }

    private static void Require(bool succeeded, int error)
    {
        if (!succeeded)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"libwebp could not encode, error {error}."));
        }
    }

    private byte[] Encode(PixelBuffer source, WebpSettings* settings)
    {
        _file.SetLength(0);
        var state = GCHandle.Alloc(_file);
        WebpPicture picture = default;
        try
        {
            Require(WebpNative.InitialisePicture(&picture, WebpNative.InterfaceVersion) != 0, error: 0);
            picture.UsePixels = 1;
            (picture.Width, picture.Height) = (source.Width, source.Height);
            picture.Pixels = (uint*)source.Pointer;
            picture.StridePixels = source.Width;
            picture.Writer = &Append;
            picture.WriterState = (void*)GCHandle.ToIntPtr(state);
            Require(WebpNative.Encode(settings, &picture) != 0, picture.ErrorCode);
            return _file.ToArray();
        }
        finally
        {
            WebpNative.FreePicture(&picture);
            state.Free();
        }
    }
}
