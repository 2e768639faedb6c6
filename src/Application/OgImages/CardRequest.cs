using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>What a caller of the card endpoint asks for.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">The page.</param>
/// <param name="Query">The query's parameters by name, first value of each; which of them count is the route's affair.</param>
public sealed record CardRequest(Guid ProjectId, PagePath Path, IReadOnlyDictionary<string, string> Query);
