using FsCheck.Fluent;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.UnitTests.Rendering;

public sealed class LineFitTests
{
    private const double Space = 10;

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(430, 1)]
    [InlineData(429, 2)]
    [InlineData(210, 2)]
    [InlineData(209, 4)]
    [InlineData(100, 4)]
    [InlineData(99, int.MaxValue)]
    public void Counts_the_lines_that_words_take(double width, int lines)
        => Assert.Equal(lines, LineFit.CountLines(Words(100, 100, 100, 100), width));

    [Fact]
    public void Balances_a_lonely_last_word_away()
    {
        var words = Words(100, 100, 100, 100, 100, 50);

        Assert.Equal(320, LineFit.Balance(words, 550), tolerance: 1);
    }

    [Fact]
    public void Leaves_one_line_as_wide_as_it_may_be() => Assert.Equal(500, LineFit.Balance(Words(100, 100), 500));

    [Fact]
    public void Leaves_a_word_that_is_too_wide_to_the_layout() => Assert.Equal(500, LineFit.Balance(Words(900), 500));

    [Theory]
    [InlineData(1000, 900)]
    [InlineData(899, 300)]
    [InlineData(50, 0)]
    public void Finds_the_widest_word_that_a_line_holds(double width, double widest)
        => Assert.Equal(widest, LineFit.WidestWhole(Words(200, 900, 300), width));

    [Fact]
    public void Balancing_never_takes_more_lines()
        => Properties.Hold(Gen.Choose(1, 400).UpTo(20), sizes =>
        {
            var words = Words([.. sizes.Select(size => (double)size)]);
            return LineFit.CountLines(words, LineFit.Balance(words, 500)) == LineFit.CountLines(words, 500);
        });

    [Fact]
    public void Keeps_the_words_that_fit_before_an_ellipsis()
        => Assert.Equal(3, LineFit.CountSegmentsBeforeEllipsis(Words(100, 100, 100, 100), width: 220, maxLines: 2, ellipsisWidth: 30));

    [Fact]
    public void Cuts_a_text_after_a_whole_word_and_drops_what_would_dangle()
    {
        TextSegment[] words = [new(100, Space, 5), new(100, Space, 12), new(100, Space, 18)];

        Assert.Equal("Five six…", Ellipsis.Apply("Five six, — seven", words, size: 30, width: 250, maxLines: 1));
    }

    [Fact]
    public void A_short_headline_is_large_and_a_long_one_small()
    {
        var room = new HeadlineRoom(Width: 1040, Height: 346, LineHeight: 1.12, LargestSize: double.MaxValue);

        Assert.Equal(104, HeadlineFit.Choose(Words(400), room).Size);
        Assert.Equal(56, HeadlineFit.Choose(Words(Enumerable.Repeat(300.0, 17).ToArray()), room).Size);
    }

    [Fact]
    public void A_headline_that_fits_no_size_overflows_at_the_smallest()
    {
        var room = new HeadlineRoom(Width: 1040, Height: 346, LineHeight: 1.12, LargestSize: double.MaxValue);

        Assert.Equal(new HeadlineFit(56, 1040, Overflows: true), HeadlineFit.Choose(Words(Enumerable.Repeat(500.0, 40).ToArray()), room));
    }

    private static TextSegment[] Words(params double[] widths) => widths.Select(width => new TextSegment(width, Space)).ToArray();
}
