using System.Diagnostics;
using PearlIo.Application.OgImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Documents;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>
/// Everything that one thread lays out, paints and encodes with. Nothing in it is shared with another thread. A card flows one way:
/// template, styles, layout, painting, encoding.
/// </summary>
internal sealed class RenderWorkspace : IDisposable
{
    private const int GlyphCacheBytes = 8 * 1024 * 1024;
    private const int PictureBytes = 32 * 1024 * 1024;
    private const int NoticeBudgetBytes = 15_000;
    private const int KeptBuffers = 3;

    private readonly TextKits _texts;
    private readonly PagePainter _painter;
    private readonly DataPictures _pictures = new(others: null, PictureBytes);
    private readonly CardEncoder _encoder = new();
    private readonly List<PixelBuffer> _buffers = [];

    public RenderWorkspace(FontLibrary fonts)
    {
        _texts = new TextKits(fonts);
        _painter = new PagePainter(Glyphs);
    }

    public GlyphCache Glyphs { get; } = new(GlyphCacheBytes);

    /// <summary>Draws and encodes a card.</summary>
    /// <param name="template">What draws it.</param>
    /// <param name="content">What it says.</param>
    /// <param name="output">How it is encoded.</param>
    /// <param name="size">Width and height in px, or null for the template's.</param>
    /// <param name="fonts">Fonts beside the application's own, or null for none.</param>
    /// <exception cref="RenderTooLongException">It takes longer than a card may.</exception>
    /// <exception cref="CardRefusedException">Its values or styles make it impossible.</exception>
    public RenderedCard RenderCard(
        CompiledTemplate template, CardContent content, CardOutput output, (int Width, int Height)? size = null, FontLibrary? fonts = null)
    {
        using var pictures = new CardPictures(content.Pictures);
        return Render(template, CardValues.Of(content, template), ThemeOf(content), size ?? SizeOf(template), output.Format, output.ByteBudget, pictures, fonts);
    }

    /// <summary>Draws a card without encoding it; the picture is the workspace's and good until the next one.</summary>
    public PixelBuffer DrawCard(CompiledTemplate template, CardContent content)
    {
        var budget = new RenderBudget(RenderBudget.Usual);
        using var pictures = new CardPictures(content.Pictures);
        return Paint(LayOut(template, CardValues.Of(content, template), ThemeOf(content), template.Front.Width, template.Front.Height, budget, pictures), budget);
    }

    /// <summary>Draws and encodes a template without a theme, as large as it says.</summary>
    public RenderedCard RenderDocument(CompiledTemplate template, IReadOnlyDictionary<string, string> values, ImageFormat format)
        => Render(template, values, [], SizeOf(template), CardEncoder.Exactly(format), int.MaxValue);

