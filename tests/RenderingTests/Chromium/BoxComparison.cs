using System.Globalization;
using System.Text;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Compares the boxes of a document with Chromium's.</summary>
internal static class BoxComparison
{
    /// <summary>px; the hundredth is for what rounding makes of exactly one.</summary>
    private const double Tolerance = 1.01;

    private const int MostNamed = 8;

    /// <summary>Fails where a box stands or measures otherwise; both sides are left beside the document for a look.</summary>
    public static void AssertSame(HtmlCase document, IReadOnlyList<MeasuredBox> theirs, IReadOnlyList<MeasuredBox> ours)
    {
        var differences = Describe(theirs, ours);
        if (differences.Length == 0)
        {
            return;
        }

        File.WriteAllText(ChromiumArtifacts.PathOf(document.FileName + ".html"), document.Html);
        File.WriteAllText(ChromiumArtifacts.PathOf(document.FileName + ".chromium.json"), MeasuredBox.WriteList(theirs));
        File.WriteAllText(ChromiumArtifacts.PathOf(document.FileName + ".pearl.json"), MeasuredBox.WriteList(ours));
        Assert.Fail($"{document.Name} is laid out otherwise than in Chromium; see '{ChromiumArtifacts.PathOf(document.FileName + ".html")}':\n{differences}");
    }

    /// <summary>What stands or measures otherwise, a line each; empty where nothing does.</summary>
    public static string Describe(IReadOnlyList<MeasuredBox> theirs, IReadOnlyList<MeasuredBox> ours)
    {
        if (!theirs.Select(Name).SequenceEqual(ours.Select(Name), StringComparer.Ordinal))
        {
            return $"Chromium has the elements {string.Join(' ', theirs.Select(Name))}\nand Pearl has {string.Join(' ', ours.Select(Name))}\n";
        }

        var (differences, count) = (new StringBuilder(), 0);
        for (var i = 0; i < theirs.Count; i++)
        {
            if (theirs[i].DistanceTo(ours[i]) > Tolerance && count++ < MostNamed)
            {
                differences.Append(CultureInfo.InvariantCulture, $"  {i}: {Name(theirs[i])} is {ours[i]}, in Chromium {theirs[i]}\n");
            }
        }

        return count > MostNamed ? $"{differences}  and {count - MostNamed} more\n" : differences.ToString();
    }

    private static string Name(MeasuredBox box) => box.Id.Length > 0 ? $"{box.Tag}#{box.Id}" : box.Tag;
}
