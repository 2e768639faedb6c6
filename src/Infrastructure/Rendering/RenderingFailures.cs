using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>Expected outcomes of drawing.</summary>
internal static class RenderingFailures
{
    public static readonly Failure QueueFull = new(FailureKind.TooBusy, "renderer.queue_full", "Too many cards wait to be drawn. Try again in a moment.");

    public static readonly Failure TemplateUnknown = new(FailureKind.Invalid, "renderer.template_unknown", "There is no template of this name.");

    /// <summary>A card that was given up.</summary>
    /// <param name="reason">Why.</param>
    public static Failure CardTooMuch(string reason) => new(FailureKind.Invalid, "renderer.card_too_much", reason);

    /// <summary>A document that cannot be drawn as it stands.</summary>
    /// <param name="reason">What is wrong and where.</param>
    public static Failure DocumentInvalid(string reason) => new(FailureKind.Invalid, "renderer.document_invalid", reason);
}
