namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Which pictures are cards of this service: pages that show them have no picture of their own there, and a card must not be drawn into itself.</summary>
/// <param name="service">Where this service is found, or null where it does not know.</param>
internal sealed class OwnCards(Uri? service)
{
    private const string CardsPath = "/og/";

    /// <summary>Whether a picture is a card.</summary>
    /// <param name="picture">Absolute address of a picture.</param>
    /// <param name="page">The page that names it; its host may pass cards on.</param>
    public bool Has(string picture, Uri page)
    {
        if (!Uri.TryCreate(picture, UriKind.Absolute, out var address))
        {
            return false;
        }

        return (service is not null && IsBelow(address, service))
            || (IsSameHost(address, page) && address.AbsolutePath.StartsWith(CardsPath, StringComparison.Ordinal) && !IsFile(address.AbsolutePath[CardsPath.Length..]));
    }

    // Many sites keep pictures of their own there, /og/home.png; a card's path has a project's id and a page behind it.
    private static bool IsFile(string path) => path.Contains('.', StringComparison.Ordinal) && !path.Contains('/', StringComparison.Ordinal);

    private static bool IsBelow(Uri address, Uri root) =>
        IsSameHost(address, root) && address.Port == root.Port && address.AbsolutePath.StartsWith(root.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static bool IsSameHost(Uri one, Uri other) => string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
