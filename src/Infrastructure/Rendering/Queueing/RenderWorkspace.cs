using System.Diagnostics;
using PearlIo.Application.OgImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>Everything that one render thread draws and encodes with. Nothing in it is shared with another thread.</summary>
internal sealed class RenderWorkspace : IDisposable
{
    private const int GlyphCacheBytes = 8 * 1024 * 1024;
    private const int NoticeBudgetBytes = 15_000;

    private readonly TextEngine _engine;
    private readonly ArticleTemplate _article;
    private readonly NoticeTemplate _notice;
    private readonly CardEncoder _encoder = new();

    public RenderWorkspace(FontLibrary fonts)
    {
        _engine = new TextEngine(fonts);
        var tools = new RenderTools(_engine, Glyphs, fonts.Coverage);
        _article = new ArticleTemplate(tools);
        _notice = new NoticeTemplate(tools);
    }

    public GlyphCache Glyphs { get; } = new(GlyphCacheBytes);

    /// <summary>The card drawn last.</summary>
    public PixelBuffer Card { get; } = new(ArticleTemplate.Width, ArticleTemplate.Height);

    /// <summary>The notice drawn last.</summary>
    public PixelBuffer Notice { get; } = new(NoticeTemplate.Width, NoticeTemplate.Height);

    /// <summary>Draws into <see cref="Card"/>.</summary>
    /// <returns>How many characters no font had.</returns>
    public int DrawCard(CardContent content) => _article.Draw(content, Card);

    /// <summary>Draws into <see cref="Notice"/>.</summary>
    /// <returns>How many characters no font had.</returns>
    public int DrawNotice(string sentence) => _notice.Draw(sentence, Notice);

    public RenderedCard RenderCard(CardContent content, CardOutput output)
        => Render(() => DrawCard(content), Card, output.Format, output.ByteBudget);

    public RenderedCard RenderNotice(string sentence, ImageFormat format) => Render(() => DrawNotice(sentence), Notice, CardEncoder.Exactly(format), NoticeBudgetBytes);

    public void Dispose()
    {
        _encoder.Dispose();
        _article.Dispose();
        Notice.Dispose();
        Card.Dispose();
        Glyphs.Dispose();
        _engine.Dispose();
    }

    private RenderedCard Render(Func<int> draw, PixelBuffer picture, ReturnType format, int budgetBytes)
    {
        var start = Stopwatch.GetTimestamp();
        var missing = draw();
        var drawn = Stopwatch.GetTimestamp();
        var encoded = _encoder.Encode(picture, format, budgetBytes);
        return new RenderedCard
        {
            Bytes = encoded.Bytes,
            Format = encoded.Format,
            Width = picture.Width,
            Height = picture.Height,
            DrawMs = Stopwatch.GetElapsedTime(start, drawn).TotalMilliseconds,
            EncodeMs = Stopwatch.GetElapsedTime(drawn).TotalMilliseconds,
            MissingGlyphs = missing,
        };
    }
}
