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

    /// <summary>The operator suspended the tenant of the project: its cards are the general card.</summary>
    public static readonly Failure Suspended = new(FailureKind.Forbidden, "cards.suspended", "The cards of this project are suspended.");
}
