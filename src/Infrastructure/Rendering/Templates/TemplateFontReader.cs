using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Fonts;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Takes the fonts of a template's <c>@font-face</c> rules: of each the first source that can be used, as browsers do.</summary>
/// <param name="problems">Gets what cannot be used, with its place.</param>
internal sealed class TemplateFontReader(List<StyleProblem> problems)
{
    private const string Uploaded = "font:";

    private int _files;

    public IReadOnlyList<TemplateFont> Read(IReadOnlyList<FontFace> faces) => [.. faces.Select(Read).OfType<TemplateFont>()];

    private TemplateFont? Read(FontFace face)
    {
        var why = new List<string>();
        foreach (var source in face.Sources)
        {
            if (Take(face, source, why) is { } font)
            {
                return font;
            }
        }

        problems.Add(new StyleProblem(face.Line, face.Column, $"The @font-face of '{face.Family}' is left out. {string.Join(' ', why.Distinct(StringComparer.Ordinal))}"));
        return null;
    }

    private TemplateFont? Take(FontFace face, FontFaceSource source, List<string> why)
    {
        if (source.IsLocal)
        {
            why.Add("local() is not supported: name that family in font-family itself.");
            return null;
        }

        if (source.Value.StartsWith(Uploaded, StringComparison.OrdinalIgnoreCase))
        {
            return new TemplateFont(face.Family, Traits(face), File: null, source.Value[Uploaded.Length..].Trim());
        }

        if (!source.Value.StartsWith(DataAddress.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            why.Add("Fonts are not fetched: upload the file and write src: url(\"font:NAME\"), or bring it along as a data: address.");
            return null;
        }

        if (DataAddress.Read(source.Value) is not { } bytes)
        {
            why.Add("Its data: address is broken.");
            return null;
        }

        return Open(bytes, why) is { } file ? new TemplateFont(face.Family, TraitsOf(face, file), file, Uploaded: null) : null;
    }

    private FontFile? Open(byte[] bytes, List<string> why)
    {
        if (++_files > TemplateFont.MaxFiles)
        {
            why.Add(FormattableString.Invariant($"A template may bring {TemplateFont.MaxFiles} fonts along; upload them instead."));
            return null;
        }

        if (!FontFileReader.TryRead(bytes, out var file, out var problem))
        {
            why.Add(problem);
            return null;
        }

        if (FontLibrary.Opens(file.Sfnt.Span))
        {
            return file;
        }

        why.Add("FreeType cannot open the font.");
        return null;
    }

    private static FontTraits Traits(FontFace face) => new(face.MinWeight, face.MaxWeight, face.IsItalic);

    private static FontTraits TraitsOf(FontFace face, FontFile file) => file.Traits.MinWeight < file.Traits.MaxWeight
        ? file.Traits with { IsItalic = face.IsItalic }
        : Traits(face);
}
