using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace PearlIo.WebApi.Hosting;

/// <summary>The description of the API at <c>/openapi/v1.json</c> and its readable form at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    private const string Scheme = "adminKey";

    /// <summary>Sets title and text, and says what a patch may hold.</summary>
    public static void Configure(OpenApiOptions options)
    {
        // A HEAD is a GET without its body.
        options.ShouldInclude = description => description.HttpMethod is not "HEAD";
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(DescribePatch);
        options.AddOperationTransformer(DescribeRefusals);
        options.AddSchemaTransformer(DescribeBodies);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Pearl-IO";
        document.Info.Version = Name;
        document.Info.Description = "Projects are sites, routes say how the cards of their pages are made, and /og answers crawlers with the cards.";
        document.Servers?.Clear();
        document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The ADMIN_KEY; asked for in Production only.",
            },
        };
        return Task.CompletedTask;
    }

    // What any call of the management API may answer beside its own statuses.
    private static Task DescribeRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var path = context.Description.RelativePath!;
        if (!path.StartsWith("api/projects", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        AddRefusal(operation, context, "401", "No key, or a wrong one.");
        AddRefusal(operation, context, "503", "The database cannot be used at the moment, or too many others change the same.");
        if (operation.RequestBody is not null)
        {
            AddRefusal(operation, context, "413", "The body is larger than 1 MiB.");
            AddRefusal(operation, context, "415", "The body has another type or encoding.");
        }

        return Task.CompletedTask;
    }

    private static void AddRefusal(OpenApiOperation operation, OpenApiOperationTransformerContext context, string status, string description) =>
        operation.Responses!.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problems.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDocument), context.Document) },
            },
        });

    // Bodies take null for every member, so that all that is missing can be told at once; a description can be plainer.
    private static Task DescribeBodies(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProjectBody))
        {
            schema.Description = "`title` and `url` are required of a new project.";
        }
        else if (context.JsonTypeInfo.Type == typeof(RouteBody))
        {
            schema.Description = "`path` is required of a new route.";
        }

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
