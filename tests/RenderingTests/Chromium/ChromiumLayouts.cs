using System.Collections.Frozen;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Chromium's boxes of all documents, measured at once: one by one takes several times as long.</summary>
public sealed class ChromiumLayouts(ChromiumBrowser browser) : IAsyncLifetime
{
    private FrozenDictionary<string, IReadOnlyList<MeasuredBox>> _boxes = FrozenDictionary<string, IReadOnlyList<MeasuredBox>>.Empty;

    public async Task InitializeAsync()
    {
        var measured = await browser.MeasureAsync(LayoutCases.All.Select(document => document.Html));
        _boxes = LayoutCases.All.Zip(measured).ToFrozenDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal IReadOnlyList<MeasuredBox> Of(HtmlCase document) => _boxes[document.Name];
}
