using Microsoft.Extensions.Options;
using PearlIo.Application.Templates;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Lays out and draws documents on the caller's thread. Fonts are opened with the first one, and stay open.</summary>
internal sealed class DocumentTools(IOptions<RenderingOptions> options) : IDocumentTools, IDisposable
{
    private readonly Lock _gate = new();
    private RenderWorkspace? _workspace;
    private CardFonts? _fonts;

    /// <inheritdoc />
    public Result<DocumentBoxes> Measure(DocumentSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AtWork<DocumentBoxes>(source, (workspace, template, budget) =>
        {
            var page = LayOut(workspace, template, source, budget);
            return new DocumentBoxes(BoxList.Of(page.Document, page.Root), BoxList.LinesOf(page.Root), WarningsOf(template, page));
        });
    }

    /// <inheritdoc />
    public Result<DocumentPicture> Draw(DocumentSource source, ImageFormat format)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Draw(source, format, pictures: null);
    }

    private Result<DocumentPicture> Draw(DocumentSource source, ImageFormat format, IPictureSource? pictures)
        => AtWork<DocumentPicture>(source, (workspace, template, budget) =>
        {
            var page = LayOut(workspace, template, source, budget, pictures);
            var encoded = workspace.Encode(workspace.Paint(page, budget), CardEncoder.Exactly(format), int.MaxValue);
            return new DocumentPicture(encoded.Bytes, WarningsOf(template, page));
        });

    /// <inheritdoc />
    public Result<DocumentPicture> DrawGallery(ImageFormat format)
    {
        lock (_gate)
        {
            _workspace ??= Open();
            using var sheet = new GallerySheet();
            var source = new DocumentSource { Html = sheet.Write(_workspace), Width = GallerySheet.Width, Height = GallerySheet.Height };
            return Draw(source, format, sheet);
        }
    }

    public void Dispose()
    {
        _workspace?.Dispose();
        _fonts?.Dispose();
    }

    private LaidOutPage LayOut(RenderWorkspace workspace, CompiledTemplate template, DocumentSource source, RenderBudget budget, IPictureSource? pictures = null)
    {
        var (width, height) = (source.Width ?? template.Front.Width, source.Height ?? template.Front.Height);
        return workspace.LayOut(template, source.Variables, [], width, height, budget, pictures, _fonts?.Find(template));
    }

    private static string[] WarningsOf(CompiledTemplate template, LaidOutPage page)
        => [.. template.Problems.Concat(page.Problems).Select(problem => problem.ToString()), .. page.Pictures.Warnings, .. WarningsOf(page.Missing)];

    private static IEnumerable<string> WarningsOf(MissingCharacters missing)
        => missing.Count == 0 ? [] : [$"1:1: No font has these characters, which are left out: {string.Join(' ', missing.Names)}."];

    /// <summary>A document that nobody thought of must not keep others from being laid out.</summary>
    private Result<T> AtWork<T>(DocumentSource source, Func<RenderWorkspace, CompiledTemplate, RenderBudget, T> work)
    {
        lock (_gate)
        {
            _workspace ??= Open();
            var template = CompiledTemplate.Compile(source.Html, mayBePage: true);
            if (template.Error is { } error)
            {
                return RenderingFailures.DocumentInvalid(error.ToString());
            }

            try
            {
                return work(_workspace, template, new RenderBudget(RenderBudget.Usual));
            }
            catch (Exception e) when (e is RenderTooLongException or CardRefusedException)
            {
                return RenderingFailures.DocumentInvalid(e.Message);
            }
        }
    }

    private RenderWorkspace Open()
    {
        NativeLibraries.Check();
        var fonts = FontLibrary.Open(options.Value.FontPath);
        _fonts = new CardFonts(fonts, sources: null);
        return new RenderWorkspace(fonts);
    }
}
