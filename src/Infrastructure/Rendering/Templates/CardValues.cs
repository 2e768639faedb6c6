using PearlIo.Application.OgImages;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>What a card says as variables of its template.</summary>
internal static class CardValues
{
    public static IReadOnlyDictionary<string, string> Of(CardContent content) => new Dictionary<string, string>(content.Variables, StringComparer.Ordinal)
    {
        ["title"] = content.Title,
        ["description"] = content.Description ?? string.Empty,
        ["siteName"] = content.SiteName,
        ["address"] = content.Address,
    };
}
