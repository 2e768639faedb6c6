using PearlIo.Domain.Routes;

namespace PearlIo.Fuzz.Targets;

/// <summary>Paths of routes: a pattern, a line end, and a path that it may match.</summary>
internal sealed class RoutePatternTarget : IFuzzTarget
{
    public string Name => "route-pattern";

    public IReadOnlyList<string> Seeds => ["/blog/{slug}\n/blog/hello", "/\n/", "/**\n/a/b/c", "/team/*/x\n/team/a/x", "/a/{b}/{c}/**\n/a/1/2/3/4", "/caf%C3%A9/{x}\n/café/%2F", "/a/./b/../{c}\n/a/c"];

    public Task RunAsync(byte[] input)
    {
        var parts = InputText.Of(input).Split('\n', 2);
        if (RoutePattern.Parse(parts[0]).TryGetValue(out var pattern, out _) && PagePath.Parse(parts[^1]).TryGetValue(out var path, out _))
        {
            Match(Make(parts[0], pattern), path);
        }

        return Task.CompletedTask;
    }

    private static void Match(Route route, PagePath path)
    {
        var table = RouteTable.Build([route]);
        var match = table.Match(path);

        // Encoded, a path may be longer than one may be.
        if (PagePath.Parse(path.Canonical).TryGetValue(out var again, out _) && table.Match(again)?.Values.Count != match?.Values.Count)
        {
            throw new FuzzException($"'{route.Path}' matches '{path}' in one spelling only.");
        }
    }

    private static Route Make(string text, RoutePattern pattern) => new()
    {
        Id = Guid.Empty,
        TenantId = Guid.Empty,
        ProjectId = Guid.Empty,
        Path = text,
        PathShape = pattern.Shape,
        ReturnType = ReturnType.Png,
        CacheDuration = 0,
        ByteBudget = Route.DefaultByteBudget,
        CreatedAt = default,
        UpdatedAt = default,
    };
}
