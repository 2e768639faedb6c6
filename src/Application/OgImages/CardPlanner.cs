using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using PearlIo.Application.Access;
using PearlIo.Application.Assets;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Application.Pages;
using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>Turns a request for a card into a <see cref="CardPlan"/>: project, route, variables, slot and key.</summary>
public sealed class CardPlanner(
    Sites sites,
    KnownPages pages,
    SourceMemory kept,
    CardSources sources,
    SiteAssets assets,
    SignatureCheck signatures,
    ICardRenderer renderer,
    CallerContext callers,
    IOptions<DeliveryOptions> options,
    TimeProvider clock)
{
    /// <summary>Most pictures of one card that are fetched or read.</summary>
    internal const int MaxPictures = 16;

    // A database that answers slowly must not keep a card from its reader.
    private static readonly TimeSpan PatienceWithPages = TimeSpan.FromSeconds(1);

    private readonly bool _readsSources = options.Value.FetchSources;

    /// <summary>Makes the plan, by what is known of the outside already.</summary>
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

        return await PlanKnownAsync(new PlanBasis(request, site, site.Routes.Match(request.Path), Page: null, trust), cancellationToken);
    }

    /// <summary>The plan of a page's card as it is without any query, whoever may ask for it.</summary>
    /// <param name="site">The project with its routes.</param>
    /// <param name="path">The page.</param>
    /// <param name="page">What is known of the page, or null.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    public Task<CardPlan> PlanPageAsync(Site site, PagePath path, KnownPage? page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(site);
        var request = new CardRequest(site.Project.Id, path, FrozenDictionary<string, string>.Empty);
        return MakeFromKeptAsync(new PlanBasis(request, site, site.Routes.Match(path), page, QueryTrust.None), cancellationToken);
    }

    /// <summary>The plan of the same card, once its page and pictures were read: where they are due or nothing is known of them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="demand">How much their newest state matters.</param>
    /// <param name="asksDatabase">False where the database is known to be away.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public async Task<CardPlan> RenewAsync(CardPlan plan, SourceDemand demand, bool asksDatabase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Basis is not { } basis || !plan.HasSources)
        {
            return plan;
        }

        var page = plan.ReadsPage
            ? await sources.ReadPageAsync(plan.Project, PageUrl(plan.Project, plan.Page), demand, asksDatabase, cancellationToken)
            : null;
        var content = MakeContent(basis, page);
        var addresses = await FindPicturesAsync(content);
        var own = assets.ReadAsync(SiteAssets.Named(addresses, basis.Site.Assets), demand.Patience, asksDatabase, cancellationToken);
        var outside = sources.ReadPicturesAsync(plan.Project, Outside(addresses), demand, asksDatabase, cancellationToken);
        await Task.WhenAll(own, outside);
        var read = await outside;
        var renewed = MakePlan(basis, content, addresses, read with { Page = page, Pixels = Joined(read.Pixels, await own) });
        return renewed with { CacheDuration = plan.CacheDuration, IsUncertain = plan.IsUncertain };
    }

    /// <summary>The variables of a plan, with where each comes from; none of a plan that was made otherwise.</summary>
    public static IReadOnlyList<CardVariable> Variables(CardPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Basis is { } basis ? VariablesOf(basis, plan.Sources.Page).All : [];
    }

    // With the database away nobody can say what was told of the page.
    private async Task<CardPlan> PlanKnownAsync(PlanBasis basis, CancellationToken cancellationToken)
    {
        try
        {
            return await FindPageAndPlanAsync(basis).WaitAsync(PatienceWithPages, clock, cancellationToken);
        }
        catch (Exception e) when (e is DatabaseUnavailableException or TimeoutException)
        {
            var content = MakeContent(basis, page: null);
            return MakePlan(basis, content, await FindPicturesAsync(content), KnownSources.None) with { IsUncertain = true };
        }
    }

    private async Task<CardPlan> FindPageAndPlanAsync(PlanBasis basis)
    {
        var page = await pages.GetAsync(basis.Site.Project, basis.Request.Path, CancellationToken.None);
        return await MakeFromKeptAsync(basis with { Page = page }, CancellationToken.None);
    }

    private async Task<CardPlan> MakeFromKeptAsync(PlanBasis basis, CancellationToken cancellationToken)
    {
        var project = basis.Site.Project;
        FetchedSource? page = null;
        if (ReadsPage(basis))
        {
            var address = PageUrl(project, basis.Request.Path);
            page = (await kept.FindAsync(project, [address], asksDatabase: true, cancellationToken)).GetValueOrDefault(address);
        }

        var content = MakeContent(basis, page);
        var addresses = await FindPicturesAsync(content);
        var outside = Outside(addresses);
        var pictures = outside.Count == 0 ? KnownSources.None.Pictures : await kept.FindAsync(project, outside, asksDatabase: true, cancellationToken);
        return MakePlan(basis, content, addresses, new KnownSources { Page = page, Pictures = pictures });
    }

    private CardPlan MakePlan(PlanBasis basis, CardContent content, IReadOnlyList<string> addresses, KnownSources known)
    {
        var (request, site, match, page, trust) = basis;
        var project = site.Project;
        var route = match?.Route;
        var counted = CountedQuery.Of(request.Query, route, isSigned: trust != QueryTrust.None);
        var output = new CardOutput(route?.ReturnType ?? ReturnType.Png, route?.ByteBudget ?? Route.DefaultByteBudget);
        var slot = SharesCard(basis, known.Page)
            ? CardHashes.SharedSlot(project.Id, route?.Id, counted, output.Format)
            : CardHashes.Slot(project.Id, request.Path, counted, output.Format);
        var removals = new CardRemovals(page?.Revision ?? 0, route?.Removals ?? 0, project.Removals);
        content = content with { PictureHashes = HashesOf(known, SiteAssets.Named(addresses, site.Assets)), Pictures = known.Pixels };
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
            PageUrl = PageUrl(project, request.Path),
            Slot = slot,
            Inputs = inputs,
            Removals = removals,
            CacheKey = CardHashes.CacheKey(slot, inputs, renderer.Version),
            KeptOnly = trust == QueryTrust.KeptOnly && NeedsSignature(request, project, route, counted),
            Sources = known,
            ReadsPage = ReadsPage(basis),
            PictureAddresses = addresses,
            Basis = basis,
        };
    }

    private static string PageUrl(Project project, PagePath path) => project.Url.TrimEnd('/') + path.Canonical;

    // Those of assets are known always: their site has them.
    private static Dictionary<string, Sha256Hash> HashesOf(KnownSources known, IReadOnlyDictionary<string, Asset> own) => known.Pictures
        .Where(p => p.Value.PictureHash is not null)
        .Select(p => KeyValuePair.Create(p.Key, Sha256Hash.Parse(p.Value.PictureHash!)))
        .Concat(own.Select(a => KeyValuePair.Create(a.Key, a.Value.ContentHash)))
        .ToDictionary(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, CardPicture> Joined(
        IReadOnlyDictionary<string, CardPicture> outside, IReadOnlyDictionary<string, CardPicture> own) =>
        own.Count == 0 ? outside : outside.Concat(own).ToDictionary(StringComparer.Ordinal);

    // Where the page is never read, a card that says nothing else is made from path and project.
    private bool ReadsPage(PlanBasis basis) => _readsSources && basis.Match?.Route.Source switch
    {
        RouteSource.Page => true,
        RouteSource.None => false,
        _ => !VariablesOf(basis, page: null).HasTitle,
    };

    // Pages that are not there have one card together: an invented path costs neither a render nor a row of its own.
    private static bool SharesCard(PlanBasis basis, FetchedSource? page) => page is { IsGone: true } && basis.Match is null or { Values.Count: 0 };

    private async Task<IReadOnlyList<string>> FindPicturesAsync(CardContent content) =>
        [.. (await renderer.PicturesOfAsync(content)).Where(address => AssetAddress.Is(address) || (_readsSources && IsOutside(address))).Take(MaxPictures)];

    private static List<string> Outside(IReadOnlyList<string> addresses) => [.. addresses.Where(address => !AssetAddress.Is(address))];

    /// <summary>Whether an address is one of the web.</summary>
    internal static bool IsOutside(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    // What anybody may ask for is drawn, whoever signed it.
    private static bool NeedsSignature(
        CardRequest request, Project project, Route? route, IReadOnlyList<KeyValuePair<string, string>> counted) =>
        project.RequireSignature || counted.Count > CountedQuery.Of(request.Query, route, isSigned: false).Count;

    private static CardVariables VariablesOf(PlanBasis basis, FetchedSource? page)
    {
        var counted = CountedQuery.Of(basis.Request.Query, basis.Match?.Route, isSigned: basis.Trust != QueryTrust.None);
        var path = SharesCard(basis, page) ? null : basis.Request.Path;
        return new CardVariables(counted, basis.Page?.Told, basis.Match, page?.Values, path, basis.Site.Project);
    }

    private CardContent MakeContent(PlanBasis basis, FetchedSource? page)
    {
        var project = basis.Site.Project;
        var template = basis.Match?.Route.Template ?? project.Template ?? renderer.Templates[0];
        var own = basis.Site.Templates.GetValueOrDefault(template);
        var variables = VariablesOf(basis, page);
        return new CardContent
        {
            Template = own?.Name ?? template,
            Own = own,
            Title = variables.Title,
            Description = variables.Description,
            SiteName = variables.SiteName,
            Address = PageAddress.Display(project, SharesCard(basis, page) ? PagePath.Root : basis.Request.Path),
            Variables = variables.Others,
            Theme = PageTheme.Of(project.Theme, page?.Values),
        };
    }
}
