using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
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
    private const long MaxBodyBytes = 1 << 20;

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
        });
        PearlConfiguration.AddTo(builder.Configuration, settings);
        var options = new ServerOptions();
        ServerOptions.Bind(options, builder.Configuration);
        LogSetup.Configure(builder.Logging, options, builder.Environment);
        Listen(builder, options);
        AddServices(builder.Services, builder.Configuration, clock ?? TimeProvider.System);
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

    private static void Listen(WebApplicationBuilder builder, ServerOptions options)
    {
        // A card in memory is answered on the thread that has read its request, without two hand-overs to others. Threads are the pool's
        // all the same: whatever waits on one holds up its own connection only.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Addresses come from HOST and PORT alone: a section of the framework's own could open others.
            kestrel.Configure();
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;

            // A wrong setting is told by the validator, with all others; here it only must not throw first.
            if (!ServerOptions.TryReadPort(options.Port, out var port))
            {
                return;
            }

            var address = TryGetAddress(options, builder.Environment.IsProduction());
            Listen(kestrel, address, port);
            if (MetricsPort(options) is { } metricsPort && metricsPort != port)
            {
                Listen(kestrel, address, metricsPort);
            }
        });
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port)
    {
        if (address.Equals(IPAddress.IPv6Any))
        {
            // Takes IPv4 alone where a machine has no IPv6.
            kestrel.ListenAnyIP(port);
        }
        else
        {
            kestrel.Listen(address, port);
        }
    }

    private static IPAddress TryGetAddress(ServerOptions options, bool production) =>
        options.Host is null or "localhost" or "*" || IPAddress.TryParse(options.Host.Trim('[', ']'), out _)
            ? options.Address(production)
            : IPAddress.Loopback;

    private static int? MetricsPort(ServerOptions options) =>
        options.MetricsPort is not null && ServerOptions.TryReadPort(options.MetricsPort, out var port) ? port : null;

    private static void AddServices(IServiceCollection services, ConfigurationManager configuration, TimeProvider clock)
    {
        services.AddOptions<ServerOptions>().Configure<IConfiguration>(ServerOptions.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
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
        AddHttp(services);
        services.AddSingleton<PrometheusText>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<AdminKey>();
        services.AddSingleton<IAdminKey>(s => s.GetRequiredService<AdminKey>());
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

    private static void AddHttp(IServiceCollection services)
    {
        services.AddControllers(mvc =>
            {
                mvc.InputFormatters.Clear();
                mvc.InputFormatters.Add(new StrictJsonFormatter());

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
        if (!app.Environment.IsProduction())
        {
            app.Use(LoopbackHosts.InvokeAsync);
        }

        if (MetricsPort(options) is { } metricsPort)
        {
            app.Use((context, next) => ServiceEndpoints.KeepToMetrics(context, next, metricsPort));
        }

        // Made with the first request: wrong settings are told by their validators first.
        var hot = new Lazy<HotCards>(app.Services.GetRequiredService<HotCards>);
        app.Use(next => context => hot.Value.InvokeAsync(context, next));
        app.Use((context, next) => app.Services.GetRequiredService<RequestLog>().InvokeAsync(context, next));
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => Problems.WriteForStatusAsync(context.HttpContext));
        app.UseRouting();
        app.Use((context, next) => app.Services.GetRequiredService<RequestActivity>().InvokeAsync(context, next));
        app.Use((context, next) => app.Services.GetRequiredService<AccessGuard>().InvokeAsync(context, next));
        app.UseSwaggerUI(ApiDescription.ConfigurePage);
        app.MapOpenApi();
        app.MapControllers();
        CardEndpoint.Map(app);
        ServiceEndpoints.Map(app, MetricsPort(options));
    }
}
