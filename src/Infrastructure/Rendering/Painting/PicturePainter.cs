using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>The pictures of <c>img</c> and inline <c>svg</c> in their content boxes (CSS Images 3, 4.5 and 4.6).</summary>
internal sealed class PicturePainter(PaintTools tools)
{
    private readonly ImageBrushes _brushes = new(tools);

    private RasterCanvas Canvas => tools.Canvas;

    public void Paint(in PaintCommand command)
    {
        var content = command.Box.Element?.Replaced;
        var address = content?.Source ?? SvgAddress.Of(content?.Svg);
        if (address is null || tools.Pictures.TryGet(address) is not { } picture)
        {
            return;
        }

        var border = BoxGeometry.BorderOf(command);
        var frame = border.Inset(BoxGeometry.Add(command.Border, command.Padding));
        var placed = Place(command.Box.Style.Box, frame.Area, picture);
        var shown = placed.Intersect(frame.Area);
        if (shown.IsEmpty)
        {
            return;
        }

        var brush = _brushes.Create(new UrlImage(address), picture, new BackgroundTiles(placed, 0, 0), shown);
        if (brush is not null)
        {
            Fill(frame, shown, command.Opacity < 1 ? new OpacityBrush(brush, command.Opacity) : brush);
        }
    }

    private void Fill(RoundedArea frame, Area shown, Brush brush)
    {
        if (!frame.IsRounded || shown.Contains(frame.Area))
        {
            Canvas.Fill(frame.IsRounded ? frame : new RoundedArea(shown), brush);
            return;
        }

        var outer = Canvas.Clip;
        Canvas.Clip = Canvas.Narrow(outer, frame);
        Canvas.Fill(shown, brush);
        Canvas.Clip = outer;
    }

    /// <summary>Where the picture lies by <c>object-fit</c> and <c>object-position</c>, on whole px.</summary>
    private static Area Place(BoxProperties style, Area frame, Picture picture)
    {
        var (width, height) = Fit(style.ObjectFit, frame, picture.Width, picture.Height);
        var x = frame.Left + style.ObjectPosition.X.Resolve(frame.Width - width);
        var y = frame.Top + style.ObjectPosition.Y.Resolve(frame.Height - height);
        return Area.Of(x, y, width, height).Snap();
    }

    private static (double Width, double Height) Fit(ObjectFit fit, Area frame, double width, double height)
    {
        var (across, down) = (frame.Width / width, frame.Height / height);
        var scale = fit switch
        {
            ObjectFit.Contain => Math.Min(across, down),
            ObjectFit.Cover => Math.Max(across, down),
            ObjectFit.ScaleDown => Math.Min(1, Math.Min(across, down)),
            _ => 1,
        };
        return fit == ObjectFit.Fill ? (frame.Width, frame.Height) : (width * scale, height * scale);
    }
}

/// <summary>Inline drawings as addresses, so that pictures have one source.</summary>
internal static class SvgAddress
{
    private const string Prefix = "data:image/svg+xml;inline,";

    /// <summary>An address that stands for the markup itself; null for none.</summary>
    public static string? Of(string? markup) => markup is null ? null : Prefix + markup;

    /// <summary>The markup of an address of <see cref="Of"/>; null for any other address.</summary>
    public static string? MarkupOf(string address) => address.StartsWith(Prefix, StringComparison.Ordinal) ? address[Prefix.Length..] : null;
}
