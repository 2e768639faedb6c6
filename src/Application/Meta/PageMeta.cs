using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Application.SigningKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.Meta;

/// <summary>Makes what pages say of their cards, without drawing any.</summary>
public sealed class PageMeta(CardPlanner planner, Sites sites, SigningKeySets keys)
{
    /// <summary>The tags of pages of a project, in their order.</summary>
    /// <param name="project">The project.</param>
    /// <param name="pages">The pages, each with what is known of it.</param>
    /// <param name="publicUrl">What absolute addresses begin with, without a slash at its end.</param>
    /// <param name="demand">How much the newest state of the pages themselves matters, or null where they are not to be read.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <returns>The tags, or a Conflict failure where addresses must be signed and there is no live key.</returns>
    public async Task<Result<IReadOnlyList<CardMeta>>> MakeAsync(
        Project project, IReadOnlyList<(PagePath Path, KnownPage? Known)> pages, string publicUrl, SourceDemand? demand, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(pages);
        var secret = project.RequireSignature ? await FindSecretAsync(project, cancellationToken) : null;
        if (project.RequireSignature && secret is null)
        {
            return SigningKeyFailures.NoneLive;
        }

        var site = await sites.ForAsync(project, cancellationToken);
        var made = new List<CardMeta>(pages.Count);
        foreach (var (path, known) in pages)
        {
            var plan = await planner.PlanPageAsync(site, path, known, cancellationToken);
            plan = demand is { } wanted ? await planner.RenewAsync(plan, wanted, asksDatabase: true, cancellationToken) : plan;
            made.Add(CardMeta.Of(plan, path, publicUrl, secret));
        }

        return made;
    }

    // The newest one comes first: once a second is made, the older one is about to be retired.
    private async Task<SigningSecret?> FindSecretAsync(Project project, CancellationToken cancellationToken) =>
        (await keys.GetAsync(project, cancellationToken)).FirstOrDefault(k => k.State == SigningKeyState.Live)?.Secret;
}
