using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// Takes the colours of a profile to sRGB as Chromium does (skcms): by the profile's perceptual table, else its colorimetric one, else its curves and matrix;
/// black points are not compensated, and what sRGB does not have is clipped. Little CMS does the mathematics.
/// </summary>
internal abstract class ColourTransform : IDisposable
{
    /// <summary>A step of a channel, by which the profiles that say sRGB differ from it and from each other.</summary>
    private const int Nearness = 1;

    /// <summary>All greys, and colours of all kinds.</summary>
    private static readonly uint[] Samples = MakeSamples();

    /// <summary>Whether it leaves all colours as they are, or nearly so: skcms takes such profiles for sRGB, too.</summary>
    public bool ChangesNothing { get; private set; }

    /// <summary>What a profile does.</summary>
    /// <param name="file">The profile as the file has it.</param>
    /// <param name="channels">What the picture has.</param>
    /// <returns>Null where it is of no use: its picture is taken for sRGB then.</returns>
    public static ColourTransform? Of(ReadOnlySpan<byte> file, PictureChannels channels)
    {
        if (IccProfile.Read(file, channels) is not { } profile)
        {
            return null;
        }

        using var opened = Open(profile.Bytes);
        if (opened.IsInvalid)
        {
            return null;
        }

        ColourTransform? transform = (channels, profile.Table) switch
        {
            (PictureChannels.Grey, _) => GreyTransform.Create(opened, profile),
            (PictureChannels.Colours, null) => CurvesTransform.Create(opened),
            _ => TableTransform.Create(opened, profile),
        };
        transform?.ChangesNothing = channels != PictureChannels.Inks && transform.IsNearSrgb(channels);
        return transform;
    }

    /// <summary>Changes pixels, whose colours are not multiplied by their alpha; that stays.</summary>
    public abstract void Apply(Span<uint> pixels);

    public virtual void Dispose()
    {
    }

    /// <summary>Which intent reads the table that the profile has.</summary>
    protected static uint IntentOf(IccProfile profile)
        => profile.Table == IccProfile.PerceptualTable ? LcmsNative.Perceptual : LcmsNative.RelativeColorimetric;

    private static unsafe ProfileHandle Open(byte[] profile)
    {
        fixed (byte* bytes = profile)
        {
            return LcmsNative.Open(bytes, (uint)profile.Length);
        }
    }

    private static uint[] MakeSamples()
    {
        uint[] steps = [0, 48, 112, 176, 255];
        var colours = from red in steps from green in steps from blue in steps select (red << 16) | (green << 8) | blue;
        return [.. Enumerable.Range(0, 256).Select(grey => (uint)grey * 0x010101), .. colours];
    }

    private bool IsNearSrgb(PictureChannels channels)
    {
        var samples = Samples.AsSpan(0, channels == PictureChannels.Grey ? 256 : Samples.Length);
        Span<uint> changed = stackalloc uint[samples.Length];
        samples.CopyTo(changed);
        Apply(changed);
        for (var i = 0; i < samples.Length; i++)
        {
            for (var shift = 0; shift < 24; shift += 8)
            {
                if (Math.Abs((int)((samples[i] >> shift) & 255) - (int)((changed[i] >> shift) & 255)) > Nearness)
                {
                    return false;
                }
            }
        }

        return true;
    }
}

/// <summary>A profile of grey: 256 colours are all that it has.</summary>
internal sealed class GreyTransform(uint[] colours) : ColourTransform
{
    public static unsafe GreyTransform? Create(ProfileHandle source, IccProfile profile)
    {
        using var srgb = LcmsNative.CreateSrgb();
        using var transform = LcmsNative.CreateTransform(source, srgb, IntentOf(profile), LcmsNative.Grey8, LcmsNative.Bgra8, LcmsNative.FlagNoOptimize);
        if (transform.IsInvalid)
        {
            return null;
        }

        var greys = stackalloc byte[256];
        for (var i = 0; i < 256; i++)
        {
            greys[i] = (byte)i;
        }

        var colours = new uint[256];
        fixed (uint* target = colours)
        {
            LcmsNative.Transform(transform, greys, target, 256);
        }

        return new GreyTransform(colours);
    }

    /// <inheritdoc />
    public override void Apply(Span<uint> pixels)
    {
        foreach (ref var pixel in pixels)
        {
            pixel = (pixel & 0xFF000000) | (colours[pixel & 0xFF] & 0x00FFFFFF);
        }
    }
}

