using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Formatters;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Errors;

namespace PearlIo.WebApi.Contracts;

/// <summary>Binds bodies of actions by <see cref="StrictJson"/>; a <see cref="JsonObject"/> is bound as it came.</summary>
internal sealed class StrictJsonFormatter : InputFormatter
{
    public StrictJsonFormatter()
    {
        SupportedMediaTypes.Add("application/json");
        SupportedMediaTypes.Add("application/merge-patch+json");
    }

    // Not ReadRequestBodyAsync: the base class would take an empty body for no body and say so in words of its own.
    public override Task<InputFormatterResult> ReadAsync(InputFormatterContext context) => ReadRequestBodyAsync(context);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        using var buffer = new MemoryStream();
        await context.HttpContext.Request.Body.CopyToAsync(buffer, context.HttpContext.RequestAborted);
        var body = Demand(StrictJson.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return await InputFormatterResult.SuccessAsync(context.ModelType == typeof(JsonObject) ? body : Read(context.ModelType, body));
    }

    private static object Read(Type type, JsonObject body)
    {
        if (type == typeof(ProjectBody))
        {
            return Demand(StrictJson.Read<ProjectBody>(body));
        }

        return type == typeof(RouteBody)
            ? Demand(StrictJson.Read<RouteBody>(body))
            : throw new InvalidOperationException($"No body of type {type} is known.");
    }

    private static T Demand<T>(Result<T> result) =>
        result.TryGetValue(out var value, out var failure) ? value : throw new RequestException(failure);
}
