using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>
/// Encodes pictures as WebP without loss (RFC 9649, 3), in a fraction of the time of libwebp's quickest way: no prediction, which does little for
/// cards of flat colours, gradients and letters, but matches, and colours of late. Belongs to one render thread: it keeps its memory.
/// </summary>
internal sealed unsafe class WebpLossless
{
    private const uint Signature = 0x2F;
    private const int BitsOfSide = 14;
    private const uint SubtractGreen = 2;
    private const int HeaderBytes = 20;
    private const uint CacheMultiplier = 0x1E35A7BD;
    private const uint Opaque = 0xFF000000;
    private const int PixelsBetweenYields = 1024;

    private static readonly Vector128<byte> GreenOverRedAndBlue = Vector128.Create(1, 0x80, 1, 0x80, 5, 0x80, 5, 0x80, 9, 0x80, 9, 0x80, 13, 0x80, 13, 0x80);

    private readonly WebpDistances _distances = new();
    private readonly WebpMatcher _matcher;
    private readonly WebpSymbols _symbols = new();
    private readonly BitWriter _target = new();
    private readonly uint[] _cache = new uint[1 << WebpSymbols.CacheBits];
    private uint[] _pixels = [];

    public WebpLossless() => _matcher = new WebpMatcher(_distances);

    /// <summary>Encodes a picture, whose alphas are taken for 255.</summary>
    /// <param name="picture">At most 16,384 px wide and high.</param>
    public byte[] Encode(PixelBuffer picture)
    {
        var pixels = Transform(picture);
        _distances.Begin(picture.Width);
        _symbols.Begin(pixels.Length);
        Array.Clear(_cache);
        fixed (uint* first = pixels)
        {
            _matcher.Begin(first, pixels.Length, picture.Width);
            AddPixels(pixels);
        }

        _target.Clear();
        _target.Reserve(HeaderBytes);
        WriteHeader(picture.Width, picture.Height);
        _symbols.Write(_target);
        _target.FillByte();
        return Contain(_target.Written);
    }

    /// <summary>Red and blue become their difference from green, which is mostly the same for many colours (RFC 9649, 3.5.3).</summary>
    private ReadOnlySpan<uint> Transform(PixelBuffer picture)
    {
        var source = picture.Pixels;
        if (_pixels.Length < source.Length)
        {
            _pixels = GC.AllocateUninitializedArray<uint>(source.Length);
        }

        var target = _pixels.AsSpan(0, source.Length);
        var at = 0;
        for (; at <= source.Length - 4; at += 4)
        {
            var four = (Vector128.Create(source[at..]) | Vector128.Create(Opaque)).AsByte();
            (four - Vector128.Shuffle(four, GreenOverRedAndBlue)).AsUInt32().CopyTo(target[at..]);
        }

        for (; at < source.Length; at++)
        {
            var four = Vector128.CreateScalar(source[at] | Opaque).AsByte();
            target[at] = (four - Vector128.Shuffle(four, GreenOverRedAndBlue)).AsUInt32().ToScalar();
        }

        return target;
    }

    private void AddPixels(ReadOnlySpan<uint> pixels)
    {
        for (var (at, next) = (0, 0); at < pixels.Length;)
        {
            if (at >= next)
            {
                YieldPoint.Pass();
                next = at + PixelsBetweenYields;
            }

            var match = _matcher.Find(at);
            _matcher.Pass(at, match);
            if (match.Length > 0)
            {
                _symbols.AddMatch(match.Length, _distances.NumberOf(match.Distance));
                Remember(pixels.Slice(at, match.Length));
                at += match.Length;
                continue;
            }

            var colour = pixels[at++];
            ref var cached = ref _cache[PlaceOf(colour)];
            if (cached == colour)
            {
                _symbols.AddCached(PlaceOf(colour));
            }
            else
            {
                _symbols.AddPixel(colour);
                cached = colour;
            }
        }
    }

    /// <summary>Every pixel is a colour of late, those of matches too (RFC 9649, 3.6.2.3).</summary>
    private void Remember(ReadOnlySpan<uint> pixels)
    {
        var before = ~pixels[0];
        foreach (var colour in pixels)
        {
            if (colour != before)
            {
                _cache[PlaceOf(colour)] = colour;
                before = colour;
            }
        }
    }

    private static int PlaceOf(uint colour) => (int)((colour * CacheMultiplier) >> (32 - WebpSymbols.CacheBits));

    private void WriteHeader(int width, int height)
    {
        _target.Write(Signature, 8);
        _target.Write((uint)(width - 1), BitsOfSide);
        _target.Write((uint)(height - 1), BitsOfSide);

        // No alpha, version 0; one transform, and no further one.
        _target.Write(0, 4);
        _target.Write(1 | (SubtractGreen << 1), 3);
        _target.Write(0, 1);

        // Colours of late; the same codes for all of the picture.
        _target.Write(1 | (WebpSymbols.CacheBits << 1), 5);
        _target.Write(0, 1);
    }

    /// <summary>The file around it: <c>RIFF</c> with one chunk, padded to an even length (RFC 9649, 2.3).</summary>
    private static byte[] Contain(ReadOnlySpan<byte> bits)
    {
        var padded = (bits.Length + 1) & ~1;
        var file = new byte[HeaderBytes + padded];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), bits.Length);
        bits.CopyTo(file.AsSpan(HeaderBytes));
        return file;
    }
}
