using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Where the images of a background layer stand (CSS Backgrounds 3, 2.6 to 2.9).</summary>
/// <param name="First">The first image, px of the element.</param>
/// <param name="StepX">px from image to image; 0 where it does not repeat across.</param>
/// <param name="StepY">px from image to image; 0 where it does not repeat down.</param>
internal readonly record struct BackgroundTiles(Area First, double StepX, double StepY)
{
    /// <param name="layer">As computed.</param>
    /// <param name="origin">The positioning area.</param>
    /// <param name="natural">The image's own size in px; null for gradients.</param>
    public static BackgroundTiles Place(BackgroundLayer layer, Area origin, (double Width, double Height)? natural)
    {
        var (width, height) = BackgroundSize.Of(layer, origin, natural);
        width = layer.RepeatX == BackgroundRepeat.Round ? RoundTo(origin.Width, width) : width;
        if (layer.RepeatX == BackgroundRepeat.Round && layer.RepeatY != BackgroundRepeat.Round && layer.SizeKind == BackgroundSizeKind.Lengths
            && layer.Size.Y.IsAuto && natural is { Width: > 0 } own)
        {
            height = width * own.Height / own.Width;
        }

        height = layer.RepeatY == BackgroundRepeat.Round ? RoundTo(origin.Height, height) : height;
        var (x, stepX) = PlaceAxis(layer.RepeatX, layer.Position.X, origin.Left, origin.Width, width);
        var (y, stepY) = PlaceAxis(layer.RepeatY, layer.Position.Y, origin.Top, origin.Height, height);
        return new BackgroundTiles(Area.Of(x, y, width, height), stepX, stepY);
    }

    /// <summary>Whether one image is all that an area shows.</summary>
    public bool IsSingle(Area area)
        => (StepX <= 0 || (First.Left <= area.Left && First.Right >= area.Right)) && (StepY <= 0 || (First.Top <= area.Top && First.Bottom >= area.Bottom));

    private static double RoundTo(double space, double size) => size > 0 && space > 0 ? space / Math.Max(1, Math.Round(space / size)) : size;

    private static (double Start, double Step) PlaceAxis(BackgroundRepeat repeat, Length position, double start, double space, double size)
    {
        var placed = start + Math.Round(position.Resolve(space - size));
        return repeat switch
        {
            BackgroundRepeat.NoRepeat => (placed, 0),
            BackgroundRepeat.Space when Math.Floor(space / size) >= 2 => (start, size + ((space - (Math.Floor(space / size) * size)) / (Math.Floor(space / size) - 1))),
            BackgroundRepeat.Space => (placed, 0),
            BackgroundRepeat.Round => (start, size),
            _ => (placed, size),
        };
    }
}

/// <summary><c>background-size</c> (CSS Backgrounds 3, 2.9).</summary>
internal static class BackgroundSize
{
    public static (double Width, double Height) Of(BackgroundLayer layer, Area origin, (double Width, double Height)? natural)
    {
        if (layer.SizeKind != BackgroundSizeKind.Lengths)
        {
            return natural is { } size ? Cover(layer.SizeKind, origin, size) : (origin.Width, origin.Height);
        }

        var (x, y) = (layer.Size.X, layer.Size.Y);
        double? width = x.IsNumeric ? Whole(x.Resolve(origin.Width)) : null;
        double? height = y.IsNumeric ? Whole(y.Resolve(origin.Height)) : null;
        if (natural is not { } own)
        {
            return (width ?? origin.Width, height ?? origin.Height);
        }

        return (width, height) switch
        {
            ({ } both, { } too) => (both, too),
            ({ } only, null) => (only, only * own.Height / own.Width),
            (null, { } only) => (only * own.Width / own.Height, only),
            _ => own,
        };
    }

    private static (double Width, double Height) Cover(BackgroundSizeKind kind, Area origin, (double Width, double Height) own)
    {
        var (across, down) = (origin.Width / own.Width, origin.Height / own.Height);
        var scale = kind == BackgroundSizeKind.Cover ? Math.Max(across, down) : Math.Min(across, down);

        // Chromium brings the side that does not fit to whole px.
        return (Math.Max(1, Math.Round(own.Width * scale)), Math.Max(1, Math.Round(own.Height * scale)));
    }

    /// <summary>Tiles lie on whole px, but not on none.</summary>
    private static double Whole(double px) => px <= 0 ? 0 : Math.Max(1, Math.Round(px));
}
