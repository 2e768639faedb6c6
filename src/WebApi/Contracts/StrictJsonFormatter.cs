using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Net.Http.Headers;
using PearlIo.Domain.Common;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Contracts;

/// <summary>Binds bodies of actions by <see cref="StrictJson"/>; a <see cref="JsonObject"/> is bound as it came.</summary>
internal sealed class StrictJsonFormatter : InputFormatter
{
    private readonly TimeSpan _patience;

    private const string Json = "application/json";
    private const string MergePatch = "application/merge-patch+json";

    private static readonly Dictionary<Type, Func<JsonObject, object>> Bodies = new()
    {
        [typeof(ProjectBody)] = Read<ProjectBody>,
        [typeof(RouteBody)] = Read<RouteBody>,
        [typeof(KeyBody)] = Read<KeyBody>,
        [typeof(RotateBody)] = Read<RotateBody>,
        [typeof(TenantBody)] = Read<TenantBody>,
        [typeof(SigningKeyBody)] = Read<SigningKeyBody>,
        [typeof(PagesBody)] = Read<PagesBody>,
        [typeof(WarmBody)] = Read<WarmBody>,
        [typeof(TemplateBody)] = Read<TemplateBody>,
        [typeof(PublishBody)] = Read<PublishBody>,
        [typeof(PreviewBody)] = Read<PreviewBody>,
    };

    /// <summary>Takes bodies that come in time.</summary>
    public StrictJsonFormatter(RequestLimits limits)
    {
        _patience = TimeSpan.FromSeconds(limits.BodySeconds);
        SupportedMediaTypes.Add(Json);
        SupportedMediaTypes.Add(MergePatch);
    }

    /// <summary>Exactly the types of the API, in UTF-8 and not compressed; all else is 415.</summary>
    public override bool CanRead(InputFormatterContext context)
    {
        var request = context.HttpContext.Request;
        return request.Headers.ContentEncoding.Count == 0
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && (type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
                || (IsPatch(context.ModelType) && type.MediaType.Equals(MergePatch, StringComparison.OrdinalIgnoreCase)));
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> GetSupportedContentTypes(string? contentType, Type objectType) =>
        IsPatch(objectType) ? [MergePatch, Json] : [Json];

    // Not ReadRequestBodyAsync: the base class would take an empty body for no body and say so in words of its own.
    public override Task<InputFormatterResult> ReadAsync(InputFormatterContext context) => ReadRequestBodyAsync(context);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        using var buffer = new MemoryStream();
        await ReadAsync(context.HttpContext, buffer);
        var body = Demand(StrictJson.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return await InputFormatterResult.SuccessAsync(IsPatch(context.ModelType) ? body : Read(context.ModelType, body));
    }

    // The server's own bound is a rate, by which a large body may take minutes.
    private async Task ReadAsync(HttpContext context, MemoryStream buffer)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        bounded.CancelAfter(_patience);
        try
        {
            await context.Request.Body.CopyToAsync(buffer, bounded.Token);
        }
        catch (OperationCanceledException e) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body came too slowly.", StatusCodes.Status408RequestTimeout, e);
        }
    }

    private static bool IsPatch(Type type) => type == typeof(JsonObject);

    private static object Read(Type type, JsonObject body) => Bodies.TryGetValue(type, out var read)
        ? read(body)
        : throw new InvalidOperationException($"No body of type {type} is known.");

    private static object Read<T>(JsonObject body)
        where T : notnull => Demand(StrictJson.Read<T>(body));

    private static T Demand<T>(Result<T> result) =>
        result.TryGetValue(out var value, out var failure) ? value : throw new RequestException(failure);
}
