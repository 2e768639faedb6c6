using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.OgImages;

/// <summary>What a caller of the card endpoint asks for.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">The page.</param>
/// <param name="Query">The query's parameters by name, first value of each; which of them count, route and signature say.</param>
public sealed record CardRequest(Guid ProjectId, PagePath Path, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>The query with its signature, right or wrong, or null where it has none.</summary>
    public SignedQuery? SignedQuery { get; init; }

    /// <summary>The version of the card that the address names, or null where it names none; to be compared with <see cref="CardPlan.Version"/>.</summary>
    public string? Version => Query.GetValueOrDefault(CardSignature.VersionParameter);

    /// <summary>Whether it is this service itself that asks, for a page that shows a card in a card.</summary>
    public bool IsOwnFetch { get; init; }
}
