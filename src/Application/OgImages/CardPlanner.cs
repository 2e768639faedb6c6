using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Turns a request for a card into a <see cref="CardPlan"/>: project, route, variables, slot and key.</summary>
public sealed class CardPlanner(Sites sites, ICardRenderer renderer)
{
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

        // There are no signing keys yet, so no request of such a project can be signed.
        if (project.RequireSignature)
        {
            return OgImageFailures.SignatureRequired;
        }

        return MakePlan(request, site, site.Routes.Match(request.Path));
    }

    private CardPlan MakePlan(CardRequest request, Site site, RouteMatch? match)
    {
        var project = site.Project;
        var route = match?.Route;
        var counted = CardVariables.CountedQuery(request.Query, route);
        var content = MakeContent(request.Path, project, match, counted);
        var output = new CardOutput(route?.ReturnType ?? ReturnType.Png, route?.ByteBudget ?? Route.DefaultByteBudget);
        var slot = CardHashes.Slot(project.Id, request.Path, counted, output.Format);
        var inputs = CardHashes.Inputs(route?.Id, content, output);
        return new CardPlan
        {
            Site = site,
            Route = route,
            Content = content,
            PathTitle = CardVariables.TitleOf(request.Path),
            Output = output,
            CacheDuration = route?.CacheDuration ?? project.CacheDuration,
            PageUrl = project.Url.TrimEnd('/') + request.Path.Canonical,
            Slot = slot,
            Inputs = inputs,
            CacheKey = CardHashes.CacheKey(slot, inputs, renderer.Version),
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
