using System.Collections.Frozen;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Turns a request for a card into a <see cref="CardPlan"/>: project, route, variables, slot and key.</summary>
public sealed class CardPlanner(
    Sites sites, KnownPages pages, SignatureCheck signatures, ICardRenderer renderer, CallerContext callers, TimeProvider clock)
{
    // A database that answers slowly must not keep a card from its reader.
    private static readonly TimeSpan PatienceWithPages = TimeSpan.FromSeconds(1);

    /// <summary>Makes the plan.</summary>
    /// <returns>
    /// The plan, or a NotFound failure for an unknown project, Forbidden where the project asks for a signature or its tenant is
    /// suspended.
    /// </returns>
    public async Task<Result<CardPlan>> PlanAsync(CardRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await sites.GetAsync(request.ProjectId, cancellationToken) is not { } site)
        {
            return ProjectFailures.NotFound;
        }

        var project = site.Project;
        if (project.IsSuspended)
        {
            return OgImageFailures.Suspended;
        }

        using var scope = callers.Enter(Caller.Service(project.TenantId));
        if (!(await signatures.CheckAsync(project, request, cancellationToken)).TryGetValue(out var trust, out var failure))
        {
            return failure;
        }

        var (page, isKnown) = await FindPageAsync(project, request.Path, cancellationToken);
        var plan = MakePlan(request, site, site.Routes.Match(request.Path), page, trust);
        return isKnown ? plan : plan with { IsUncertain = true };
    }

    /// <summary>The plan of a page's card as it is without any query, whoever may ask for it.</summary>
    /// <param name="site">The project with its routes.</param>
    /// <param name="path">The page.</param>
    /// <param name="page">What is known of the page, or null.</param>
    public CardPlan PlanPage(Site site, PagePath path, KnownPage? page)
    {
        ArgumentNullException.ThrowIfNull(site);
        var request = new CardRequest(site.Project.Id, path, FrozenDictionary<string, string>.Empty);
        return MakePlan(request, site, site.Routes.Match(path), page, QueryTrust.None);
    }

    // With the database away nobody can say what was told of the page.
    private async Task<(KnownPage? Page, bool IsKnown)> FindPageAsync(Project project, PagePath path, CancellationToken cancellationToken)
    {
        try
        {
            return (await pages.GetAsync(project, path, CancellationToken.None).WaitAsync(PatienceWithPages, clock, cancellationToken), true);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            return (null, false);
        }
    }

    private CardPlan MakePlan(CardRequest request, Site site, RouteMatch? match, KnownPage? page, QueryTrust trust)
    {
        var project = site.Project;
        var route = match?.Route;
        var counted = CountedQuery.Of(request.Query, route, isSigned: trust != QueryTrust.None);
        var content = MakeContent(request.Path, site, match, page, counted);
        var output = new CardOutput(route?.ReturnType ?? ReturnType.Png, route?.ByteBudget ?? Route.DefaultByteBudget);
        var slot = CardHashes.Slot(project.Id, request.Path, counted, output.Format);
        var removals = new CardRemovals(page?.Revision ?? 0, route?.Removals ?? 0, project.Removals);
        var inputs = CardHashes.Inputs(route?.Id, content, output, removals);
        return new CardPlan
        {
            Site = site,
            Route = route,
            Content = content,
            PathTitle = CardVariables.TitleOf(request.Path),
            Output = output,
            CacheDuration = route?.CacheDuration ?? project.CacheDuration,
            Page = request.Path,
            PageUrl = project.Url.TrimEnd('/') + request.Path.Canonical,
            Slot = slot,
            Inputs = inputs,
            Removals = removals,
            CacheKey = CardHashes.CacheKey(slot, inputs, renderer.Version),
            KeptOnly = trust == QueryTrust.KeptOnly && NeedsSignature(request, project, route, counted),
        };
    }

    // What anybody may ask for is drawn, whoever signed it.
    private static bool NeedsSignature(
        CardRequest request, Project project, Route? route, IReadOnlyList<KeyValuePair<string, string>> counted) =>
        project.RequireSignature || counted.Count > CountedQuery.Of(request.Query, route, isSigned: false).Count;

    private CardContent MakeContent(
        PagePath path, Site site, RouteMatch? match, KnownPage? page, IReadOnlyList<KeyValuePair<string, string>> counted)
    {
        var project = site.Project;
        var template = match?.Route.Template ?? project.Template ?? renderer.Templates[0];
        var own = site.Templates.GetValueOrDefault(template);
        var variables = new CardVariables(counted, page?.Told, match, path, project);
        return new CardContent
        {
            Template = own?.Name ?? template,
            Own = own,
            Title = variables.Title,
            Description = variables.Description,
            SiteName = variables.SiteName,
            Address = PageAddress.Display(project, path),
            Variables = variables.Others,
            Theme = project.Theme,
        };
    }
}
