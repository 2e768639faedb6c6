using PearlIo.Domain.Routes;

namespace PearlIo.Fuzz.Targets;

/// <summary>Paths of pages: the one spelling is read as itself.</summary>
internal sealed class PagePathTarget : IFuzzTarget
{
    public string Name => "page-path";

    public IReadOnlyList<string> Seeds => ["/blog/hello-world", "/", "/a//b/./c/../d/", "/caf%C3%A9/%2F/%252F", "/日本/é/e\u0301", "/a/b/og.png"];

    public Task RunAsync(byte[] input)
    {
        if (!PagePath.Parse(InputText.Of(input)).TryGetValue(out var path, out _))
        {
            return Task.CompletedTask;
        }

        // Encoded, a path may be longer than one may be.
        var again = PagePath.Parse(path.Canonical);
        return again.Failure == PagePath.TooLong || (again.Failure is null && string.Equals(again.Value.Canonical, path.Canonical, StringComparison.Ordinal))
            ? Task.CompletedTask
            : throw new FuzzException($"'{path.Canonical}' is read another way.");
    }
}
