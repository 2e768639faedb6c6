using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.TestKit;

/// <summary>
/// The PostgreSQL that tests run on: a private cluster that lives as long as the test process, or the server that
/// <c>PEARL_TEST_DB</c> names (an address of a role that may make databases and roles).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    internal const string Install = "Install it with: apt-get install postgresql (or name a server in PEARL_TEST_DB).";

    private const string KeepServer = """
        as="$1" dir="$2" bin="$3"
        trap "" INT TERM HUP
        start() {
            $as "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=200 \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off >> "$dir/log" 2>&1 < /dev/null &
            server=$!
        }
        $as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-locale --no-sync > "$dir/log" 2>&1 || exit 1
        # Who is in this group needs a password, as everybody does elsewhere.
        { echo "local all +pearl_password scram-sha-256"; cat "$dir/data/pg_hba.conf"; } > "$dir/hba" && cat "$dir/hba" > "$dir/data/pg_hba.conf"
        start
        while read -r command; do
            case "$command" in
                stop) kill -INT $server; wait $server ;;
                start) start ;;
            esac
        done
        kill -QUIT $server
        wait $server
        rm -rf "$dir"
        """;

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    private readonly string _url;
    private readonly string _template = NewName();
    private readonly SemaphoreSlim _creation = new(1, 1);
    private readonly Lazy<Task> _migratedTemplate;

    private readonly KeptProcess? _process;

    private PostgresServer(string url, KeptProcess? process)
    {
        _url = url;
        _process = process;
        _migratedTemplate = new Lazy<Task>(MakeTemplateAsync);
    }

    /// <summary>The server, started on first use.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>Starts a server that a test has for itself, to stop and start it.</summary>
    public static async Task<PostgresServer> StartOwnAsync()
    {
        var process = await KeptProcess.StartAsync("pearl-pg-", KeepServer, prepare: null, FindBinaries());
        var server = new PostgresServer($"postgresql://postgres@{process.Folder.Replace("/", "%2F", StringComparison.Ordinal)}/postgres", process);
        await process.WaitAsync(server.AnswersAsync);
        return server;
    }

    /// <summary>Shuts an own server down, which cuts its connections.</summary>
    public async Task StopAsync()
    {
        await _process!.TellAsync("stop");
        await _process.WaitAsync(async () => !await AnswersAsync());
    }

    /// <summary>Starts an own server again after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        await _process!.TellAsync("start");
        await _process.WaitAsync(AnswersAsync);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Makes a database with the newest schema.</summary>
    /// <returns>Its <c>postgresql://</c> address.</returns>
    public async Task<string> CreateMigratedAsync()
    {
        await _migratedTemplate.Value;
        return await CreateAsync($"template \"{_template}\"");
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its <c>postgresql://</c> address.</returns>
    public Task<string> CreateEmptyAsync() => CreateAsync("");

    /// <summary>Drops a database that this server made.</summary>
    public Task DropAsync(string url) => ExecuteAsync($"drop database if exists \"{DatabaseAddress.Parse(url).DatabaseName}\" with (force)");

    /// <summary>Runs a statement in the server's own database, such as one that makes a role.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Unpooled(_url));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs one of PostgreSQL's own programs, such as <c>psql</c>, to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunClientAsync(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(FindBinaries(), program), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} exited with {process.ExitCode}: {await error}");
    }

    /// <summary>The same address with another database.</summary>
    public static string WithDatabase(string url, string database)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOfAny(['/', '?'], authority);
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return (path < 0 ? url : url[..path]) + "/" + database + (query < 0 ? "" : url[query..]);
    }

    /// <summary>The same address with another user.</summary>
    public static string WithUser(string url, string user, string password)
    {
        var authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        return url[..authority] + user + ":" + password + url[url.IndexOf('@', StringComparison.Ordinal)..];
    }

    internal static string NewName() => "pearl_test_" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private static async Task<PostgresServer> StartAsync() => Environment.GetEnvironmentVariable("PEARL_TEST_DB") is { Length: > 0 } given
        ? new PostgresServer(given, process: null)
        : await StartOwnAsync();

    private static string FindBinaries()
    {
        const string root = "/usr/lib/postgresql";
        var newest = !Directory.Exists(root)
            ? null
            : Directory.GetDirectories(root)
                .Where(d => File.Exists(Path.Combine(d, "bin", "initdb")))
                .MaxBy(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
        return newest is null
            ? throw new InvalidOperationException($"The tests need PostgreSQL 15 or newer, which is not there. {Install}")
            : Path.Combine(newest, "bin");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Unpooled(_url));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task MakeTemplateAsync()
    {
        await ExecuteAsync($"create database \"{_template}\"");
        var migrator = new DatabaseMigrator(DatabaseAddress.Parse(WithDatabase(_url, _template)));
        await migrator.UpAsync(target: null, CancellationToken.None);
        if (_process is null)
        {
            // The server outlives the tests, so nothing of theirs may stay in it.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync($"drop database if exists \"{_template}\" with (force)").Wait();
        }
    }

    private async Task<string> CreateAsync(string options)
    {
        var name = NewName();

        // A template can be copied by one session at a time.
        await _creation.WaitAsync();
        try
        {
            await ExecuteAsync($"create database \"{name}\" {options}");
        }
        finally
        {
            _creation.Release();
        }

        return WithDatabase(_url, name);
    }

    private static string Unpooled(string url) => MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(url));
}
