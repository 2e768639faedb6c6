using System.Net;
using BenchmarkDotNet.Attributes;
using PearlIo.Infrastructure.Fetching;

namespace PearlIo.Benchmarks.Fetching;

/// <summary>Judging addresses. Goal: under 1 µs.</summary>
[InProcess] // BenchmarkDotNet looks for a project that is named as the assembly, which ours are not.
[MemoryDiagnoser]
public class AddressBenchmarks
{
    private readonly IPAddress _v4 = IPAddress.Parse("8.8.8.8");
    private readonly IPAddress _v6 = IPAddress.Parse("2606:4700::1111");
    private readonly Uri _name = new("https://cdn.example.com/a/b.png?x=1");

    /// <summary>An address that a connection would lead to.</summary>
    [Benchmark]
    public bool AddressV4() => AddressRules.IsAllowed(_v4);

    /// <summary>The same, of IPv6.</summary>
    [Benchmark]
    public bool AddressV6() => AddressRules.IsAllowed(_v6);

    /// <summary>A name that is asked for.</summary>
    [Benchmark]
    public bool Name() => FetchGuard.Strict.MayFetch(_name);

    /// <summary>The same from text, as <c>pearl address</c> has it.</summary>
    [Benchmark]
    public bool TextOfAddress() => FetchGuard.Strict.IsAllowed("https://cdn.example.com/a/b.png?x=1");
}
