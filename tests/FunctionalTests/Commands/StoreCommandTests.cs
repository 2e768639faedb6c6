using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class StoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Mark => _folder.PathOf("storage/pearl.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Is_this_databases_from_its_first_start_on_and_another_ones_by_adoption()
    {
        using (var process = PearlProcess.Start(_folder, []))
        {
            process.WaitUntilListening();
            process.Kill();
        }

        var (own, status, _) = await RunAsync("status");
        Assert.Equal(0, own);
        Assert.Contains($"store: folder {_folder.PathOf("storage")}", status, StringComparison.Ordinal);
        Assert.Contains($"belongs to: {_folder.PathOf("data/pearl.db")} at sqlite, since ", status, StringComparison.Ordinal);
        Assert.Contains("which deletes from it", status, StringComparison.Ordinal);
        Assert.Contains("last sweep: none", status, StringComparison.Ordinal);

        File.Copy(_folder.PathOf("data/pearl.db"), _folder.PathOf("copy.db"));
        var (foreign, other, _) = await RunAsync("status", copy: true);
        var (refused, _, reason) = await RunAsync("sweep", copy: true);
        Assert.Equal((3, 3), (foreign, refused));
        Assert.Contains("which deletes nothing from it", other, StringComparison.Ordinal);
        Assert.Contains("pearl store adopt", reason, StringComparison.Ordinal);

        var (adopted, answer, _) = await RunAsync("adopt", copy: true);
        Assert.Equal(0, adopted);
        Assert.Contains($"{_folder.PathOf("copy.db")} at sqlite", answer, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("status", copy: true)).ExitCode);
        Assert.Equal(3, (await RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task Warns_at_the_start_of_a_store_that_belongs_to_another_database()
    {
        Directory.CreateDirectory(_folder.PathOf("storage"));
        await File.WriteAllTextAsync(Mark, """{"host":"db.example.org","name":"production"}""");
        using var process = PearlProcess.Start(_folder, []);
        process.WaitUntilListening();
        process.Terminate();
        var (_, log, _) = await process.WaitAsync();

        Assert.Contains("belongs to the database production at db.example.org", log, StringComparison.Ordinal);
        Assert.Contains("pearl store adopt", log, StringComparison.Ordinal);
        Assert.Contains("production", await File.ReadAllTextAsync(Mark), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweeps_orphans_and_asks_before_it_deletes_many()
    {
        Assert.Equal(0, (await RunAsync("adopt")).ExitCode);
        var old = ObjectName.Card(Guid.CreateVersion7(), Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png);
        var path = _folder.PathOf($"storage/{old.Value}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "orphan");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-8));

        var (stopped, found, question) = await RunAsync("sweep");
        Assert.Equal(4, stopped);
        Assert.Contains("1 objects, 1 orphans, 0 deleted, stopped to ask", found, StringComparison.Ordinal);
        Assert.Contains("pearl store sweep --delete", question, StringComparison.Ordinal);
        Assert.True(File.Exists(path));

        var (swept, done, _) = await RunAsync("sweep --delete");
        Assert.Equal(0, swept);
        Assert.Contains("1 orphans, 1 deleted", done, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Assert.Contains("1 orphans, 1 deleted", (await RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_the_store_is_away()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(
            _folder, ["store", "status"], ("S3_ENDPOINT", $"http://127.0.0.1:{FreePort.Find()}"), ("S3_BUCKET", "cards"), ("S3_ACCESS_KEY_ID", "id"), ("S3_SECRET_ACCESS_KEY", "hunter2"));

        Assert.Equal(1, exitCode);
        Assert.Contains("bucket cards", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string command, bool copy = false) =>
        PearlProcess.RunAsync(_folder, ["store", .. command.Split(' ')], copy ? [("DATABASE_URL", "sqlite:copy.db")] : []);
}
