using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Expected outcomes of asking for a card.</summary>
public static class OgImageFailures
{
    /// <summary>The project answers signed requests only.</summary>
    public static readonly Failure SignatureRequired = new(
        FailureKind.Forbidden, "cards.signature_required", "This project answers signed card requests only.");

    /// <summary>The project has had as many new cards drawn as it may in a minute.</summary>
    public static readonly Failure AllowanceUsed = new(
        FailureKind.TooBusy, "cards.allowance_used", "The project has had as many new cards drawn as it may in a minute.");

    /// <summary>The project answers signed requests only, and the signature of this one is good for nothing.</summary>
    public static readonly Failure SignatureWrong = new(
        FailureKind.Forbidden, "cards.signature_wrong", "The signature is wrong, its time is over, or its key was revoked.");

    /// <summary>The key of the signature is retired, and the card is not kept.</summary>
    public static readonly Failure KeyRetired = new(
        FailureKind.Forbidden, "cards.key_retired", "The signature's key is retired, so nothing new is drawn for it, and this card is not kept.");

    /// <summary>The service asked itself for a card, to show it on a card.</summary>
    public static readonly Failure OwnFetch = new(FailureKind.Forbidden, "cards.own_fetch", "A card is not shown on a card.");

    /// <summary>The operator suspended the tenant of the project: its cards are the general card.</summary>
    public static readonly Failure Suspended = new(FailureKind.Forbidden, "cards.suspended", "The cards of this project are suspended.");
}
