using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.UnitTests.Persistence;

public sealed class PlanTextTests
{
    [Fact]
    public void Hides_the_values_and_keeps_the_figures()
    {
        var text = PlanText.Mask(
        [
            "Index Scan using ix_cards_2 on cards  (cost=0.28..8.29 rows=1 width=64)",
            "  Index Cond: ((slot = 'secret'::text) AND (byte_size > 3600))",
            "  Filter: ((title <> 'it''s secret'::text) AND (ratio < '1.5'::numeric) AND (share >= 0.25))",
        ]);

        Assert.Equal(
            """
            Index Scan using ix_cards_2 on cards  (cost=0.28..8.29 rows=1 width=64)
              Index Cond: ((slot = ?::text) AND (byte_size > ?))
              Filter: ((title <> ?::text) AND (ratio < ?::numeric) AND (share >= ?))
            """,
            text);
    }
}
