using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Lays out and draws whole HTML documents one after another, for people who write templates.</summary>
public interface IDocumentTools
{
    /// <summary>Lays a document out.</summary>
    /// <returns>Its boxes, or a <see cref="FailureKind.Invalid"/> failure that says what is wrong and where.</returns>
    Result<DocumentBoxes> Measure(DocumentSource source);

    /// <summary>Draws and encodes a document.</summary>
    /// <returns>The picture, or a <see cref="FailureKind.Invalid"/> failure that says what is wrong and where.</returns>
    Result<DocumentPicture> Draw(DocumentSource source, ImageFormat format);

    /// <summary>Draws a contact sheet of the built-in templates, each on dark and on light paper.</summary>
    /// <returns>The picture.</returns>
    Result<DocumentPicture> DrawGallery(ImageFormat format);
}

/// <summary>A document to lay out or draw.</summary>
public sealed record DocumentSource
{
    /// <summary>The largest width and height, CSS px.</summary>
    public const int MaxSide = Template.MaxSide;

    /// <summary>The whole document.</summary>
    public required string Html { get; init; }

    /// <summary>What <c>{{name}}</c> stands for in it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Width of the viewport, CSS px, 1 to <see cref="MaxSide"/>; null for what the document's front block says, else 1200.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the viewport, CSS px, 1 to <see cref="MaxSide"/>; null for what the document's front block says, else 630.</summary>
    public int? Height { get; init; }
}

/// <summary>Where everything in a document stands.</summary>
/// <param name="Boxes">One for every element below the body, in the order of the document.</param>
/// <param name="Lines">The lines of text, in the order of the document.</param>
/// <param name="Warnings">What in the document is not supported, each with line and column.</param>
public sealed record DocumentBoxes(IReadOnlyList<DocumentBox> Boxes, IReadOnlyList<DocumentLine> Lines, IReadOnlyList<string> Warnings);

/// <summary>The border box of an element, in CSS px on the page: what <c>getBoundingClientRect</c> gives in a browser.</summary>
/// <param name="Tag">In lower case.</param>
/// <param name="Id">Empty where the element has none.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">0 where the element has no box.</param>
/// <param name="Height">0 where the element has no box.</param>
public sealed record DocumentBox(string Tag, string Id, double X, double Y, double Width, double Height);

/// <summary>A line of text, in CSS px on the page.</summary>
/// <param name="X">Left edge of what is on it.</param>
/// <param name="Y">Upper edge of the line box.</param>
/// <param name="Width">Of what is on it.</param>
/// <param name="Height">Of the line box.</param>
/// <param name="Baseline">On the page.</param>
public sealed record DocumentLine(double X, double Y, double Width, double Height, double Baseline);

/// <summary>A drawn document.</summary>
/// <param name="Bytes">The encoded picture.</param>
/// <param name="Warnings">What in the document is not supported, each with line and column.</param>
public sealed record DocumentPicture(byte[] Bytes, IReadOnlyList<string> Warnings);
