using System.Globalization;
using BenchmarkDotNet.Attributes;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;

namespace PearlIo.Benchmarks;

/// <summary>Finding the route of a page among 1,000. Goal: under 5 µs.</summary>
[InProcess] // BenchmarkDotNet looks for a project that is named as the assembly, which ours are not.
[MemoryDiagnoser]
public class RouteTableBenchmarks
{
    private readonly RouteTable _table = RouteTable.Build([.. Enumerable.Range(0, 1_000).Select(Make)]);
    private readonly PagePath _literal = PagePath.Parse("/section-42/articles/latest").Value;
    private readonly PagePath _variable = PagePath.Parse("/section-43/articles/how-we-cut-our-latency").Value;
    private readonly PagePath _stepsBack = PagePath.Parse("/section-44/articles/latest/deep/below").Value;

    /// <summary>A page of a literal route.</summary>
    [Benchmark]
    public RouteMatch? Literal() => _table.Match(_literal);

    /// <summary>A page of a route with a variable.</summary>
    [Benchmark]
    public RouteMatch? Variable() => _table.Match(_variable);

    /// <summary>A page that only the general route matches, after steps back.</summary>
    [Benchmark]
    public RouteMatch? StepsBack() => _table.Match(_stepsBack);

    /// <summary>The same with reading the path first, as a request does.</summary>
    [Benchmark]
    public RouteMatch? ParseAndMatch() => _table.Match(PagePath.Parse("/section-43/articles/how-we-cut-our-latency").Value);

    private static Route Make(int i)
    {
        var path = (i % 4) switch
        {
            0 => $"/section-{i / 4}/articles/{{slug}}",
            1 => $"/section-{i / 4}/articles/latest",
            2 => $"/section-{i / 4}/**",
            _ => $"/section-{i / 4}/*/{{page}}",
        };
        var id = new Guid(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{i:d12}"));
        return new Route
        {
            Id = id,
            TenantId = Tenant.DefaultId,
            ProjectId = id,
            Path = path,
            PathShape = RoutePattern.Parse(path).Value.Shape,
            ReturnType = ReturnType.Png,
            CacheDuration = 60,
            ByteBudget = Route.DefaultByteBudget,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
