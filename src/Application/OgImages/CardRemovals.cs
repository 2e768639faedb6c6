namespace PearlIo.Application.OgImages;

/// <summary>How often the cards of a page were removed, by what was named: what was made before must not be shown again.</summary>
/// <param name="OfPage">The page.</param>
/// <param name="OfRoute">Its route.</param>
/// <param name="OfProject">The project.</param>
public readonly record struct CardRemovals(long OfPage, long OfRoute, long OfProject);
