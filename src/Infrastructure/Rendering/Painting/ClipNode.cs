using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>A clip within others. Equal where it cuts alike.</summary>
/// <param name="Parent">What cuts, too; null for the page.</param>
/// <param name="Transform">From px of the element to px of the page.</param>
internal abstract record ClipNode(ClipNode? Parent, Matrix3x2 Transform);

/// <summary>The padding box of <c>overflow</c>, or another box.</summary>
internal sealed record BoxClip(ClipNode? Parent, Matrix3x2 Transform, RoundedArea Shape) : ClipNode(Parent, Transform);

/// <summary><c>clip-path</c>.</summary>
/// <param name="Parent">What cuts, too; null for the page.</param>
/// <param name="Transform">From px of the element to px of the page.</param>
/// <param name="Shape">As computed.</param>
/// <param name="Box">The border box.</param>
internal sealed record PathClip(ClipNode? Parent, Matrix3x2 Transform, ClipShape Shape, Area Box) : ClipNode(Parent, Transform);
