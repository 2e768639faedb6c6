using System.Diagnostics;
using System.Globalization;
using PearlIo.Application.Templates;
using PearlIo.RenderingTests.Chromium;

namespace PearlIo.RenderingTests.Search;

/// <summary>Lays documents made by chance out here and in Chromium, and reduces those that differ to their causes.</summary>
internal sealed class LayoutSearch(ChromiumBrowser chromium, PearlDocuments pearl, TextWriter output)
{
    private const int AtOnce = 50;

    /// <summary>Searches until the time is over; each finding is written with both sides' boxes.</summary>
    /// <returns>How many documents were compared, and how many differ.</returns>
    public async Task<(int Compared, int Different)> RunAsync(int seed, TimeSpan time)
    {
        var (start, compared, different) = (Stopwatch.GetTimestamp(), 0, 0);
        var documents = new RandomDocument(new Random(seed));
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var some = Enumerable.Range(0, AtOnce).Select(_ => documents.Next()).ToList();
            var differences = await CompareAsync(some);
            foreach (var (document, _) in some.Zip(differences).Where(pair => pair.Second.Length > 0))
            {
                different++;
                await ReportAsync(await new DocumentReducer(FindDifferingAsync).ReduceAsync(document));
            }

            compared += some.Count;
        }

        return (compared, different);
    }

    /// <summary>Compares bodies of documents that somebody wrote, a line each.</summary>
    /// <returns>How many documents were compared, and how many differ.</returns>
    public async Task<(int Compared, int Different)> CompareAsync(IReadOnlyList<string> bodies)
    {
        var differences = await CompareAsync(bodies.Select(body => HtmlCase.Of("written", body.Replace("\\n", "\n", StringComparison.Ordinal)).Html));
        foreach (var (body, difference) in bodies.Zip(differences))
        {
            await output.WriteLineAsync(difference.Length == 0 ? $"same: {body}" : $"{body}\n{difference}");
        }

        return (bodies.Count, differences.Count(difference => difference.Length > 0));
    }

    private async Task<IReadOnlyList<bool>> FindDifferingAsync(IReadOnlyList<RandomElement> documents) => [.. (await CompareAsync(documents)).Select(difference => difference.Length > 0)];

    /// <summary>Of each document how it differs; empty where it does not.</summary>
    private Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<RandomElement> documents) => CompareAsync(documents.Select(PageOf));

    private async Task<IReadOnlyList<string>> CompareAsync(IEnumerable<string> documents)
    {
        var pages = documents.ToList();
        var theirs = await chromium.MeasureAsync(pages);
        return [.. pages.Zip(theirs, Compare)];
    }

    private string Compare(string page, IReadOnlyList<MeasuredBox> theirs)
    {
        var measured = pearl.Tools.Measure(new DocumentSource { Html = page });
        return measured.TryGetValue(out var ours, out var failure) ? BoxComparison.Describe(theirs, MeasuredBox.Of(ours)) : failure.Message;
    }

    private async Task ReportAsync(RandomElement reduced)
    {
        var difference = (await CompareAsync([reduced]))[0];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{reduced.ToHtml()}\n{difference}"));
    }

    private static string PageOf(RandomElement document) => HtmlCase.Of("searched", document.ToHtml(), "code{font-family:monospace," + HtmlCase.ScriptFamilies + "}").Html;
}
