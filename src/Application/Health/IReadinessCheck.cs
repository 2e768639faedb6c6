namespace PearlIo.Application.Health;

/// <summary>Tells whether one part of the service can work.</summary>
public interface IReadinessCheck
{
    /// <summary>The part: <c>database</c>, <c>migrations</c>, <c>storage</c> or <c>renderer</c>.</summary>
    string Name { get; }

    /// <summary>Whether checking runs queries, which would wake a database that sleeps.</summary>
    bool AsksDatabase => false;

    /// <summary>Null where the part works, else a sentence on what is wrong that is safe for strangers.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
