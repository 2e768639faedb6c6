namespace PearlIo.Fuzz.Targets;

/// <summary>Queries of lists: cursors, limits, times.</summary>
internal sealed class CursorTarget(FuzzServer server) : IFuzzTarget
{
    public string Name => "cursor";

    public IReadOnlyList<string> Seeds =>
    [
        "cursor=AZWgAAAAcACAAAAAAAAAAdeadbeef", "limit=5&cursor=", "limit=0", "from=2026-01-01&to=2026-02-01T00:00:00Z&interval=day", "path=/blog/x&mode=remove", "actor=a&action=b&target=project/x", "month=2026-11",
    ];

    public async Task RunAsync(byte[] input)
    {
        var project = $"/api/projects/{server.ProjectId}";
        string[] lists = ["/api/projects", $"{project}/routes", $"{project}/pages", $"{project}/images", $"{project}/analytics", $"{project}/meta", $"{project}/explain", "/api/keys", "/api/audit", "/api/templates", "/api/tenants"];
        await server.SendAsync("GET", InputText.OfTarget($"{lists[input.Length % lists.Length]}?", input), [], []);
    }
}
