using Microsoft.AspNetCore.Http.Features;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.OgImages;

/// <summary>
/// The short way of a popular card: the very target was answered before, the card is in memory and fresh, and its project is known to be
/// unchanged. Asks neither database nor store, and takes no part in routing. Everything else goes the long way (<see cref="CardEndpoint"/>).
/// </summary>
internal sealed partial class HotCards(
    CardMemory memory, Sites sites, CardAccounts accounts, ServiceActivity activity, TimeProvider clock, ILogger<HotCards> logger)
{
    private const string Root = "/og/";

    /// <summary>Answers, or passes the request on.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isHead = false;
        if (!HttpMethods.IsGet(context.Request.Method) && !(isHead = HttpMethods.IsHead(context.Request.Method)))
        {
            return next(context);
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith(Root, StringComparison.Ordinal) || !memory.TryFind(target, out var held) || !sites.Trusts(held.Site))
        {
            return next(context);
        }

        activity.See();
        var card = held.Card;
        var length = CardAnswers.Begin(context, card.Image, held.Version, held.Until, clock.GetUtcNow(), out var body);
        accounts.Add(context, card, length);
        LogAnswered(context.Request.Method, context.Response.StatusCode);
        return isHead || length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(body).AsTask();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} card from memory {Status}")]
    private partial void LogAnswered(string method, int status);
}
