using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Fonts;
using PearlIo.Domain.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Puts the fonts together that cards of a template are drawn with, and keeps the sets that were used last.</summary>
/// <param name="application">The application's own fonts, which are in every set.</param>
/// <param name="sources">Where the bytes of uploaded fonts are read, or null where there are none.</param>
internal sealed class CardFonts(FontLibrary application, FontSources? sources) : IDisposable
{
    /// <summary>Most sets that are kept; render threads have those open that they use.</summary>
    private const int MaxKept = 32;

    private readonly MemoryCache _sets = new(new MemoryCacheOptions { SizeLimit = MaxKept });

    /// <summary>The fonts of a template that has what it brings along and nothing else, or null where the application's own are all.</summary>
    public FontLibrary? Find(CompiledTemplate template)
    {
        var faces = Choose(template, []);
        return Kept(faces) ?? Keep(faces, [.. faces.Select(wanted => wanted.Face)]);
    }

    /// <summary>The fonts of a template, or null where the application's own are all.</summary>
    /// <param name="template">The template.</param>
    /// <param name="uploaded">Fonts of its tenant that it names.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async ValueTask<FontLibrary?> FindAsync(CompiledTemplate template, IReadOnlyList<Font> uploaded, CancellationToken cancellationToken)
    {
        if (template.Fonts.Count == 0 && uploaded.Count == 0)
        {
            return null;
        }

        var faces = Choose(template, uploaded);
        return Kept(faces) ?? Keep(faces, await ReadAsync(faces, cancellationToken));
    }

    public void Dispose() => _sets.Dispose();

    private static string KeyOf(List<Wanted> faces) => string.Join('\n', faces.Select(wanted => wanted.Face.Key));

    private FontLibrary? Kept(List<Wanted> faces) => _sets.Get<FontLibrary>(KeyOf(faces));

    private FontLibrary? Keep(List<Wanted> faces, List<CardFace> read) =>
        read.Count == 0 ? null : _sets.Set(KeyOf(faces), application.With(read), new MemoryCacheEntryOptions { Size = 1 });

    /// <summary>A family that the template defines itself hides the tenant's of that name.</summary>
    private static List<Wanted> Choose(CompiledTemplate template, IReadOnlyList<Font> uploaded)
    {
        var faces = new List<Wanted>();
        foreach (var font in template.Fonts)
        {
            if (font.File is { } file)
            {
                faces.Add(new Wanted(TemplateFont.Face(font.Family, font.Traits, file.Hash.Hex, file.Sfnt), Uploaded: null));
            }
            else if (Nearest(uploaded, font) is { } nearest)
            {
                var traits = nearest.MinWeight < nearest.MaxWeight ? Traits(nearest) with { IsItalic = font.Traits.IsItalic } : font.Traits;
                faces.Add(Want(font.Family, traits, nearest));
            }
        }

        var defined = faces.Select(face => face.Face.Family).ToHashSet(StringComparer.OrdinalIgnoreCase);
        faces.AddRange(uploaded.Where(font => !defined.Contains(font.Family)).Select(font => Want(font.Family, Traits(font), font)));
        return faces;
    }

    private static Font? Nearest(IReadOnlyList<Font> uploaded, TemplateFont wanted) => uploaded
        .Where(font => string.Equals(font.Family, wanted.Uploaded, StringComparison.OrdinalIgnoreCase))
        .OrderBy(font => font.IsItalic == wanted.Traits.IsItalic ? 0 : 1)
        .ThenBy(font => Math.Max(0, Math.Max(font.MinWeight - wanted.Traits.MinWeight, wanted.Traits.MinWeight - font.MaxWeight)))
        .FirstOrDefault();

    private static FontTraits Traits(Font font) => new(font.MinWeight, font.MaxWeight, font.IsItalic);

    private static Wanted Want(string family, FontTraits traits, Font font) => new(TemplateFont.Face(family, traits, font.ContentHash.Hex, default), font);

    /// <summary>A font that was deleted since is not among them.</summary>
    private async Task<List<CardFace>> ReadAsync(List<Wanted> faces, CancellationToken cancellationToken)
    {
        var read = new List<CardFace>();
        foreach (var wanted in faces)
        {
            if (wanted.Uploaded is not { } font)
            {
                read.Add(wanted.Face);
            }
            else if (sources is not null && await sources.FindAsync(font, cancellationToken) is { } bytes)
            {
                read.Add(wanted.Face with { Sfnt = bytes });
            }
        }

        return read;
    }

    private sealed record Wanted(CardFace Face, Font? Uploaded);
}
