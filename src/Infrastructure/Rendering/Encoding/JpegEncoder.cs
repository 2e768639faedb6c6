using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>
/// Encodes pictures as JPEG. Colour is kept at half the resolution (4:2:0): cards are near-grey text on near-flat colour,
/// where that is not seen, and it takes half the time of 4:4:4. Belongs to one render thread.
/// </summary>
internal sealed unsafe class JpegEncoder : IDisposable
{
    private readonly JpegCompressorHandle _compressor = TurboJpegNative.CreateCompressor();
    private byte[] _file = [];

    /// <param name="picture">The picture.</param>
    /// <param name="quality">libjpeg's, 1 to 100.</param>
    /// <param name="isProgressive">Whether flat areas share their codes: fewer bytes for more time.</param>
    public byte[] Encode(PixelBuffer picture, int quality, bool isProgressive = false)
    {
        EnsureRoom(picture);
        fixed (byte* start = _file)
        {
            var file = start;
            var fileBytes = (nuint)_file.Length;
            var status = TurboJpegNative.Compress(
                _compressor,
                picture.Pointer,
                picture.Width,
                picture.StrideBytes,
                picture.Height,
                TurboJpegNative.PixelFormatBgrx,
                ref file,
                ref fileBytes,
                TurboJpegNative.Subsampling420,
                quality,
                TurboJpegNative.FlagNoRealloc | (isProgressive ? TurboJpegNative.FlagProgressive : 0));
            return status == 0 ? _file.AsSpan(0, (int)fileBytes).ToArray() : throw Refused();
        }
    }

    public void Dispose() => _compressor.Dispose();

    private void EnsureRoom(PixelBuffer picture)
    {
        var largest = (int)TurboJpegNative.LargestSize(picture.Width, picture.Height, TurboJpegNative.Subsampling420);
        if (_file.Length < largest)
        {
            _file = GC.AllocateUninitializedArray<byte>(largest);
        }
    }

    private InvalidOperationException Refused()
        => new($"libjpeg-turbo could not encode: {Marshal.PtrToStringUTF8((nint)TurboJpegNative.GetError(_compressor))}");
}
