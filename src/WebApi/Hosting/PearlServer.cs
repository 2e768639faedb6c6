using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;
using PearlIo.Application;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Infrastructure;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Contracts;
using PearlIo.WebApi.Controllers;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.Observability;
using PearlIo.WebApi.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>Composes the server.</summary>
internal static class PearlServer
{
    /// <summary>Builds the server; nothing is opened before it starts.</summary>
    /// <param name="settings">Settings in place of the environment, or null.</param>
    /// <param name="clock">A clock in place of the system's, or null.</param>
    public static WebApplication Build(IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Controllers are looked for in the assembly of this name, whichever program starts the server.
            ApplicationName = typeof(PearlServer).Assembly.GetName().Name,
            EnvironmentName = settings?.GetValueOrDefault("ASPNETCORE_ENVIRONMENT"),

            // Settings are read once. A watch for changed files would be told of each card that is written below the working directory.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        PearlConfiguration.AddTo(builder.Configuration, settings);
        var options = new ServerOptions();
        ServerOptions.Bind(options, builder.Configuration);
        var limits = new RequestLimits();
        RequestLimits.Bind(limits, builder.Configuration);
        LogSetup.Configure(builder.Logging, options, builder.Environment);
        Listening.Configure(builder, options, limits);
        AddServices(builder.Services, builder.Configuration, clock ?? TimeProvider.System);
        AddHttp(builder.Services, limits);
        var app = builder.Build();
        Map(app, options);
        return app;
    }

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <exception cref="StartUpException">It cannot start, or cannot use the database that it waited for; the message says why.</exception>
    public static async Task RunAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await StartAsync(app, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        if (app.Services.GetRequiredService<DatabaseStart>().Failure is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Starts the server.</summary>
    /// <exception cref="StartUpException">It cannot start; the message says why.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            // The host would build its services first, and stop at the first setting that one of them cannot use.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await StartHostAsync(app, cancellationToken);
            app.Services.GetRequiredService<StartUpLines>().Write(app.Urls, Stopwatch.GetElapsedTime(start));
        }
        catch (OptionsValidationException e)
        {
            throw new StartUpException(Lines(e.Failures), e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OptionsValidationException))
        {
            throw new StartUpException(Lines(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(i => i.Failures)), e);
        }
        catch (OperationCanceledException e) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new StartUpException("The program was told to stop before it had started.", e);
        }
        catch (RendererUnavailableException e)
        {
            throw new StartUpException(e.Message, e);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new StartUpException($"{e.Message.TrimEnd('.')}. Stop the program that holds the port, or set PORT to another one.", e);
        }
        catch (SocketException e)
        {
            throw new StartUpException($"Cannot listen there: {e.Message.TrimEnd('.')}. Set HOST to an address of this machine, and PORT to one that this user may take.", e);
        }
    }

    // What had begun is told to stop, or the host would take its end for a fault of its own and log it.
    private static async Task StartHostAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static string Lines(IEnumerable<string> failures) =>
        "The configuration is wrong:" + string.Concat(failures.Select(f => $"{Environment.NewLine}  - {f}"));

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration, TimeProvider clock)
    {
        services.AddOptions<ServerOptions>().Configure<IConfiguration>(ServerOptions.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        services.AddOptions<RequestLimits>().Configure<IConfiguration>(RequestLimits.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RequestLimits>, RequestLimitsValidator>();
        services.AddOptions<AccessOptions>()
            .Configure<IConfiguration, IHostEnvironment>((access, settings, environment) => AccessOptions.Bind(access, settings, environment.IsProduction()))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton<DeliverySettings>();
        services.AddSingleton<IConfigureOptions<DeliveryOptions>>(s => s.GetRequiredService<DeliverySettings>());
        services.AddSingleton<IValidateOptions<DeliveryOptions>>(s => s.GetRequiredService<DeliverySettings>());
        services.AddOptions<DeliveryOptions>().ValidateOnStart();
        services.AddSingleton(clock);

        // Before all workers: where the start fails, none has begun.
        services.AddHostedService<StartUp>();
        services.AddSingleton<Draining>();
        services.AddHostedService(s => s.GetRequiredService<Draining>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(DeliveryOptions.MaxDrainSeconds + 60));
        services.AddPearlApplication();
        services.AddPearlInfrastructure(configuration);
        services.AddSingleton<PrometheusText>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<AdminKey>();
        services.AddSingleton<IAdminKey>(s => s.GetRequiredService<AdminKey>());
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<AccessGuard>();
        services.AddSingleton<KeyRequirement>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<Pictures>();
        services.AddSingleton<CardEndpoint>();
        services.AddSingleton<CardAccounts>();
        services.AddSingleton<HotCards>();
        services.AddSingleton<RequestActivity>();
        services.AddSingleton<StartUpLines>();
        services.AddSingleton<DatabaseStart>();
        services.AddHostedService(s => s.GetRequiredService<DatabaseStart>());
        services.AddHostedService<CleanUpWorker>();
        services.AddHostedService<OrphanSweepWorker>();
        services.AddHostedService<StatisticsWorker>();

        // Stops before the one above, which then refreshes the figures of what it wrote.
        services.AddHostedService<ViewsWorker>();
        services.AddHostedService<JobsWorker>();
    }

    private static void AddHttp(IServiceCollection services, RequestLimits limits)
    {
        services.AddControllers(mvc =>
            {
                mvc.InputFormatters.Clear();
                mvc.InputFormatters.Add(new StrictJsonFormatter(limits));

                // No body is a form: curl says so of any file, and reading it as one would leave nothing of the file.
                mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
            })
            .ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new InternalControllers()))
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressMapClientErrors = true;
                api.InvalidModelStateResponseFactory = context => new ProblemResult(Unreadable(context));
            })
            .AddJsonOptions(json => StrictJson.Configure(json.JsonSerializerOptions));
        services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        services.AddCors();
        services.AddExceptionHandler<FaultHandler>();
        services.AddProblemDetails();
        services.AddOpenApi(ApiDescription.Name, ApiDescription.Configure);
    }

    private static Domain.Common.Failure Unreadable(ActionContext context) => Invalid.Because(context.ModelState
        .Where(entry => entry.Value?.Errors.Count > 0)
        .ToDictionary(entry => entry.Key, entry => new[] { $"'{entry.Key}' cannot be read as it is written." }, StringComparer.Ordinal));

    private static void Map(WebApplication app, ServerOptions options)
    {
        // Listens from the start: what is measured before the first reader comes counts too.
        app.Services.GetRequiredService<PrometheusText>();
        var access = new AccessOptions();
        AccessOptions.Bind(access, app.Configuration, app.Environment.IsProduction());
        ForwardedRequests.Map(app, access.TrustedProxies);
        if (!app.Environment.IsProduction())
        {
            app.Use(LoopbackHosts.InvokeAsync);
        }

        if (Listening.MetricsPort(options) is { } metricsPort)
        {
            app.Use((context, next) => ServiceEndpoints.KeepToMetrics(context, next, metricsPort));
        }

        // Made with the first request: wrong settings are told by their validators first.
        var hot = new Lazy<HotCards>(app.Services.GetRequiredService<HotCards>);
        app.Use(next => context => hot.Value.InvokeAsync(context, next));
        app.Use(SecurityHeaders.InvokeAsync);
        app.Use((context, next) => app.Services.GetRequiredService<RequestLog>().InvokeAsync(context, next));
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.WriteForStatusAsync(context.HttpContext));
        app.Use(QueryBounds.InvokeAsync);
        app.UseRouting();
        ApiOrigins.Map(app, access.CorsOrigins);
        app.Use((context, next) => app.Services.GetRequiredService<RequestActivity>().InvokeAsync(context, next));
        app.Use((context, next) => app.Services.GetRequiredService<AccessGuard>().InvokeAsync(context, next));
        app.UseSwaggerUI(ApiDescription.ConfigurePage);
        app.MapOpenApi();
        app.MapControllers();
        CardEndpoint.Map(app);
        ServiceEndpoints.Map(app, Listening.MetricsPort(options));
    }
}
