using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Expected outcomes of asking for a card.</summary>
public static class OgImageFailures
{
    /// <summary>The project answers signed requests only.</summary>
    public static readonly Failure SignatureRequired = new(
        FailureKind.Forbidden, "cards.signature_required", "This project answers signed card requests only.");
}
