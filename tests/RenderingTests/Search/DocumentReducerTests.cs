namespace PearlIo.RenderingTests.Search;

public sealed class DocumentReducerTests
{
    [Fact]
    public async Task Leaves_nothing_but_the_cause()
    {
        var document = Div(
            ["width:9px", "gap:3px"],
            RandomElement.OfText("one two three"),
            Div(["color:red"], Div([], RandomElement.OfText("four five"), Div(["margin:1px", "order:1"], RandomElement.OfText("six")))));

        var reduced = await new DocumentReducer(Find).ReduceAsync(document);

        Assert.Equal("<div>two<div style=\"order:1\"></div></div>", reduced.ToHtml());
    }

    [Fact]
    public void Documents_of_a_seed_stay_the_same()
    {
        Assert.Equal(Make(1), Make(1));
        Assert.NotEqual(Make(1), Make(2));
    }

    private static Task<IReadOnlyList<bool>> Find(IReadOnlyList<RandomElement> documents) => Task.FromResult<IReadOnlyList<bool>>(
        [.. documents.Select(document => document.ToHtml() is var html && html.Contains("two", StringComparison.Ordinal) && html.Contains("order:1", StringComparison.Ordinal))]);

    private static RandomElement Div(IReadOnlyList<string> styles, params IReadOnlyList<RandomElement> children) => new("div", "", styles, children);

    private static string Make(int seed) => new RandomDocument(new Random(seed)).Next().ToHtml();
}
