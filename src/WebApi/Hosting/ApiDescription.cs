using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PearlIo.Domain.ApiKeys;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Errors;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace PearlIo.WebApi.Hosting;

/// <summary>The description of the API at <c>/openapi/v1.json</c> and its readable form at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    /// <summary>Name of the document.</summary>
    public const string Name = "v1";

    private const string Scheme = "apiKey";

    /// <summary>Sets title and text, and says what a patch may hold.</summary>
    public static void Configure(OpenApiOptions options)
    {
        // A HEAD is a GET without its body.
        options.ShouldInclude = description => description.HttpMethod is not "HEAD";
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(DescribePatch);
        options.AddOperationTransformer(DescribeFile);
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
                Description = "A key as /api/keys or `pearl keys create` made it, or the server's ADMIN_KEY; asked for in Production only. Each operation names the scope that it needs; `admin` holds `read`, `write` and `publish`. A key sees the rows of its own tenant only.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeFile(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (FileOf(context) is not null)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "The file itself, of whatever type it says it has.",
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            };
        }

        return Task.CompletedTask;
    }

    private static TakesFileAttribute? FileOf(OpenApiOperationTransformerContext context) =>
        context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesFileAttribute>().FirstOrDefault();

    // What any call that needs a key may answer beside its own statuses.
    private static Task DescribeRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAccessRule>().LastOrDefault() is not { } rule)
        {
            return Task.CompletedTask;
        }

        var scopes = rule.Needs(context.Description.HttpMethod!).ToNames();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [.. scopes] }];
        AddRefusal(operation, context, "401", "No key, or one that is wrong, expired or revoked.");
        AddRefusal(operation, context, "403", $"The key lacks the scope `{string.Join("`, `", scopes)}`, or its tenant is suspended.");
        AddRefusal(operation, context, "429", "More requests a minute than the key, or the address without a valid one, may make; `Retry-After` says when to try again. `RateLimit` and `RateLimit-Policy` tell on every answer how many are left.");
        AddRefusal(operation, context, "503", "The database cannot be used at the moment, or too many others change the same.");
        if (FileOf(context) is { } file)
        {
            AddRefusal(operation, context, "413", $"The body is larger than {file.MostBytes >> 20} MiB.");
        }
        else if (operation.RequestBody is not null)
        {
            AddRefusal(operation, context, "408", "The body did not come in time.");
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
        else if (context.JsonTypeInfo.Type == typeof(PagesBody))
        {
            schema.Description = "`items` is required.";
        }
        else if (context.JsonTypeInfo.Type == typeof(PageBody))
        {
            schema.Description = "`path` is required.";
        }
        else if (context.JsonTypeInfo.Type == typeof(TenantBody))
        {
            schema.Description = "`name` is required of a new tenant.";
        }

        return Task.CompletedTask;
    }

    // The action takes the patch as it came; what may stand in it are the members of the body.
    private static Task DescribePatch(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.HttpMethod is "PATCH")
        {
            var body = BodyOf(context.Description.RelativePath!);
            foreach (var content in operation.RequestBody!.Content!.Values)
            {
                content.Schema = new OpenApiSchemaReference(body, context.Document);
            }
        }

        return Task.CompletedTask;
    }

    private static string BodyOf(string path) => path switch
    {
        _ when path.StartsWith("api/tenants/", StringComparison.Ordinal) => nameof(TenantBody),
        _ when path.Contains("/routes/", StringComparison.Ordinal) => nameof(RouteBody),
        _ => nameof(ProjectBody),
    };

    /// <summary>Sets up the page.</summary>
    public static void ConfigurePage(SwaggerUIOptions page)
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Pearl-IO API";
        page.SwaggerEndpoint($"/openapi/{Name}.json", "Pearl-IO");
    }
}