    /// <summary>Draws and encodes a small picture of one sentence.</summary>
    public RenderedCard RenderNotice(string sentence, ImageFormat format)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = sentence };
        return Render(BuiltInTemplates.Notice, values, [], SizeOf(BuiltInTemplates.Notice), CardEncoder.Exactly(format), NoticeBudgetBytes);
    }

    /// <summary>Fills a template with values, styles it and lays it out.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">Its variables by name.</param>
    /// <param name="theme">Custom properties of the root.</param>
    /// <param name="width">px.</param>
    /// <param name="height">px.</param>
    /// <param name="budget">When to give up.</param>
    /// <param name="pictures">Pictures that the template does not bring along; null for none.</param>
    /// <param name="fonts">Fonts beside the application's own; null for none.</param>
    public LaidOutPage LayOut(
        CompiledTemplate template,
        IReadOnlyDictionary<string, string> values,
        IReadOnlyList<KeyValuePair<string, string>> theme,
        int width,
        int height,
        RenderBudget budget,
        IPictureSource? pictures = null,
        FontLibrary? fonts = null)
    {
        var text = _texts.Take(fonts);
        text.Shaper.Begin();
        _pictures.Others = pictures;
        var input = TemplateInput.From(template.Front.Variables, values, text.Fonts.Coverage);
        var document = template.Fill(input);
        var known = new KnownPictures(_pictures);
        var environment = new StyleEnvironment
        {
            ViewportWidth = width,
            ViewportHeight = height,
            RootCustomProperties = theme,
            Pictures = known,
            Fonts = text.Measures,
            IsPage = template.IsPage,
            Mode = template.Mode,
        };
        var styled = template.Style(document, environment);
        if (styled.Problems.FirstOrDefault(problem => problem.IsError) is { } error)
        {
            throw new CardRefusedException(error.ToString());
        }

        budget.ThrowIfOver();
        var root = LayoutEngine.Layout(styled.Root, width, height, text.Shaper, budget, template.Mode);
        input.Missing.Add(text.Shaper.Missing);
        return new LaidOutPage(document, root, width, height, styled.Problems, known, input.Missing);
    }

    /// <summary>Paints a page; the picture is the workspace's and good until the next one.</summary>
    public PixelBuffer Paint(LaidOutPage page, RenderBudget budget)
    {
        var buffer = TakeBuffer(page.Width, page.Height);
        _painter.Paint(page.Root, buffer, _pictures, budget);
        return buffer;
    }

    /// <summary>Encodes a picture.</summary>
    public EncodedPicture Encode(PixelBuffer picture, ReturnType format, int budgetBytes) => _encoder.Encode(picture, format, budgetBytes);

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            buffer.Dispose();
        }

        _encoder.Dispose();
        _pictures.Dispose();
        _painter.Dispose();
        Glyphs.Dispose();
        _texts.Dispose();
    }

    private static IReadOnlyList<KeyValuePair<string, string>> ThemeOf(CardContent content)
        => CardTheme.Resolve(content.Theme, content.SiteName).ToCustomProperties();

    private static (int Width, int Height) SizeOf(CompiledTemplate template) => (template.Front.Width, template.Front.Height);

    private RenderedCard Render(
        CompiledTemplate template,
        IReadOnlyDictionary<string, string> values,
        IReadOnlyList<KeyValuePair<string, string>> theme,
        (int Width, int Height) size,
        ReturnType format,
        int budgetBytes,
        IPictureSource? pictures = null,
        FontLibrary? fonts = null)
    {
        var start = Stopwatch.GetTimestamp();
        var budget = new RenderBudget(RenderBudget.Usual);
        var page = LayOut(template, values, theme, size.Width, size.Height, budget, pictures, fonts);
        var picture = Paint(page, budget);
        var drawn = Stopwatch.GetTimestamp();
        var encoded = Encode(picture, format, budgetBytes);
        return new RenderedCard
        {
            Bytes = encoded.Bytes,
            Format = encoded.Format,
            Width = picture.Width,
            Height = picture.Height,
            DrawMs = Stopwatch.GetElapsedTime(start, drawn).TotalMilliseconds,
            EncodeMs = Stopwatch.GetElapsedTime(drawn).TotalMilliseconds,
            MissingGlyphs = page.Missing.Count,
            MissingCharacters = page.Missing.Names,
            Encoding = encoded.Means,
        };
    }

    private PixelBuffer TakeBuffer(int width, int height)
    {
        var found = _buffers.Find(buffer => buffer.Width == width && buffer.Height == height);
        if (found is not null)
        {
            return found;
        }

        if (_buffers.Count == KeptBuffers)
        {
            _buffers[0].Dispose();
            _buffers.RemoveAt(0);
        }

        var made = new PixelBuffer(width, height);
        _buffers.Add(made);
        return made;
    }
}

/// <summary>A page that is ready to be painted.</summary>
/// <param name="Document">The template with its values.</param>
/// <param name="Root">The boxes.</param>
/// <param name="Width">px.</param>
/// <param name="Height">px.</param>
/// <param name="Problems">What is wrong in values and <c>style</c> attributes.</param>
/// <param name="Pictures">The pictures that were asked for.</param>
/// <param name="Missing">Characters that no font has.</param>
internal sealed record LaidOutPage(
    Markup.MarkupElement Document,
    LayoutBox Root,
    int Width,
    int Height,
    IReadOnlyList<StyleProblem> Problems,
    KnownPictures Pictures,
    MissingCharacters Missing);
