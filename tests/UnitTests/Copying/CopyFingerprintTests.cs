using PearlIo.Infrastructure.Copying;

namespace PearlIo.UnitTests.Copying;

public sealed class CopyFingerprintTests
{
    private static readonly CopyColumn[] Columns = [new("a", "text", 1), new("b", "text", 0), new("c", "jsonb", 0)];

    [Fact]
    public void Is_the_same_in_any_order() => Assert.True(Of(["1", "x", "{}"], ["2", null, "[]"]).IsSame(Of(["2", null, "[]"], ["1", "x", "{}"])));

    [Fact]
    public void Is_the_same_for_texts_of_the_same_value() => Assert.True(Of(["1", "x", """{"b":1,"a":2}"""]).IsSame(Of(["1", "x", """{ "a": 2, "b": 1 }"""])));

    [Fact]
    public void Differs_by_a_null() => Assert.False(Of(["1", "", null]).IsSame(Of(["1", null, null])));

    [Fact]
    public void Differs_where_a_letter_moves_to_the_next_column() => Assert.False(Of(["1", "xy", null]).IsSame(Of(["1x", "y", null])));

    [Fact]
    public void Differs_by_a_row_twice() => Assert.False(Of(["1", "x", null], ["1", "x", null]).IsSame(Of()));

    [Fact]
    public void Differs_where_two_rows_swap_a_value() => Assert.False(Of(["1", "x", null], ["2", "y", null]).IsSame(Of(["1", "y", null], ["2", "x", null])));

    private static CopyFingerprint Of(params string?[][] rows)
    {
        var fingerprint = new CopyFingerprint(Columns);
        Array.ForEach(rows, fingerprint.Add);
        return fingerprint;
    }
}
