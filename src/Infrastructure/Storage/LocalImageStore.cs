using System.Runtime.CompilerServices;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Infrastructure.Storage;

/// <summary>
/// Keeps cards in a folder. A write goes to a temporary name beside its object, to the disk, and then over the object's
/// name, so that a reader sees the old bytes or the new ones and never a part.
/// </summary>
internal sealed class LocalImageStore : IImageStore
{
    // Object names have no segment that begins with a dot, so no object can have such a name.
    private const string TemporaryBegin = ".pearl-";
    private const string TemporaryEnd = ".tmp";
    private const string Store = "local";
    private const string CardsFolder = "cards/";

    // A delete may take an empty folder away between its making and its use; each round is another such chance.
    private const int MaxRounds = 100;

    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);
    private static readonly byte[] ProbeBytes = "pearl"u8.ToArray();

    private readonly string _root;
    private readonly StoreTelemetry _telemetry;
    private readonly Func<string, Stream> _create;

    // A root that was never there holds nothing; one that went away, such as an unmounted volume, is a fault.
    private volatile bool _rootSeen;

    public LocalImageStore(string path, StoreTelemetry telemetry)
        : this(path, telemetry, CreateFile)
    {
    }

    /// <summary>Makes a store that opens new files with <paramref name="create"/>, such as one on a full disk.</summary>
    internal LocalImageStore(string path, StoreTelemetry telemetry, Func<string, Stream> create)
    {
        _root = Path.GetFullPath(path);
        _telemetry = telemetry;
        _create = create;
    }

    public string Description => $"folder {_root}";

    public Task PutAsync(ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Store, "put", () => WriteAsync(PathOf(name.Value), bytes, cancellationToken));

    public Task<byte[]?> GetAsync(ObjectName name, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Store, "get", () => ReadAsync(PathOf(name.Value), cancellationToken));

    public Task DeleteAsync(ObjectName name, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Store, "delete", () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(name.Value);
            DeleteFile(path);
            RemoveEmptyParents(path);
            return Task.CompletedTask;
        });

    public Task DeleteAllAsync(ObjectPrefix prefix, CancellationToken cancellationToken) =>
        _telemetry.MeasureAsync(Store, "delete_all", () =>
        {
            var path = PathOf(prefix.Value.TrimEnd('/'));
            DeleteFolder(path, cancellationToken);
            RemoveEmptyParents(path);
            return Task.CompletedTask;
        });

    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectPrefix? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folders = new Stack<string>([prefix?.Value ?? CardsFolder]);
        while (folders.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (below, objects) = await _telemetry.MeasureAsync(Store, "list", () => Task.FromResult(ListFolder(folder)));
            foreach (var item in objects)
            {
                yield return item;
            }

            // The last one that is put on the stack is the first one that comes off.
            foreach (var name in below.OrderDescending(StringComparer.Ordinal))
            {
                folders.Push($"{folder}{name}/");
            }
        }
    }

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_root, $"{TemporaryBegin}probe-{Guid.NewGuid():N}{TemporaryEnd}");
        try
        {
            await WriteAsync(path, ProbeBytes, cancellationToken);
            var read = await ReadAsync(path, cancellationToken);
            File.Delete(path);
            if (read is null || !read.AsSpan().SequenceEqual(ProbeBytes))
            {
                throw new IOException($"The store in {_root} gives back other bytes than were written.");
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The store in {_root} may not be written: {exception.Message}", exception);
        }
    }

    /// <summary>Deletes temporary files that writers left behind when they were killed; those of living writers are younger.</summary>
    /// <returns>How many went.</returns>
    public int SweepLeftovers(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root))
        {
            return 0;
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        var swept = 0;
        foreach (var path in Directory.EnumerateFiles(_root, $"{TemporaryBegin}*{TemporaryEnd}", options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (now.UtcDateTime - File.GetLastWriteTimeUtc(path) > LeftoverAge)
            {
                DeleteFile(path);
                swept++;
            }
        }

        return swept;
    }

    private static FileStream CreateFile(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);

    private string PathOf(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $"{TemporaryBegin}{Guid.NewGuid():N}{TemporaryEnd}");
        try
        {
            await using (var stream = CreateInFolder(folder, temporary))
            {
                await stream.WriteAsync(bytes, cancellationToken);
                FlushToDisk(stream);
            }

            File.Move(temporary, path, overwrite: true);
            _rootSeen = true;
        }
        catch (Exception exception)
        {
            DeleteQuietly(temporary);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"The store in {_root} cannot be written: {exception.Message}", exception);
            }

            throw;
        }
    }

    private Stream CreateInFolder(string folder, string temporary)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return _create(temporary);
            }
            catch (IOException exception) when (exception is DirectoryNotFoundException or FileNotFoundException && round < MaxRounds)
            {
                // An emptied folder was removed in between.
            }
        }
    }

    private static void FlushToDisk(Stream stream)
    {
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            stream.Flush();
        }
    }

    private async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            RequireRoot();
            RequireNoFileInTheWay(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store in {_root} cannot be read: {exception.Message}", exception);
        }
    }

    // Objects stand in the lowest folders only, so that no folder has to be put in order with them.
    private (List<string> Folders, List<StoredObject> Objects) ListFolder(string name)
    {
        List<string> folders = [];
        List<StoredObject> objects = [];
        try
        {
            RequireRoot();
            foreach (var entry in new DirectoryInfo(PathOf(name)).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo { LinkTarget: null })
                {
                    folders.Add(entry.Name);
                }
                else if (entry is FileInfo { LinkTarget: null, Exists: true } file && ObjectName.TryParse(name + file.Name, out var objectName))
                {
                    objects.Add(new StoredObject(objectName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            RequireRoot();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store in {_root} cannot be listed: {exception.Message}", exception);
        }

        objects.Sort((a, b) => string.CompareOrdinal(a.Name.Value, b.Name.Value));
        return (folders, objects);
    }

    private void RequireRoot()
    {
        var exists = Directory.Exists(_root);
        if (_rootSeen && !exists)
        {
            throw new IOException($"The folder of the store, {_root}, is gone.");
        }

        if (exists)
        {
            _rootSeen = true;
        }
    }

    private void RequireNoFileInTheWay(string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; folder.Length >= _root.Length; folder = Path.GetDirectoryName(folder) ?? "")
        {
            if (File.Exists(folder))
            {
                throw new IOException($"The store in {_root} cannot be read: {folder} is a file where a folder should be.");
            }
        }
    }

    private void DeleteFile(string path)
    {
        try
        {
            RequireRoot();
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            RequireRoot();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The store in {_root} cannot delete: {exception.Message}", exception);
        }
    }

    private void DeleteFolder(string path, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RequireRoot();
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException) when (!Directory.Exists(path) && !File.Exists(path))
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A writer put something in while the folder was being emptied, or another delete was quicker.
                if (round < MaxRounds && Directory.Exists(path))
                {
                    continue;
                }

                throw new IOException($"The store in {_root} cannot delete: {exception.Message}", exception);
            }
        }
    }

    // Removing a folder fails where it holds anything, a temporary file too, so nothing that is being written can go along.
    private void RemoveEmptyParents(string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > _root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (DirectoryNotFoundException)
            {
                // Another delete was quicker; its parents may still be there.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return;
            }
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What failed before is the news; the sweep finds what is left.
        }
    }
}
