using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PearlIo.Application;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Application.OgImages;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;

namespace PearlIo.UnitTests;

/// <summary>The application as it is registered, with substitutes for its ports.</summary>
internal sealed class TestApplication : IDisposable
{
    private readonly ServiceProvider _services;

    public TestApplication()
    {
        Renderer.Version.Returns("renderer 1");
        Renderer.Templates.Returns(["plain", "photo"]);
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddPearlApplication()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Projects)
            .AddSingleton(Routes)
            .AddSingleton(Images)
            .AddSingleton(Doomed)
            .AddSingleton(Analytics)
            .AddSingleton(Renderer)
            .AddSingleton<IImageStore>(Store)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public FakeClock Clock { get; } = new();

    public IProjectRepository Projects { get; } = Substitute.For<IProjectRepository>();

    public IRouteRepository Routes { get; } = Substitute.For<IRouteRepository>();

    public ICachedImageRepository Images { get; } = Substitute.For<ICachedImageRepository>();

    public IDoomedObjectRepository Doomed { get; } = Substitute.For<IDoomedObjectRepository>();

    public IAnalyticsReader Analytics { get; } = Substitute.For<IAnalyticsReader>();

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
        Projects.FindAsync(project.Id, Arg.Any<CancellationToken>()).Returns(project);
        Routes.ListAllAsync(project.Id, Arg.Any<CancellationToken>()).Returns(routes);
        return project;
    }

    /// <summary>Whether somebody raised the signal of the clean-up.</summary>
    public bool IsCleanUpWoken() => Get<CleanUpSignal>().WaitAsync(CancellationToken.None).IsCompleted;

    public void Dispose() => _services.Dispose();
}
