using FluentValidation;
using MediatR;
using PearlIo.Application.Assets;
using PearlIo.Application.Pages;
using PearlIo.Application.Projects;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Tells why the card of a page is as it is. Nothing is drawn and nothing is fetched.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Path">The page's path; required.</param>
public sealed record ExplainCard(Guid ProjectId, string? Path) : IRequest<Result<CardExplanation>>
{
    internal sealed class Validator : AbstractValidator<ExplainCard>
    {
        public Validator() => RuleFor(q => q.Path).PagePath();
    }

    internal sealed class Handler(
        IProjectRepository projects, IPageRepository pages, Sites sites, CardPlanner planner, CardCache cache, CardNotes notes)
        : IRequestHandler<ExplainCard, Result<CardExplanation>>
    {
        public async Task<Result<CardExplanation>> Handle(ExplainCard request, CancellationToken cancellationToken)
        {
            if (await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var path = PagePathRules.Page(request.Path);
            var known = await pages.FindAsync(project.Id, path.Canonical, cancellationToken);
            var plan = await planner.PlanPageAsync(await sites.ForAsync(project, cancellationToken), path, known, cancellationToken);
            var card = await cache.FindAsync(plan, cancellationToken);
            return new CardExplanation
            {
                Plan = plan,
                Variables = CardPlanner.Variables(plan),
                Card = card,
                State = cache.Judge(plan, card),
                Pictures = ExplainPictures(plan),
                MissingCharacters = notes.MissingCharacters(plan.Slot),
                LastFallback = notes.LastFallback(plan.Slot),
            };
        }

        private static IReadOnlyList<ExplainedPicture> ExplainPictures(CardPlan plan)
        {
            var assets = SiteAssets.Named(plan.PictureAddresses, plan.Site.Assets);
            return [.. plan.PictureAddresses.Select(address => new ExplainedPicture(
                address, plan.Sources.Pictures.GetValueOrDefault(address), assets.GetValueOrDefault(address)))];
        }
    }
}

/// <summary>Why a card is as it is.</summary>
public sealed record CardExplanation
{
    /// <summary>What decides about the card.</summary>
    public required CardPlan Plan { get; init; }

    /// <summary>The route that won, or null.</summary>
    public Route? Route => Plan.Route;

    /// <summary>The card's variables, by name.</summary>
    public required IReadOnlyList<CardVariable> Variables { get; init; }

    /// <summary>The page, or null where the card does not say what its page says or the page was never read.</summary>
    public FetchedSource? Page => Plan.Sources.Page;

    /// <summary>The pictures that the card shows, or would show.</summary>
    public required IReadOnlyList<ExplainedPicture> Pictures { get; init; }

    /// <summary>The kept card, or null.</summary>
    public required StoredCard? Card { get; init; }

    /// <summary>What the kept card is worth.</summary>
    public required CardState State { get; init; }

    /// <summary>The characters that no font has, as far as this replica drew the card.</summary>
    public required IReadOnlyList<string> MissingCharacters { get; init; }

    /// <summary>The last time that this replica answered something else, or null.</summary>
    public required FallbackNote? LastFallback { get; init; }
}

/// <summary>A picture that a card shows, or would show.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Source">What is known of it, or null where it was never asked for or is not outside.</param>
/// <param name="Asset">The tenant's asset that it is, or null.</param>
public sealed record ExplainedPicture(string Address, FetchedSource? Source, Asset? Asset = null);
