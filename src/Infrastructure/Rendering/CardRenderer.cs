using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PearlIo.Application.Fonts;
using PearlIo.Application.OgImages;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>Draws cards with cairo and Pango on threads of its own. Disposing finishes what was accepted.</summary>
internal sealed partial class CardRenderer : ICardRenderer, IDisposable
{
    /// <summary>Raised when the same content gives other pixels, which is when a golden picture changes.</summary>
    private const int LayoutVersion = 10;

    private const int VersionHashLength = 10;

    private readonly RenderQueue _queue;
    private readonly RenderThread[] _threads;
    private readonly Meter _meter;
    private readonly Counter<long> _missingGlyphs;
    private readonly ILogger<CardRenderer> _logger;
    private readonly TenantTemplates _tenantTemplates;
    private readonly CardFonts _fonts;

    /// <summary>Opens the fonts and starts the threads.</summary>
    /// <exception cref="RendererUnavailableException">A native library or a font is missing.</exception>
    public CardRenderer(IOptions<RenderingOptions> options, IMeterFactory meters, ILogger<CardRenderer> logger, TemplateSources? sources = null, FontSources? fontSources = null)
    {
        _tenantTemplates = new TenantTemplates(sources);
        _logger = logger;
        NativeLibraries.Check();
        var fonts = FontLibrary.Open(options.Value.FontPath);
        _fonts = new CardFonts(fonts, fontSources);
        Version = Describe(fonts.Fingerprint, BuiltInTemplates.Fingerprint);
        _queue = new RenderQueue(options.Value.QueueLength, options.Value.Threads);
        _meter = meters.Create("PearlIo");
        _meter.CreateObservableGauge("pearl_render_queue", () => _queue.Count, "{card}", "Cards that wait for a render thread.");
        _missingGlyphs = _meter.CreateCounter<long>("pearl_missing_glyphs_total", unit: null, "Characters of cards that no font has.");
        _threads = Enumerable.Range(0, options.Value.Threads)
            .Select(number => new RenderThread(number, _queue, () => new RenderWorkspace(fonts), logger))
            .ToArray();
    }

    /// <inheritdoc />
    public string Version { get; }

    /// <inheritdoc />
    public IReadOnlyList<string> Templates => BuiltInTemplates.Names;

    /// <summary>The kernel's numbers of the render threads.</summary>
    internal IEnumerable<int> NativeThreadIds => _threads.Select(thread => thread.NativeId);

    /// <summary>False once the renderer was disposed or a thread ended.</summary>
    internal bool IsRunning => Array.TrueForAll(_threads, thread => thread.IsAlive);

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> PicturesOfAsync(CardContent content, string? html = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        var template = html is null ? await FindTemplateAsync(content, CancellationToken.None) : CompiledTemplate.Compile(html);
        return template is null ? [] : [.. template.PicturesOf(CardValues.Of(content))];
    }

    /// <inheritdoc />
    public async Task<Result<RenderedCard>> RenderAsync(
        CardContent content, CardOutput output, RenderOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(output);
        var template = await FindTemplateAsync(content, cancellationToken);
        return await RenderAsync(template, new CardPreview(content, Html: null, Width: 0, Height: 0), output, order, size: null, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Result<RenderedCard>> RenderPreviewAsync(
        CardPreview preview, CardOutput output, RenderOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(preview);
        ArgumentNullException.ThrowIfNull(output);
        var template = preview.Html is { } html ? CompiledTemplate.Compile(html) : await FindTemplateAsync(preview.Content, cancellationToken);
        return await RenderAsync(template, preview, output, order, (preview.Width, preview.Height), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Result<RenderedCard>> RenderNoticeAsync(string sentence, ImageFormat format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return RunAsync(workspace => workspace.RenderNotice(sentence, format), new RenderOrder(Guid.Empty), cancellationToken);
    }

    /// <summary>Finishes what waits, then ends the threads.</summary>
    public void Dispose()
    {
        _queue.Close();
        foreach (var thread in _threads)
        {
            thread.Dispose();
        }

        _meter.Dispose();
        _tenantTemplates.Dispose();
        _fonts.Dispose();
    }

    /// <summary>Runs a piece of drawing on a render thread.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before the drawing started.</exception>
    internal async Task<Result<RenderedCard>> RunAsync(
        Func<RenderWorkspace, RenderedCard> draw, RenderOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new RenderJob(draw, order);
        if (!_queue.TryAdd(job))
        {
            return RenderingFailures.QueueFull;
        }

        await using var leaving = cancellationToken.Register(() => Drop(job, cancellationToken));
        return await job.Outcome;
    }

    private ValueTask<CompiledTemplate?> FindTemplateAsync(CardContent content, CancellationToken cancellationToken) => content.Own is { } own
        ? _tenantTemplates.FindAsync(own, cancellationToken)
        : ValueTask.FromResult(BuiltInTemplates.Find(content.Template));

    private async Task<Result<RenderedCard>> RenderAsync(
        CompiledTemplate? template, CardPreview preview, CardOutput output, RenderOrder order, (int Width, int Height)? size, CancellationToken cancellationToken)
    {
        if (template is null)
        {
            return RenderingFailures.TemplateUnknown;
        }

        // What an older program took for right may be wrong for this one.
        if (template.Error is { } error)
        {
            return RenderingFailures.DocumentInvalid(error.ToString());
        }

        try
        {
            var fonts = await _fonts.FindAsync(template, preview.Content.Own?.Fonts ?? preview.Fonts, cancellationToken);
            var rendered = await RunAsync(workspace => workspace.RenderCard(template, preview.Content, output, size, fonts), order, cancellationToken);
            if (rendered.TryGetValue(out var card, out _) && card.MissingGlyphs > 0)
            {
                _missingGlyphs.Add(card.MissingGlyphs);
                LogMissingGlyphs(card.MissingGlyphs, string.Join(' ', card.MissingCharacters));
            }

            return rendered;
        }
        catch (Exception e) when (e is RenderTooLongException or CardRefusedException)
        {
            return RenderingFailures.CardTooMuch(e.Message);
        }
    }

    /// <summary>The version of what draws: of the code, the fonts, the libraries and the built-in templates.</summary>
    internal static string Describe(string fonts, string templates)
    {
        var inputs = System.Text.Encoding.UTF8.GetBytes($"{fonts}\n{NativeLibraries.Versions}\n{templates}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(inputs))[..VersionHashLength];
        return FormattableString.Invariant($"{LayoutVersion}-{hash}");
    }

    private void Drop(RenderJob job, CancellationToken cancellationToken)
    {
        if (_queue.TryRemove(job))
        {
            job.Cancel(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "A card left out {MissingGlyphs} characters that no font has: {MissingCharacters}.")]
    private partial void LogMissingGlyphs(int missingGlyphs, string missingCharacters);
}
