using System.Collections.Frozen;
using PearlIo.Application.Access;
using PearlIo.Application.Pages;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Turns a request for a card into a <see cref="CardPlan"/>: project, route, variables, slot and key.</summary>
public sealed class CardPlanner(
    ProjectTenants tenants,
    IProjectRepository projects,
    RouteTables routes,
    IPageRepository pages,
    SignatureCheck signatures,
    ICardRenderer renderer,
    CallerContext callers)
{
    /// <summary>Makes the plan.</summary>
    /// <returns>
    /// The plan, or a NotFound failure for an unknown project, Forbidden where the project asks for a signature or its tenant is
    /// suspended.
    /// </returns>
    public async Task<Result<CardPlan>> PlanAsync(CardRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await tenants.FindAsync(request.ProjectId, cancellationToken) is not { } tenant)
        {
            return ProjectFailures.NotFound;
        }

        using var scope = callers.Enter(Caller.Service(tenant));
        if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
        {
            return ProjectFailures.NotFound;
        }

        if (project.IsSuspended)
        {
            return OgImageFailures.Suspended;
        }

        if (!(await signatures.CheckAsync(project, request, cancellationToken)).TryGetValue(out var trust, out var failure))
        {
            return failure;
        }

        var match = (await routes.GetAsync(project, cancellationToken)).Match(request.Path);
        var page = await pages.FindAsync(project.Id, request.Path.Canonical, cancellationToken);
        return MakePlan(request, project, match, page, trust);
    }

    /// <summary>The plan of a page's card as it is without any query, whoever may ask for it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="table">Its routes.</param>
    /// <param name="path">The page.</param>
    /// <param name="page">What is known of the page, or null.</param>
    public CardPlan PlanPage(Project project, RouteTable table, PagePath path, KnownPage? page)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(table);
        var request = new CardRequest(project.Id, path, FrozenDictionary<string, string>.Empty);
        return MakePlan(request, project, table.Match(path), page, QueryTrust.None);
    }

    private CardPlan MakePlan(CardRequest request, Project project, RouteMatch? match, KnownPage? page, QueryTrust trust)
    {
        var route = match?.Route;
        var counted = CountedQuery.Of(request.Query, route, isSigned: trust != QueryTrust.None);
        var content = MakeContent(request.Path, project, match, page, counted);
        var output = new CardOutput(route?.ReturnType ?? ReturnType.Png, route?.ByteBudget ?? Route.DefaultByteBudget);
        var slot = CardHashes.Slot(project.Id, request.Path, counted, output.Format);
        var removals = new CardRemovals(page?.Revision ?? 0, route?.Removals ?? 0, project.Removals);
        var inputs = CardHashes.Inputs(route?.Id, content, output, removals);
        return new CardPlan
        {
            Project = project,
            Route = route,
            Content = content,
            Output = output,
            CacheDuration = route?.CacheDuration ?? project.CacheDuration,
            PageUrl = project.Url.TrimEnd('/') + request.Path.Canonical,
            Slot = slot,
            Inputs = inputs,
            CacheKey = CardHashes.CacheKey(slot, inputs, renderer.Version),
            KeptOnly = trust == QueryTrust.KeptOnly && NeedsSignature(request, project, route, counted),
        };
    }

    // What anybody may ask for is drawn, whoever signed it.
    private static bool NeedsSignature(
        CardRequest request, Project project, Route? route, IReadOnlyList<KeyValuePair<string, string>> counted) =>
        project.RequireSignature || counted.Count > CountedQuery.Of(request.Query, route, isSigned: false).Count;

    private CardContent MakeContent(
        PagePath path, Project project, RouteMatch? match, KnownPage? page, IReadOnlyList<KeyValuePair<string, string>> counted)
    {
        var variables = new CardVariables(counted, page?.Told, match, path, project);
        return new CardContent
        {
            Template = match?.Route.Template ?? project.Template ?? renderer.Templates[0],
            Title = variables.Title,
            Description = variables.Description,
            SiteName = variables.SiteName,
            Address = PageAddress.Display(project, path),
            Theme = project.Theme,
        };
    }
}