/// <summary>
/// A profile of three curves and a matrix (ICC.1:2022, F.3), which cameras and displays have. What each channel adds to the light of a colour does not
/// depend on the others there, so that 256 colours of each from Little CMS make all: ten times as fast as having it make each pixel.
/// </summary>
internal sealed class CurvesTransform(Vector128<float>[] light) : ColourTransform
{
    private const int Channels = 3;
    private const int Values = 256;

    /// <summary>Steps of light that are told apart; a fifth of a step of what sRGB stores where that is finest.</summary>
    private const int Steps = 16_384;

    /// <summary>Light beyond this is clipped whatever the other channels take away.</summary>
    private const double Farthest = 1000;

    private static readonly byte[] Stored =
        [.. Enumerable.Range(0, Steps + 1).Select(step => (byte)((ColorSpaces.Encode(step / (double)Steps) * 255) + 0.5))];

    public static unsafe CurvesTransform? Create(ProfileHandle source)
    {
        using var xyz = LcmsNative.CreateXyz();
        using var transform = LcmsNative.CreateTransform(
            source, xyz, LcmsNative.RelativeColorimetric, LcmsNative.RgbFloat, LcmsNative.XyzFloat, LcmsNative.FlagNoOptimize);
        if (transform.IsInvalid)
        {
            return null;
        }

        // Red, green and blue, one after the other, from none to all with the other two at none.
        var colours = new float[Channels * Values * Channels];
        for (var i = 0; i < Channels * Values; i++)
        {
            colours[(i * Channels) + (i / Values)] = i % Values / 255f;
        }

        fixed (float* pixels = colours)
        {
            LcmsNative.Transform(transform, pixels, pixels, Channels * Values);
        }

        return new CurvesTransform(ToLight(colours));
    }

    /// <inheritdoc />
    public override void Apply(Span<uint> pixels)
    {
        var most = Vector128.Create((float)Steps);
        ReadOnlySpan<Vector128<float>> red = light.AsSpan(0, Values), green = light.AsSpan(Values, Values), blue = light.AsSpan(2 * Values, Values);
        ReadOnlySpan<byte> stored = Stored;
        foreach (ref var pixel in pixels)
        {
            var sum = red[(byte)(pixel >> 16)] + green[(byte)(pixel >> 8)] + blue[(byte)pixel];
            var steps = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(sum, Vector128<float>.Zero), most));
            pixel = (pixel & 0xFF000000) | ((uint)stored[steps[2]] << 16) | ((uint)stored[steps[1]] << 8) | stored[steps[0]];
        }
    }

    /// <summary>Blue, green and red light of each colour in steps, as far as its channel adds it; the first channel brings what black has, and a half to round.</summary>
    private static Vector128<float>[] ToLight(float[] colours)
    {
        var light = new Vector128<float>[Channels * Values];
        for (var i = 0; i < light.Length; i++)
        {
            var xyz = colours.AsSpan(i * Channels, Channels);
            var (red, green, blue) = ColorSpaces.ToLight((xyz[0], xyz[1], xyz[2]));
            light[i] = Vector128.Create(StepsOf(blue), StepsOf(green), StepsOf(red), 0);
        }

        var black = light[0];
        for (var i = 0; i < light.Length; i++)
        {
            light[i] = i < Values ? light[i] + Vector128.Create(0.5f) : light[i] - black;
        }

        return light;
    }

    /// <summary>Broken curves may have values that are none.</summary>
    private static float StepsOf(double light) => double.IsFinite(light) ? (float)Math.Clamp(light, -Farthest, Farthest) * Steps : 0;
}

/// <summary>A profile with a table of colours, as printers and scanners have; between its points Little CMS interpolates.</summary>
internal sealed unsafe class TableTransform(LcmsTransformHandle transform) : ColourTransform
{
    public static TableTransform? Create(ProfileHandle source, IccProfile profile)
    {
        using var srgb = LcmsNative.CreateSrgb();
        var format = profile.Channels == PictureChannels.Inks ? LcmsNative.Cmyk8 : LcmsNative.Bgra8;
        var transform = LcmsNative.CreateTransform(source, srgb, IntentOf(profile), format, LcmsNative.Bgra8, flags: 0);
        if (transform.IsInvalid)
        {
            transform.Dispose();
            return null;
        }

        return new TableTransform(transform);
    }

    /// <inheritdoc />
    public override void Apply(Span<uint> pixels)
    {
        fixed (uint* first = pixels)
        {
            LcmsNative.Transform(transform, first, first, (uint)pixels.Length);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        transform.Dispose();
        base.Dispose();
    }
}
