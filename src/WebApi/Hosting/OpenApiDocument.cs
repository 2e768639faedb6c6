using Microsoft.AspNetCore.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace PearlIo.WebApi.Hosting;

/// <summary>The description of the API at <c>/openapi/v1.json</c> and its readable form at <c>/docs</c>.</summary>
internal static class OpenApiDocument
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    /// <summary>Sets title and text.</summary>
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info.Title = "Pearl-IO";
        document.Info.Version = Name;
        document.Info.Description = "Projects are sites, routes say how the cards of their pages are made, and /og answers crawlers with the cards.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    });

    /// <summary>Sets up the page.</summary>
    public static void ConfigurePage(SwaggerUIOptions page)
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Pearl-IO API";
        page.SwaggerEndpoint($"/openapi/{Name}.json", "Pearl-IO");
    }
}
