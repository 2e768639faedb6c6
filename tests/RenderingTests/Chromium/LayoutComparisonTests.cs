using PearlIo.Application.Templates;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Layout equals Chromium's: every box of every document is where the browser puts it, within 1 px.</summary>
[Collection(ChromiumSuite.Name)]
public sealed class LayoutComparisonTests(ChromiumLayouts layouts, PearlDocuments pearl) : IClassFixture<ChromiumLayouts>, IClassFixture<PearlDocuments>
{
    public static TheoryData<string> Names => [.. LayoutCases.All.Select(document => document.Name).Where(name => !KnownDifferences.Causes.ContainsKey(name))];

    public static TheoryData<string> NamesOfDifferences => [.. KnownDifferences.Causes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Puts_boxes_where_Chromium_does(string name)
    {
        var document = LayoutCases.Named(name);
        var measured = pearl.Tools.Measure(new DocumentSource { Html = document.Html });
        Assert.True(measured.TryGetValue(out var ours, out var failure), $"{name}: {failure?.Message}");
        BoxComparison.AssertSame(document, layouts.Of(document), MeasuredBox.Of(ours));
    }

    /// <summary>So that what is mended one day is compared from then on.</summary>
    [Theory]
    [MemberData(nameof(NamesOfDifferences))]
    public void Differs_still_where_it_is_known(string name)
    {
        var document = LayoutCases.Named(name);
        var ours = pearl.Tools.Measure(new DocumentSource { Html = document.Html }).Value;
        Assert.ThrowsAny<Exception>(
            () => BoxComparison.AssertSame(document, layouts.Of(document), MeasuredBox.Of(ours)));
    }
}
