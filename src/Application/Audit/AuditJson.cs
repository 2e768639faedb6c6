using System.Text.Json;
using System.Text.Json.Serialization;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Assets;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.Jobs;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;
using PearlIo.Domain.Templates;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Audit;

/// <summary>
/// Things as the audit shows them: the members that the API shows, each named here, so that nothing gets in by being added
/// elsewhere. No secret and no hash of one is among them.
/// </summary>
public static class AuditJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>A project.</summary>
    public static string Of(Project project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return Write(new
        {
            project.Id,
            project.Title,
            project.Url,
            project.Favicon,
            project.CacheDuration,
            project.Template,
            project.Theme,
            project.RequireSignature,
            CreatedAt = project.CreatedAt.UtcDateTime,
            UpdatedAt = project.UpdatedAt.UtcDateTime,
        });
    }

    /// <summary>A route.</summary>
    public static string Of(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return Write(new
        {
            route.Id,
            route.ProjectId,
            route.Path,
            route.ReturnType,
            route.CacheDuration,
            route.Template,
            route.Variables,
            route.Query,
            route.Source,
            route.ByteBudget,
            CreatedAt = route.CreatedAt.UtcDateTime,
            UpdatedAt = route.UpdatedAt.UtcDateTime,
        });
    }

    /// <summary>A key.</summary>
    public static string Of(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Write(new
        {
            Id = KeyToken.FormatId(key.Id),
            key.Name,
            Scopes = key.Scopes.ToNames(),
            CreatedAt = key.CreatedAt.UtcDateTime,
            ExpiresAt = key.ExpiresAt?.UtcDateTime,
            RevokedAt = key.RevokedAt?.UtcDateTime,
            ReplacedBy = key.ReplacedBy is { } id ? KeyToken.FormatId(id) : null,
        });
    }

    /// <summary>A tenant.</summary>
    public static string Of(Tenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return Write(new
        {
            tenant.Id,
            tenant.Name,
            Suspended = tenant.IsSuspended,
            tenant.Limits,
            CreatedAt = tenant.CreatedAt.UtcDateTime,
        });
    }

    /// <summary>A signing key, never its secret.</summary>
    public static string Of(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Write(new
        {
            key.Id,
            key.ProjectId,
            key.Name,
            key.State,
            CreatedAt = key.CreatedAt.UtcDateTime,
            RetiredAt = key.RetiredAt?.UtcDateTime,
            RevokedAt = key.RevokedAt?.UtcDateTime,
        });
    }

    /// <summary>A template, without its HTML: the versions keep that.</summary>
    public static string Of(Template template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Write(new
        {
            template.Id,
            template.Name,
            template.PublishedVersion,
            template.LatestVersion,
            CreatedAt = template.CreatedAt.UtcDateTime,
            UpdatedAt = template.UpdatedAt.UtcDateTime,
        });
    }

    /// <summary>A font, without its bytes.</summary>
    public static string Of(Font font)
    {
        ArgumentNullException.ThrowIfNull(font);
        return Write(new
        {
            font.Id,
            font.Family,
            font.MinWeight,
            font.MaxWeight,
            Italic = font.IsItalic,
            font.Format,
            font.ByteSize,
            CreatedAt = font.CreatedAt.UtcDateTime,
        });
    }

    /// <summary>An asset, without its bytes.</summary>
    public static string Of(Asset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return Write(new
        {
            asset.Id,
            asset.Name,
            asset.Format,
            asset.Width,
            asset.Height,
            ContentHash = asset.ContentHash.Hex,
            asset.ByteSize,
            CreatedAt = asset.CreatedAt.UtcDateTime,
            UpdatedAt = asset.UpdatedAt.UtcDateTime,
        });
    }

    /// <summary>A page that a build told.</summary>
    public static string Of(KnownPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Write(new { page.Path, page.Variables });
    }

    /// <summary>How many pages a build told, and how many of them had changed; a thousand pages are no entry to read.</summary>
    public static string OfPages(int told, int changed) => Write(new { Told = told, Changed = changed });

    /// <summary>The database that a store belongs to.</summary>
    public static string Of(DatabaseIdentity database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Write(new { database.Host, database.Name });
    }

    /// <summary>A job.</summary>
    public static string Of(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Write(new { job.Id, job.ProjectId, job.Kind, job.State, job.Total, job.Done, job.Failed, CreatedAt = job.CreatedAt.UtcDateTime });
    }

    /// <summary>What is purged.</summary>
    public static string Of(PurgeImages purge)
    {
        ArgumentNullException.ThrowIfNull(purge);
        return Write(new { purge.Mode, purge.Path, purge.Route, purge.All });
    }

    /// <summary>Steps of the schema.</summary>
    public static string OfSteps(IReadOnlyList<string> steps) => Write(new { Steps = steps });

    private static string Write<T>(T shown) => JsonSerializer.Serialize(shown, Options);
}

/// <summary>What entries of the audit are about.</summary>
public static class AuditTargets
{
    /// <summary>The database's schema.</summary>
    public static AuditTarget Schema { get; } = new("schema", "database");

    /// <summary>The store of cards.</summary>
    public static AuditTarget Store { get; } = new("store", "cards");

    /// <summary>A project.</summary>
    public static AuditTarget Project(Guid id) => new("project", id.ToString("D"));

    /// <summary>A route.</summary>
    public static AuditTarget Route(Guid id) => new("route", id.ToString("D"));

    /// <summary>A job.</summary>
    public static AuditTarget Job(Guid id) => new("job", id.ToString("D"));

    /// <summary>A key.</summary>
    public static AuditTarget Key(Guid id) => new("key", KeyToken.FormatId(id));

    /// <summary>A signing key.</summary>
    public static AuditTarget SigningKey(Guid id) => new("signing_key", id.ToString("D"));

    /// <summary>A template.</summary>
    public static AuditTarget Template(Guid id) => new("template", id.ToString("D"));

    /// <summary>A font.</summary>
    public static AuditTarget Font(Guid id) => new("font", id.ToString("D"));

    /// <summary>An asset.</summary>
    public static AuditTarget Asset(Guid id) => new("asset", id.ToString("D"));

    /// <summary>A tenant.</summary>
    public static AuditTarget Tenant(Guid id) => new("tenant", id.ToString("D"));
}
