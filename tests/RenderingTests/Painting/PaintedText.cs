using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Painting;

/// <summary>Pages with text, shaped and laid out.</summary>
internal sealed class PaintedText : IDisposable
{
    private readonly TextEngine _engine = new(FontLibrary.Open(new RenderingOptions().FontPath));
    private readonly TextShaper _shaper;

    public PaintedText() => _shaper = new TextShaper(_engine);

    /// <summary>A page of 300 by 120 px with one block, whose text begins at (20, 20).</summary>
    public PaintedPage Paint(string text, TextProperties style, PaintProperties? paint = null)
    {
        var page = new PaintedPage(300, 120);
        return page.Paint(LayOut(text, style, paint));
    }

    public LayoutBox LayOut(string text, TextProperties style, PaintProperties? paint = null)
    {
        var block = new StyledElement
        {
            Tag = "div",
            Style = new ComputedStyle
            {
                Text = style,
                Box = new BoxProperties { Display = Display.Block, Margin = new Sides<Length>(Length.Px(20)) },
                Paint = paint ?? PaintProperties.Initial,
            },
            Children = [new StyledText(text)],
        };
        var root = new StyledElement
        {
            Tag = "html",
            Style = new ComputedStyle { Text = TextProperties.Initial, Box = new BoxProperties { Display = Display.FlowRoot }, Paint = PaintProperties.Initial },
            Children = [block],
        };
        return LayoutEngine.Layout(root, 300, 120, _shaper, new RenderBudget(TimeSpan.FromSeconds(10)));
    }

    public void Dispose()
    {
        _shaper.Dispose();
        _engine.Dispose();
    }
}
