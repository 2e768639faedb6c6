using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PearlIo.WebApi.Contracts;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace PearlIo.WebApi.Hosting;

/// <summary>The description of the API at <c>/openapi/v1.json</c> and its readable form at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    /// <summary>Sets title and text, and says what a patch may hold.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(DescribePatch);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Pearl-IO";
        document.Info.Version = Name;
        document.Info.Description = "Projects are sites, routes say how the cards of their pages are made, and /og answers crawlers with the cards.";
        document.Servers?.Clear();
        return Task.CompletedTask;
    }

    // The action takes the patch as it came; what may stand in it are the members of the body.
    private static Task DescribePatch(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.HttpMethod is "PATCH")
        {
            var body = context.Description.RelativePath!.Contains("/routes/", StringComparison.Ordinal) ? nameof(RouteBody) : nameof(ProjectBody);
            foreach (var content in operation.RequestBody!.Content!.Values)
            {
                content.Schema = new OpenApiSchemaReference(body, context.Document);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Sets up the page.</summary>
    public static void ConfigurePage(SwaggerUIOptions page)
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Pearl-IO API";
        page.SwaggerEndpoint($"/openapi/{Name}.json", "Pearl-IO");
    }
}
