using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests;

/// <summary>Things as they usually are, so that a test names only the value that it is about.</summary>
internal static class Make
{
    public static readonly Guid ProjectId = new("0195a000-0000-7000-8000-000000000001");
    public static readonly Guid OtherId = new("0195a000-0000-7000-8000-00000000ffff");

    public static Project Project(
        Guid? id = null,
        string title = "Acme",
        string url = "https://acme.dev",
        int cacheDuration = 3_600,
        string? template = null,
        IReadOnlyDictionary<string, string>? theme = null,
        bool requireSignature = false,
        long version = 1,
        long routesRevision = 1,
        bool isSuspended = false) => new()
        {
            Id = id ?? ProjectId,
            TenantId = Tenant.DefaultId,
            Title = title,
            Url = url,
            CacheDuration = cacheDuration,
            Template = template,
            Theme = theme ?? new Dictionary<string, string>(StringComparer.Ordinal),
            RequireSignature = requireSignature,
            CreatedAt = FakeClock.Noon,
            UpdatedAt = FakeClock.Noon,
            Version = version,
            RoutesRevision = routesRevision,
            IsSuspended = isSuspended,
        };

    public static Route Route(
        string path,
        Guid? id = null,
        ReturnType returnType = ReturnType.Png,
        int cacheDuration = 3_600,
        string? template = null,
        IReadOnlyDictionary<string, string>? variables = null,
        IReadOnlyList<string>? query = null,
        int byteBudget = Domain.Routes.Route.DefaultByteBudget,
        long version = 1) => new()
        {
            Id = id ?? Guid.CreateVersion7(),
            TenantId = Tenant.DefaultId,
            ProjectId = ProjectId,
            Path = path,
            PathShape = Pattern(path).Shape,
            ReturnType = returnType,
            CacheDuration = cacheDuration,
            Template = template,
            Variables = variables ?? new Dictionary<string, string>(StringComparer.Ordinal),
            Query = query ?? [],
            ByteBudget = byteBudget,
            CreatedAt = FakeClock.Noon,
            UpdatedAt = FakeClock.Noon,
            Version = version,
        };

    public static KnownPage Known(
        string path, IReadOnlyDictionary<string, string>? variables = null, PageOrigin? origin = PageOrigin.Build, long revision = 0) => new()
        {
            TenantId = Tenant.DefaultId,
            ProjectId = ProjectId,
            Path = path,
            Variables = variables,
            Origin = origin,
            Revision = revision,
            UpdatedAt = FakeClock.Noon,
        };

    public static SigningKey SigningKey(
        string secret = "sk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcdE", DateTimeOffset? retiredAt = null, DateTimeOffset? revokedAt = null) => new()
        {
            Id = Guid.CreateVersion7(),
            TenantId = Tenant.DefaultId,
            ProjectId = ProjectId,
            Secret = revokedAt is null ? SigningSecret.Of(secret) : null,
            CreatedAt = FakeClock.Noon,
            RetiredAt = retiredAt,
            RevokedAt = revokedAt,
        };

    public static RoutePattern Pattern(string path) => RoutePattern.Parse(path).Value;

    public static PagePath Page(string raw) => PagePath.Parse(raw).Value;

    public static IReadOnlyDictionary<string, string> Map(params (string Name, string Value)[] pairs) =>
        pairs.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    public static Slot Slot(string seed = "slot") => new(Hash(seed));

    public static Sha256Hash Hash(string seed) => Sha256Hash.Of(System.Text.Encoding.UTF8.GetBytes(seed));

    public static CardContent Content(
        string template = "plain",
        string title = "Hello",
        string? description = null,
        string siteName = "Acme",
        string address = "acme.dev/hello",
        IReadOnlyDictionary<string, string>? theme = null) => new()
        {
            Template = template,
            Title = title,
            Description = description,
            SiteName = siteName,
            Address = address,
            Theme = theme ?? new Dictionary<string, string>(StringComparer.Ordinal),
        };

    public static CardPlan Plan(
        Project? project = null,
        Route? route = null,
        string pageUrl = "https://acme.dev/hello",
        int cacheDuration = 3_600,
        string slot = "slot",
        string cacheKey = "key",
        string inputs = "inputs",
        ReturnType format = ReturnType.Png) => new()
        {
            Site = new Site(project ?? Project(), RouteTable.Build([])),
            Route = route,
            Content = Content(),
            Output = new CardOutput(format, Domain.Routes.Route.DefaultByteBudget),
            CacheDuration = cacheDuration,
            Page = Page("/hello"),
            PageUrl = pageUrl,
            Slot = Slot(slot),
            Inputs = Hash(inputs),
            CacheKey = Hash(cacheKey),
        };

    public static OgImage Image(
        byte[]? bytes = null, DateTimeOffset? freshUntil = null, CardOutcome outcome = CardOutcome.Miss, bool isProvisional = false) => new()
        {
            Bytes = bytes ?? [1, 2, 3],
            Format = ImageFormat.Png,
            ContentHash = Sha256Hash.Of(bytes ?? [1, 2, 3]),
            CreatedAt = FakeClock.Noon,
            FreshUntil = freshUntil ?? FakeClock.Noon.AddHours(1),
            Outcome = outcome,
            IsProvisional = isProvisional,
        };

    public static RenderedCard Rendered(byte[]? bytes = null, ImageFormat format = ImageFormat.Png, int missingGlyphs = 0) => new()
    {
        Bytes = bytes ?? [1, 2, 3],
        Format = format,
        Width = 1200,
        Height = 630,
        DrawMs = 5,
        EncodeMs = 2.5,
        MissingGlyphs = missingGlyphs,
    };

    /// <summary>A kept card of <see cref="Plan"/> that is due in an hour and has <paramref name="bytes"/>.</summary>
    public static StoredCard Stored(
        CardPlan? plan = null,
        byte[]? bytes = null,
        DateTimeOffset? freshUntil = null,
        string? cacheKey = null,
        string? inputs = null,
        int? byteSize = null,
        bool isProvisional = false)
    {
        var imageId = new Guid("0195a000-0000-7000-8000-0000000000aa");
        plan ??= Plan();
        return new StoredCard
        {
            Slot = plan.Slot,
            CacheKey = cacheKey is null ? plan.CacheKey : Hash(cacheKey),
            Inputs = inputs is null ? plan.Inputs : Hash(inputs),
            ConfirmedAt = FakeClock.Noon,
            IsProvisional = isProvisional,
            ImageId = imageId,
            StoragePath = ObjectName.Card(plan.Project.Id, plan.Slot, imageId, ImageFormat.Png),
            ContentHash = Sha256Hash.Of(bytes ?? [1, 2, 3]),
            Format = ImageFormat.Png,
            ByteSize = byteSize ?? (bytes ?? [1, 2, 3]).Length,
            CreatedAt = FakeClock.Noon,
            FreshUntil = freshUntil ?? FakeClock.Noon.AddHours(1),
            ExpiresAt = FakeClock.Noon.AddDays(30),
        };
    }
}
