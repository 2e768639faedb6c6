using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PearlIo.Application;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Assets;
using PearlIo.Application.Audit;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.Fetching;
using PearlIo.Application.Fonts;
using PearlIo.Application.Jobs;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Application.Pictures;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.SigningKeys;
using PearlIo.Application.Templates;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests;

/// <summary>The application as it is registered, with substitutes for its ports.</summary>
internal sealed class TestApplication : IDisposable
{
    private readonly ServiceProvider _services;

    public TestApplication(Action<DeliveryOptions>? configure = null)
    {
        Tenants.ListIdsAsync(Arg.Any<CancellationToken>()).Returns([Tenant.DefaultId]);
        AuditLog.AddAsync(Arg.Do<AuditEntry>(Audit.Add), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        Renderer.Version.Returns("renderer 1");
        Renderer.Templates.Returns(["plain", "photo"]);
        Compiler.Compile(Arg.Any<string>()).Returns(new TemplateReport(1200, 630, Description: null, [], [], []));
        Fonts.ListAsync(Arg.Any<Guid?>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
        Fonts.HoldAllAsync(Arg.Any<CancellationToken>()).Returns([]);
        Assets.ListAsync(Arg.Any<Guid?>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
        Assets.HoldAllAsync(Arg.Any<CancellationToken>()).Returns([]);
        Store.Marks["pearl.json"] = """{"host":"db.example.org","name":"pearl"}"""u8.ToArray();
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .Configure<DeliveryOptions>(static o => o.FetchSources = false)
            .Configure(configure ?? (static _ => { }))
            .AddSingleton(new CallerContext(Caller.Service(Tenant.DefaultId)))
            .AddPearlApplication()
            .AddSingleton<ITransactions>(new NoTransactions())
            .AddSingleton(Tenants)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Projects)
            .AddSingleton(Routes)
            .AddSingleton(Pages)
            .AddSingleton(Sources)
            .AddSingleton(PageFetcher)
            .AddSingleton(PictureFetcher)
            .AddSingleton(Decoder)
            .AddSingleton(SigningKeys)
            .AddSingleton(Templates)
            .AddSingleton(Compiler)
            .AddSingleton(Fonts)
            .AddSingleton(FontReader)
            .AddSingleton(Assets)
            .AddSingleton(Images)
            .AddSingleton(Leases)
            .AddSingleton(Doomed)
            .AddSingleton(Owners)
            .AddSingleton(Database)
            .AddSingleton(Kept)
            .AddSingleton(ExpiredRows)
            .AddSingleton(Jobs)
            .AddSingleton(Sitemaps)
            .AddSingleton(Partitions)
            .AddSingleton(Analytics)
            .AddSingleton(Keys)
            .AddSingleton(AdminKey)
            .AddSingleton(TenantRows)
            .AddSingleton(Usage)
            .AddSingleton(AuditLog)
            .AddSingleton(Views)
            .AddSingleton(Renders)
            .AddSingleton(Renderer)
            .AddSingleton<IImageStore>(Store)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeClock Clock { get; } = new();

    public ITenantDirectory Tenants { get; } = Substitute.For<ITenantDirectory>();

    public IProjectRepository Projects { get; } = Substitute.For<IProjectRepository>();

    public IRouteRepository Routes { get; } = Substitute.For<IRouteRepository>();

    public IPageRepository Pages { get; } = Substitute.For<IPageRepository>();

    public IFetchedSourceRepository Sources { get; } = Substitute.For<IFetchedSourceRepository>();

    public IPageFetcher PageFetcher { get; } = Substitute.For<IPageFetcher>();

    public IPictureFetcher PictureFetcher { get; } = Substitute.For<IPictureFetcher>();

    public IPictureDecoder Decoder { get; } = Substitute.For<IPictureDecoder>();

    public ISigningKeyRepository SigningKeys { get; } = Substitute.For<ISigningKeyRepository>();

    public ITemplateRepository Templates { get; } = Substitute.For<ITemplateRepository>();

    /// <summary>Fonts, of which there are none unless a test says otherwise.</summary>
    public IFontRepository Fonts { get; } = Substitute.For<IFontRepository>();

    public IFontReader FontReader { get; } = Substitute.For<IFontReader>();

    /// <summary>Assets, of which there are none unless a test says otherwise.</summary>
    public IAssetRepository Assets { get; } = Substitute.For<IAssetRepository>();

    /// <summary>A compiler that likes everything unless a test says otherwise.</summary>
    public ITemplateCompiler Compiler { get; } = Substitute.For<ITemplateCompiler>();

    public ICachedImageRepository Images { get; } = Substitute.For<ICachedImageRepository>();

    /// <summary>Leases, which are to be had unless a test says otherwise.</summary>
    public IRenderLeases Leases { get; } = Substitute.For<IRenderLeases>();

    public IDoomedObjectRepository Doomed { get; } = Substitute.For<IDoomedObjectRepository>();

    public IObjectOwners Owners { get; } = Substitute.For<IObjectOwners>();

    /// <summary>The database that the application works on, and that the store belongs to.</summary>
    public DatabaseIdentity Database { get; } = new("db.example.org", "pearl");

    public IKeptImageRepository Kept { get; } = Substitute.For<IKeptImageRepository>();

    public IExpiredRowRepository ExpiredRows { get; } = Substitute.For<IExpiredRowRepository>();

    public IJobRepository Jobs { get; } = Substitute.For<IJobRepository>();

    public ISitemapReader Sitemaps { get; } = Substitute.For<ISitemapReader>();

    public IPartitions Partitions { get; } = Substitute.For<IPartitions>();

    public IImageViewRepository Views { get; } = Substitute.For<IImageViewRepository>();

    public IRenderRepository Renders { get; } = Substitute.For<IRenderRepository>();

    public IAnalyticsReader Analytics { get; } = Substitute.For<IAnalyticsReader>();

    public IApiKeyRepository Keys { get; } = Substitute.For<IApiKeyRepository>();

    public IAdminKey AdminKey { get; } = Substitute.For<IAdminKey>();

    public ITenantRepository TenantRows { get; } = Substitute.For<ITenantRepository>();

    public IUsageReader Usage { get; } = Substitute.For<IUsageReader>();

    public IAuditLog AuditLog { get; } = Substitute.For<IAuditLog>();

    /// <summary>What was written into the audit, in order.</summary>
    public List<AuditEntry> Audit { get; } = [];

    public ICardRenderer Renderer { get; } = Substitute.For<ICardRenderer>();

    public FakeStore Store { get; } = new();

    public Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
        Get<IMediator>().Send(request, cancellationToken);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Messages per field of an input, as its registered validator tells them.</summary>
    public IDictionary<string, string[]> Validate<T>(T input) => Get<IValidator<T>>().Validate(input).ToDictionary();

    /// <summary>Lets the repositories know a project and its routes.</summary>
    public Project Knows(Project project, params Route[] routes)
    {
        Tenants.FindOfProjectAsync(project.Id, Arg.Any<CancellationToken>()).Returns(project.TenantId);
        Projects.FindAsync(project.Id, Arg.Any<CancellationToken>()).Returns(project);
        Routes.ListAllAsync(project.Id, Arg.Any<CancellationToken>()).Returns(routes);
        Get<ChangeFeed>().TellProject(project.Id);
        return project;
    }

    /// <summary>Whether somebody raised the signal of the clean-up.</summary>
    public bool IsCleanUpWoken() => Get<CleanUpSignal>().WaitAsync(CancellationToken.None).IsCompleted;

    public void Dispose() => _services.Dispose();

    private sealed class NoTransactions : ITransactions
    {
        public Task<T> RunAsync<T>(Func<Task<T>> work, Func<T, bool> keep, CancellationToken cancellationToken) => work();

        public void AfterCommit(Action action) => action();
    }
}
