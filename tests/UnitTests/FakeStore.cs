using System.Runtime.CompilerServices;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;

namespace PearlIo.UnitTests;

/// <summary>A store in memory whose calls fail when a test says so.</summary>
internal sealed class FakeStore : IImageStore
{
    private readonly Lock _lock = new();

    public Dictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said of the store itself; faults leave it alone.</summary>
    public Dictionary<string, byte[]> Marks { get; } = new(StringComparer.Ordinal);

    public Exception? PutFault { get; set; }

    public Exception? GetFault { get; set; }

    /// <summary>How many cards were asked for.</summary>
    public int Gets { get; private set; }

    /// <summary>How often the store was listed.</summary>
    public int Lists { get; private set; }

    public Exception? DeleteFault { get; set; }

    public Exception? ListFault { get; set; }

    public Exception? MarkFault { get; set; }

    /// <summary>When the objects were put that <see cref="PutAt"/> does not name.</summary>
    public DateTimeOffset PutTime { get; set; } = DateTimeOffset.UnixEpoch;

    public Dictionary<string, DateTimeOffset> PutAt { get; } = new(StringComparer.Ordinal);

    /// <summary>Called as a deletion begins, with the name or prefix.</summary>
    public Action<string> Deleting { get; set; } = static _ => { };

    public string Description => "a store in memory";

    public Task PutAsync(ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        IsMark(name)
            ? Do(MarkFault, () => Marks[name.Value] = bytes.ToArray())
            : Do(PutFault, () => Objects[name.Value] = bytes.ToArray());

    public Task<byte[]?> GetAsync(ObjectName name, CancellationToken cancellationToken)
    {
        if (IsMark(name))
        {
            return Do(MarkFault, () => Marks.GetValueOrDefault(name.Value));
        }

        lock (_lock)
        {
            Gets++;
        }

        return Do(GetFault, () => Objects.GetValueOrDefault(name.Value));
    }

    public Task DeleteAsync(ObjectName name, CancellationToken cancellationToken)
    {
        Deleting(name.Value);
        return Do(DeleteFault, () => Objects.Remove(name.Value));
    }

    public Task DeleteAllAsync(ObjectPrefix prefix, CancellationToken cancellationToken)
    {
        Deleting(prefix.Value);
        return Do(DeleteFault, () =>
        {
            foreach (var name in Objects.Keys.Where(n => n.StartsWith(prefix.Value, StringComparison.Ordinal)).ToList())
            {
                Objects.Remove(name);
            }

            return true;
        });
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectPrefix? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        Lists++;
        foreach (var name in Objects.Keys.Order(StringComparer.Ordinal).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ListFault is not null)
            {
                throw ListFault;
            }

            if (ObjectName.TryParse(name, out var parsed) && name.StartsWith(prefix?.Value ?? "", StringComparison.Ordinal) && Objects.TryGetValue(name, out var bytes))
            {
                yield return new StoredObject(parsed, bytes.Length, PutAt.GetValueOrDefault(name, PutTime));
            }
        }
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsMark(ObjectName name) => name == ObjectName.Owner || name == ObjectName.Sweep;

    private Task<T> Do<T>(Exception? fault, Func<T> work)
    {
        lock (_lock)
        {
            return fault is null ? Task.FromResult(work()) : Task.FromException<T>(fault);
        }
    }
}
