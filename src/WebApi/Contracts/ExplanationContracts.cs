using System.Globalization;
using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Fetching;

namespace PearlIo.WebApi.Contracts;

/// <summary>Why a card is as it is.</summary>
/// <param name="Path">The page's path, in its one spelling.</param>
/// <param name="PageUrl">Absolute address of the page.</param>
/// <param name="V">The version of the card, as its inputs are known now.</param>
/// <param name="Template">The template that draws it.</param>
/// <param name="Route">The route that won, or null where none matches.</param>
/// <param name="Variables">Every variable that has a value, with where the value comes from.</param>
/// <param name="ReadsPage">Whether the card says what its page says of itself.</param>
/// <param name="Page">The last fetch of the page, or null where it was not fetched.</param>
/// <param name="Pictures">The pictures of the card.</param>
/// <param name="MissingCharacters">The characters of it that no font has, such as `U+1F9FF`, as far as this replica drew it; they are drawn as nothing.</param>
/// <param name="Cache">The kept card.</param>
/// <param name="LastFallback">The last time that this replica answered something else in its place, or null.</param>
internal sealed record ExplanationResource(
    string Path,
    string PageUrl,
    string V,
    string Template,
    ExplainedRouteResource? Route,
    IReadOnlyList<ExplainedVariableResource> Variables,
    bool ReadsPage,
    FetchResource? Page,
    IReadOnlyList<ExplainedPictureResource> Pictures,
    IReadOnlyList<string> MissingCharacters,
    ExplainedCacheResource Cache,
    FallbackResource? LastFallback)
{
    public static ExplanationResource Of(CardExplanation explanation)
    {
        var plan = explanation.Plan;
        return new ExplanationResource(
            plan.Page.Canonical,
            plan.PageUrl,
            plan.Version,
            plan.Content.Template,
            explanation.Route is { } route ? new ExplainedRouteResource(route.Id, route.Path) : null,
            [.. explanation.Variables.Select(v => new ExplainedVariableResource(v.Name, v.Value, v.Origin))],
            plan.ReadsPage,
            explanation.Page is { } page ? FetchResource.Of(page) : null,
            [.. explanation.Pictures.Select(ExplainedPictureResource.Of)],
            explanation.MissingCharacters,
            ExplainedCacheResource.Of(explanation),
            explanation.LastFallback is { } fallback ? new FallbackResource(fallback.Cause, fallback.At.UtcDateTime) : null);
    }
}

/// <summary>A route that won.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">Its path.</param>
internal sealed record ExplainedRouteResource(Guid Id, string Path);

/// <summary>A variable of a card.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Origin">Where the value comes from: `query`, `pages` (told by a build), `route`, `page` (its own metadata), `path` (the last segment) or `project`.</param>
internal sealed record ExplainedVariableResource(
    string Name, string Value, VariableOrigin Origin);

/// <summary>The last fetch of something outside.</summary>
/// <param name="Address">Its address.</param>
/// <param name="FoundAt">When it was last found, or found unchanged; null where it never was.</param>
/// <param name="TriedAt">When it was last asked for.</param>
/// <param name="DueAt">From when on it is asked for again.</param>
/// <param name="Cause">Why the last try gave nothing, as a code; null where it did. What was found before stays in use.</param>
/// <param name="Status">The status of the last answer that was an error, or null.</param>
/// <param name="Message">The cause in words, or null.</param>
internal sealed record FetchResource(string Address, DateTime? FoundAt, DateTime TriedAt, DateTime DueAt, string? Cause, int? Status, string? Message)
{
    public static FetchResource Of(FetchedSource source) => new(
        source.Address,
        source.FoundAt?.UtcDateTime,
        source.TriedAt.UtcDateTime,
        source.DueAt.UtcDateTime,
        source.Cause,
        source.Status,
        source.Cause is { } cause ? FetchCauses.Explain(cause, source.Status) : null);
}

/// <summary>A picture of a card.</summary>
/// <param name="Address">Its address, as a variable or the template names it.</param>
/// <param name="IsFound">Whether it was found, so that the card shows it.</param>
/// <param name="Format">Its format, or null.</param>
/// <param name="Width">Its width in px, or null.</param>
/// <param name="Height">Its height in px, or null.</param>
/// <param name="Fetch">Its last fetch, or null where it was not asked for yet or is an asset of your own.</param>
internal sealed record ExplainedPictureResource(string Address, bool IsFound, string? Format, string? Width, string? Height, FetchResource? Fetch)
{
    public static ExplainedPictureResource Of(ExplainedPicture picture)
    {
        if (picture.Asset is { } asset)
        {
            return new ExplainedPictureResource(
                picture.Address, IsFound: true, asset.Format, asset.Width.ToString(CultureInfo.InvariantCulture), asset.Height.ToString(CultureInfo.InvariantCulture), Fetch: null);
        }

        var values = picture.Source?.Values;
        return new ExplainedPictureResource(
            picture.Address,
            values is not null,
            values?.GetValueOrDefault(FetchedPicture.Format),
            values?.GetValueOrDefault(FetchedPicture.Width),
            values?.GetValueOrDefault(FetchedPicture.Height),
            picture.Source is { } source ? FetchResource.Of(source) : null);
    }
}

/// <summary>A kept card.</summary>
/// <param name="State">What it is worth: `none`, `fresh`, `stale` (answered while a new one is made), `old`, or `changed` (made from other inputs).</param>
/// <param name="CreatedAt">When it was drawn, or null.</param>
/// <param name="FreshUntil">When it is due, or null.</param>
/// <param name="IsProvisional">Whether something was missing when it was drawn, so that it is drawn again within minutes.</param>
internal sealed record ExplainedCacheResource(
    CardState State, DateTime? CreatedAt, DateTime? FreshUntil, bool IsProvisional)
{
    public static ExplainedCacheResource Of(CardExplanation explanation) => new(
        explanation.State,
        explanation.Card?.CreatedAt.UtcDateTime,
        explanation.Card?.FreshUntil.UtcDateTime,
        explanation.Card?.IsProvisional ?? false);
}

/// <summary>That something else was answered in place of a card.</summary>
/// <param name="Cause">Why.</param>
/// <param name="At">When.</param>
internal sealed record FallbackResource(string Cause, DateTime At);
