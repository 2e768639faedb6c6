using PearlIo.Application.Access;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Turns a request for a card into a <see cref="CardPlan"/>: project, route, variables, slot and key.</summary>
public sealed class CardPlanner(
    ProjectTenants tenants, IProjectRepository projects, RouteTables routes, ICardRenderer renderer, CallerContext callers)
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

        // There are no signing keys yet, so no request of such a project can be signed.
        if (project.RequireSignature)
        {
            return OgImageFailures.SignatureRequired;
        }

        var match = (await routes.GetAsync(project, cancellationToken)).Match(request.Path);
        return MakePlan(request, project, match);
    }

    private CardPlan MakePlan(CardRequest request, Project project, RouteMatch? match)
    {
        var route = match?.Route;
        var counted = CardVariables.CountedQuery(request.Query, route);
        var content = MakeContent(request.Path, project, match, counted);
        var output = new CardOutput(route?.ReturnType ?? ReturnType.Png, route?.ByteBudget ?? Route.DefaultByteBudget);
        var slot = CardHashes.Slot(project.Id, request.Path, counted, output.Format);
        return new CardPlan
        {
            Project = project,
            Route = route,
            Content = content,
            Output = output,
            CacheDuration = route?.CacheDuration ?? project.CacheDuration,
            Page = request.Path,
            PageUrl = project.Url.TrimEnd('/') + request.Path.Canonical,
            Slot = slot,
            CacheKey = CardHashes.CacheKey(slot, route?.Id, content, output, renderer.Version),
        };
    }

    private CardContent MakeContent(
        PagePath path, Project project, RouteMatch? match, IReadOnlyList<KeyValuePair<string, string>> counted)
    {
        var variables = new CardVariables(counted, match, path, project);
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
