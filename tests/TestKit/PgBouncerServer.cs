using System.Globalization;
using Npgsql;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.TestKit;

/// <summary>A PgBouncer in transaction mode before a database of a test; it lives as long as the test.</summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";

    private const string KeepServer = """
        as="$1" dir="$2"
        trap "" INT TERM HUP
        $as "$3" "$dir/pgbouncer.ini" > "$dir/log" 2>&1 < /dev/null &
        server=$!
        cat > /dev/null
        kill -KILL $server
        wait $server
        rm -rf "$dir"
        """;

    private readonly KeptProcess _process;

    private PgBouncerServer(KeptProcess process, string url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>The database's address through the pooler, with <c>pgbouncer=true</c>.</summary>
    public string Url { get; }

    /// <summary>Starts a pooler.</summary>
    /// <param name="databaseUrl">The <c>postgresql://</c> address of the database.</param>
    /// <param name="poolSize">Connections to the database (<c>default_pool_size</c>).</param>
    public static async Task<PgBouncerServer> StartAsync(string databaseUrl, int poolSize)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException("The test needs PgBouncer, which is not there. Install it with: apt-get install pgbouncer");
        }

        var target = new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(databaseUrl).ConnectionString);
        var port = FreePort.Find();
        var process = await KeptProcess.StartAsync(
            "pearl-pgbouncer-", KeepServer, folder => File.WriteAllTextAsync(Path.Combine(folder, "pgbouncer.ini"), Settings(target, port, poolSize)), Program);
        await process.WaitAsync(() => FreePort.IsListeningAsync(port));
        var authority = string.Create(CultureInfo.InvariantCulture, $"postgresql://{target.Username}@127.0.0.1:{port}");
        return new PgBouncerServer(process, $"{authority}/{target.Database}?sslmode=disable&pgbouncer=true");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // `any` takes whoever comes for the user of the database's line.
    private static string Settings(NpgsqlConnectionStringBuilder target, int port, int poolSize)
    {
        var password = target.Password is null ? "" : $" password={Quoted(target.Password)}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            {target.Database} = host={Quoted(target.Host!)} port={target.Port} dbname={target.Database} user={Quoted(target.Username!)}{password}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = {poolSize}
            max_client_conn = 200
            """);
    }

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
