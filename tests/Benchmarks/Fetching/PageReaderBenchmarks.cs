using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using PearlIo.Application.Pages;
using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.Benchmarks.Fetching;

/// <summary>What a page of 200 KB says of itself. Goal: under 5 ms of CPU.</summary>
[InProcess] // BenchmarkDotNet looks for a project that is named as the assembly, which ours are not.
[MemoryDiagnoser]
public class PageReaderBenchmarks
{
    private const int Bytes = 200_000;

    private readonly PageReader _reader = new(new OwnCards(null));
    private readonly PageSource _usual = Make("");
    private readonly PageSource _misplaced = Make("<meta property=\"og:title\" content=\"Late\">");

    /// <summary>A page whose head says everything.</summary>
    [Benchmark]
    public PageReading Usual() => _reader.Read(_usual);

    /// <summary>A page with a tag at its very end, so that all of it has to be read.</summary>
    [Benchmark]
    public PageReading Misplaced() => _reader.Read(_misplaced);

    private static PageSource Make(string end)
    {
        var html = new StringBuilder(
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>How we cut our latency</title>
            <meta property="og:title" content="How we cut our latency"><meta property="og:image" content="/cover.png">
            <link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="apple-touch-icon" href="/touch.png">
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","headline":"How we cut our latency","author":{"name":"Jane Doe"},"datePublished":"2026-03-05"}</script>
            """);
        for (var i = 0; i < 40; i++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<meta name=\"tag-{i}\" content=\"value {i}\"><link rel=\"stylesheet\" href=\"/style-{i}.css\">");
        }

        html.Append("</head><body>");
        for (var i = 0; html.Length < Bytes - end.Length; i++)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"card\" id=\"i{i}\"><a href=\"/article/{i}?a=1&amp;b=2\"><h2>Title {i}</h2></a><p>Text with <b>bold</b> and <em>emphasis</em>, on and on; ünïcode too.</p></div>\n");
        }

        return new PageSource(Encoding.UTF8.GetBytes(html.Append(end).ToString()), new Uri("https://acme.dev/blog/latency"));
    }
}
