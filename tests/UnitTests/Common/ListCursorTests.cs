using PearlIo.Application.Common;
using PearlIo.Domain.Common;

namespace PearlIo.UnitTests.Common;

public sealed class ListCursorTests
{
    private const string List = "projects";
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public void Gives_back_the_id_that_it_was_made_of() => Properties.Hold(
        FsCheck.Fluent.Gen.Fresh(Guid.NewGuid), id => ListCursor.Decode(List, ListCursor.Encode(List, id)).Value == id);

    [Theory]
    [InlineData("/")]
    [InlineData("/caf%C3%A9/x")]
    [InlineData("")]
    public void Gives_back_the_text_that_it_was_made_of(string text) =>
        Assert.Equal(text, ListCursor.DecodeText(List, ListCursor.Encode(List, text)).Value);

    [Fact]
    public void Is_refused_where_it_stands_for_another_kind_of_item()
    {
        AssertRefused(ListCursor.Encode(List, "/a"));
        Assert.Equal(["cursor"], ListCursor.DecodeText(List, ListCursor.Encode("routes", "/a")).Failure!.Errors!.Keys);
        Assert.Equal(["cursor"], ListCursor.DecodeText(List, ListCursor.Encode(List, "/a\0")).Failure!.Errors!.Keys);
        Assert.Null(ListCursor.DecodeText(List, cursor: null).Value);
    }

    [Fact]
    public void Stands_for_the_start_where_there_is_none() => Assert.Null(ListCursor.Decode(List, cursor: null).Value);

    [Fact]
    public void Is_refused_when_any_character_was_changed()
    {
        var cursor = ListCursor.Encode(List, Make.ProjectId);
        for (var at = 0; at < cursor.Length; at++)
        {
            foreach (var other in Alphabet.Append('!').Append(' ').Append('=').Where(c => c != cursor[at]))
            {
                AssertRefused($"{cursor[..at]}{other}{cursor[(at + 1)..]}");
            }
        }
    }

    [Fact]
    public void Is_refused_by_another_list()
    {
        AssertRefused(ListCursor.Encode("routes", Make.ProjectId));
        AssertRefused(ListCursor.Encode("project", Make.ProjectId));
        AssertRefused(ListCursor.Encode("Projects", Make.ProjectId));
    }

    [Fact]
    public void Is_refused_with_another_length()
    {
        var cursor = ListCursor.Encode(List, Make.ProjectId);
        AssertRefused(cursor[..^1]);
        AssertRefused(cursor[..^4]);
        AssertRefused(cursor + "A");
        AssertRefused(cursor + "AAAA");
        AssertRefused(cursor + "=");
        AssertRefused(" " + cursor);
        AssertRefused(cursor + "\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("0195a000-0000-7000-8000-000000000001")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("++++++++++++++++++++++++++++++++")]
    [InlineData("================================")]
    [InlineData("                                ")]
    [InlineData("éééééééééééééééééééééééééééééééé")]
    public void Is_refused_where_it_is_no_cursor_at_all(string cursor) => AssertRefused(cursor);

    [Fact]
    public void Never_throws() => Properties.Hold(
        Properties.AnyText(40), text => ListCursor.Decode(List, text).Failure is not null);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Leads_nowhere_where_all_rows_fit_the_page(int rows)
    {
        var ids = Ids(rows);
        var page = ListCursor.Cut(List, ids, 3, id => id);
        Assert.Equal(ids, page.Items);
        Assert.Null(page.NextCursor);
    }

    [Fact]
    public void Leads_behind_the_last_row_of_a_page_that_has_a_next()
    {
        var ids = Ids(4);
        var page = ListCursor.Cut(List, ids, 3, id => id);
        Assert.Equal(ids.Take(3), page.Items);
        Assert.Equal(ids[2], ListCursor.Decode(List, page.NextCursor).Value);
    }

    private static List<Guid> Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private static void AssertRefused(string cursor)
    {
        var failure = ListCursor.Decode(List, cursor).Failure;
        Assert.NotNull(failure);
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Equal(["cursor"], failure.Errors?.Keys);
    }
}
