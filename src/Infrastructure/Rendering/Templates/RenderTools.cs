using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>What templates draw text with; belongs to one render thread, but for the coverage, which is never written.</summary>
internal sealed record RenderTools(TextEngine Engine, GlyphCache Glyphs, GlyphCoverage Coverage);
