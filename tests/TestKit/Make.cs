using System.Text;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;

namespace PearlIo.TestKit;

/// <summary>Makes valid entities, so that a test names only the value it is about.</summary>
public static class Make
{
    /// <summary>A moment with microseconds.</summary>
    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 29, 1, 2, 3, TimeSpan.Zero).AddTicks(1_234_560);

    public static Project Project(
        string title = "Example", string? favicon = null, IReadOnlyDictionary<string, string>? theme = null, DateTimeOffset? createdAt = null) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = Tenant.DefaultId,
        Title = title,
        Url = "https://example.org",
        Favicon = favicon,
        CacheDuration = Domain.Projects.Project.DefaultCacheDuration,
        Theme = theme ?? new Dictionary<string, string>(StringComparer.Ordinal),
        CreatedAt = createdAt ?? Time,
        UpdatedAt = createdAt ?? Time,
    };

    public static Route Route(Guid projectId, string path = "/blog/{slug}", string? shape = null) => new()
    {
        Id = Guid.CreateVersion7(),
        TenantId = Tenant.DefaultId,
        ProjectId = projectId,
        Path = path,
        PathShape = shape ?? path,
        ReturnType = ReturnType.Png,
        CacheDuration = 3600,
        ByteBudget = Domain.Routes.Route.DefaultByteBudget,
        CreatedAt = Time,
        UpdatedAt = Time,
    };

    public static Slot Slot(string text = "slot") => new(Hash(text));

    public static Sha256Hash Hash(string text) => Sha256Hash.Of(Encoding.UTF8.GetBytes(text));

    public static CachedImage Image(
        Guid projectId,
        Guid? routeId = null,
        Slot? slot = null,
        ImageFormat format = ImageFormat.Png,
        string template = "article",
        int byteSize = 1000,
        double renderMs = 12.5,
        DateTimeOffset? createdAt = null,
        DateTimeOffset? expiresAt = null,
        PageHash? page = null)
    {
        var id = Guid.CreateVersion7();
        var ownSlot = slot ?? Slot(id.ToString());
        var created = createdAt ?? Time;
        return new CachedImage
        {
            Id = id,
            TenantId = Tenant.DefaultId,
            ProjectId = projectId,
            RouteId = routeId,
            Url = "https://example.org/blog/a",
            Page = page,
            Slot = ownSlot,
            CacheKey = Hash($"key {id}"),
            Inputs = Hash($"inputs {id}"),
            StoragePath = ObjectName.Card(projectId, ownSlot, id, format),
            ContentHash = Hash($"bytes {id}"),
            Format = format,
            Template = template,
            Width = 1200,
            Height = 630,
            ByteSize = byteSize,
            RenderMs = renderMs,
            CreatedAt = created,
            FreshUntil = created.AddHours(1),
            ExpiresAt = expiresAt ?? created.AddDays(31),
        };
    }

    /// <summary>The current card that an image becomes.</summary>
    public static StoredCard Card(CachedImage image) => new()
    {
        Slot = image.Slot,
        CacheKey = image.CacheKey,
        Inputs = image.Inputs,
        ConfirmedAt = image.CreatedAt,
        IsProvisional = image.Provisional,
        ImageId = image.Id,
        StoragePath = image.StoragePath,
        ContentHash = image.ContentHash,
        Format = image.Format,
        ByteSize = image.ByteSize,
        CreatedAt = image.CreatedAt,
        FreshUntil = image.FreshUntil,
        ExpiresAt = image.ExpiresAt,
    };
}
