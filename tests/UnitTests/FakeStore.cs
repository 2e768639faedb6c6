using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;

namespace PearlIo.UnitTests;

/// <summary>A store in memory whose calls fail when a test says so.</summary>
internal sealed class FakeStore : IImageStore
{
    private readonly Lock _lock = new();

    public Dictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public Exception? PutFault { get; set; }

    public Exception? GetFault { get; set; }

    public Exception? DeleteFault { get; set; }

    /// <summary>Called as a deletion begins, with the name or prefix.</summary>
    public Action<string> Deleting { get; set; } = static _ => { };

    public string Description => "a store in memory";

    public Task PutAsync(ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Do(PutFault, () => Objects[name.Value] = bytes.ToArray());

    public Task<byte[]?> GetAsync(ObjectName name, CancellationToken cancellationToken) =>
        Do(GetFault, () => Objects.GetValueOrDefault(name.Value));

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

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<T> Do<T>(Exception? fault, Func<T> work)
    {
        lock (_lock)
        {
            return fault is null ? Task.FromResult(work()) : Task.FromException<T>(fault);
        }
    }
}
