namespace PearlIo.RenderingTests.Search;

/// <summary>Makes a document that differs as small as it gets while it still differs: what is left shows the cause.</summary>
/// <param name="findDiffering">Tells which of some documents differ, in their order.</param>
internal sealed class DocumentReducer(Func<IReadOnlyList<RandomElement>, Task<IReadOnlyList<bool>>> findDiffering)
{
    private const int AtOnce = 60;

    /// <summary>Takes away a part at a time, the largest first, until nothing can be taken.</summary>
    public async Task<RandomElement> ReduceAsync(RandomElement document)
    {
        while (await SmallerAsync(document) is { } smaller)
        {
            document = smaller;
        }

        return document;
    }

    private async Task<RandomElement?> SmallerAsync(RandomElement document)
    {
        foreach (var some in Variants(document).OrderBy(variant => variant.Size).Chunk(AtOnce))
        {
            var differing = await findDiffering(some);
            for (var i = 0; i < some.Length; i++)
            {
                if (differing[i])
                {
                    return some[i];
                }
            }
        }

        return null;
    }

    /// <summary>All documents with one thing less.</summary>
    private static IEnumerable<RandomElement> Variants(RandomElement element)
    {
        if (element.Name.Length == 0)
        {
            return ShorterTexts(element.Text).Select(RandomElement.OfText);
        }

        return [.. WithoutStyle(element), .. WithoutChild(element), .. InPlaceOfItself(element), .. WithSmallerChild(element)];
    }

    private static IEnumerable<RandomElement> WithoutStyle(RandomElement element)
        => element.Styles.Select((_, i) => element with { Styles = [.. element.Styles.Where((_, j) => j != i)] });

    private static IEnumerable<RandomElement> WithoutChild(RandomElement element)
        => element.Children.Select((_, i) => element with { Children = [.. element.Children.Where((_, j) => j != i)] });

    /// <summary>A child's children in the place of that child, and plain elements in the place of named ones.</summary>
    private static IEnumerable<RandomElement> InPlaceOfItself(RandomElement element)
    {
        for (var i = 0; i < element.Children.Count; i++)
        {
            var child = element.Children[i];
            if (child.Children.Count > 0)
            {
                yield return element with { Children = [.. element.Children.Take(i), .. child.Children, .. element.Children.Skip(i + 1)] };
            }
        }
    }

    private static IEnumerable<RandomElement> WithSmallerChild(RandomElement element)
        => element.Children.SelectMany((child, i) => Variants(child).Select(smaller => element with { Children = [.. element.Children.Take(i), smaller, .. element.Children.Skip(i + 1)] }));

    private static IEnumerable<string> ShorterTexts(string text)
    {
        var words = text.Split(' ');
        if (words.Length == 1 && text.Length > 1)
        {
            return [text[..(text.Length / 2)], text[(text.Length / 2)..], text[1..], text[..^1]];
        }

        return words.Length == 1 ? [] : [
            string.Join(' ', words.Take(words.Length / 2)),
            string.Join(' ', words.Skip(words.Length / 2)),
            .. words.Select((_, i) => string.Join(' ', words.Where((_, j) => j != i))),
        ];
    }
}
