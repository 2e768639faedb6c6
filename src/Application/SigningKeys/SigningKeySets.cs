using Microsoft.Extensions.Caching.Memory;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.SigningKeys;

/// <summary>
/// Keeps the usable keys of projects. They are kept by the project's <see cref="Project.CardsRevision"/>, which every change of a key
/// raises, so that a revoked key is never taken, whichever replica revoked it.
/// </summary>
public sealed class SigningKeySets(ISigningKeyRepository keys) : IDisposable
{
    /// <summary>Most projects whose keys are kept.</summary>
    private const int MaxProjects = 10_000;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _sets = new(new MemoryCacheOptions { SizeLimit = MaxProjects });

    /// <summary>The keys of a project as read just now that are not revoked, live ones first, the newest of each first.</summary>
    public async Task<IReadOnlyList<SigningKey>> GetAsync(Project project, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        var key = (project.Id, project.CardsRevision);
        if (_sets.TryGetValue(key, out IReadOnlyList<SigningKey>? kept) && kept is not null)
        {
            return kept;
        }

        var usable = await keys.ListUsableAsync(project.Id, cancellationToken);
        return _sets.Set(key, usable, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Unused });
    }

    /// <inheritdoc />
    public void Dispose() => _sets.Dispose();
}
