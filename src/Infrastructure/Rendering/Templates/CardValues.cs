using PearlIo.Application.OgImages;
using PearlIo.Domain.Templates;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>What a card says as variables of its template.</summary>
internal static class CardValues
{
    /// <summary>The values for a template: a picture that is not at hand counts as absent, so that nothing is left empty in its place.</summary>
    public static IReadOnlyDictionary<string, string> Of(CardContent content, CompiledTemplate template)
    {
        var values = (Dictionary<string, string>)Of(content);
        foreach (var variable in template.Front.Variables)
        {
            if (variable.Type is TemplateVariableType.Image
                && values.TryGetValue(variable.Name, out var address)
                && PictureAddress.IsOutside(address)
                && !content.Pictures.ContainsKey(address))
            {
                values.Remove(variable.Name);
            }
        }

        return values;
    }

    /// <summary>All of its values.</summary>
    public static IReadOnlyDictionary<string, string> Of(CardContent content) => new Dictionary<string, string>(content.Variables, StringComparer.Ordinal)
    {
        ["title"] = content.Title,
        ["description"] = content.Description ?? string.Empty,
        ["siteName"] = content.SiteName,
        ["address"] = content.Address,
    };
}
