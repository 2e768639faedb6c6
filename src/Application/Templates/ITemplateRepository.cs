using PearlIo.Application.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Keeps templates of tenants. A database that cannot be reached is an exception, never an absence.</summary>
public interface ITemplateRepository
{
    /// <summary>Adds a template with its first version; the database decides whether its name is free.</summary>
    /// <returns>Done or Taken.</returns>
    Task<WriteOutcome> AddAsync(Template made, TemplateVersion first, string html, CancellationToken cancellationToken);

    /// <summary>The template of a name, or null.</summary>
    Task<Template?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The template of a name, or null; it stays as it is until the transaction that this is part of ends.</summary>
    Task<Template?> HoldAsync(string name, CancellationToken cancellationToken);

    /// <summary>A version without its HTML, or null.</summary>
    Task<TemplateVersion?> FindVersionAsync(Guid templateId, int number, CancellationToken cancellationToken);

    /// <summary>The HTML of a version, or null where there is no such version.</summary>
    Task<string?> FindHtmlAsync(Guid templateId, int number, CancellationToken cancellationToken);

    /// <summary>The versions that references stand for at the moment; one that stands for none is not among them.</summary>
    Task<IReadOnlyDictionary<TemplateReference, ResolvedTemplate>> ResolveAsync(
        IReadOnlyCollection<TemplateReference> references, CancellationToken cancellationToken);

    /// <summary>Templates by ascending id, beginning behind <paramref name="after"/>.</summary>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<TemplateListing>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a version where the template still has <paramref name="expectedVersion"/>. Over <see cref="Template.MaxVersions"/>, the oldest
    /// that is neither published nor named by a project or route goes.
    /// </summary>
    /// <param name="changed">The template as it will be.</param>
    /// <param name="expectedVersion">The version it must have.</param>
    /// <param name="version">The new version.</param>
    /// <param name="html">Its HTML.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, NotFound, VersionChanged, or InUse where none can go.</returns>
    Task<WriteOutcome> AddVersionAsync(Template changed, long expectedVersion, TemplateVersion version, string html, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes a version where the template still has <paramref name="expectedVersion"/>, and tells all replicas that the cards of
    /// those projects change that name it without a version.
    /// </summary>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> PublishAsync(Template changed, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Deletes a template with its versions.</summary>
    /// <returns>Done, NotFound, VersionChanged, or InUse where a project or route names it.</returns>
    Task<WriteOutcome> DeleteAsync(Template unused, long expectedVersion, CancellationToken cancellationToken);
}

/// <summary>A template as lists show it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Variables">What the published version declares, or the newest where none is published.</param>
public sealed record TemplateListing(Template Template, IReadOnlyList<TemplateVariable> Variables);
