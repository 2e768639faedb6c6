using System.CommandLine;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Commands;

/// <summary>The command line of the program. Exit codes: 0, 1 for a failure with one clear message, 2 for wrong usage.</summary>
internal static class PearlCommand
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the command that the arguments name; none means <c>serve</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var command = Create();
        // An argument that begins with @ is an argument, not a file of more of them.
        var parsed = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"pearl: {error.Message}");
            }

            await Console.Error.WriteLineAsync("pearl: 'pearl --help' lists the commands.");
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // Requests under way are answered before the end; the host has a limit of its own, which is shorter.
                ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
            });
        }
        catch (StartUpException e)
        {
            await Console.Error.WriteLineAsync($"pearl: {e.Message}");
            return Failed;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Pearl-IO answers social crawlers with the card of every page. Without a command it serves.");
        var serve = new Command("serve", "Serves the API and the cards.");
        serve.SetAction(ServeAsync);
        root.SetAction(ServeAsync);
        root.Add(serve);
        root.Add(MigrateCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(TenantsCommand.Create());
        root.Add(StoreCommand.Create());
        root.Add(CopyCommand.Create());
        root.Add(RenderCommand.Create());
        root.Add(GalleryCommand.Create());
        root.Add(BoxesCommand.Create());
        root.Add(PageCommand.Create());
        root.Add(AddressCommand.Create());
        return root;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        PearlConfiguration.LoadFile();
        await using var app = PearlServer.Build();
        await PearlServer.RunAsync(app, cancellationToken);
        return 0;
    }
}
