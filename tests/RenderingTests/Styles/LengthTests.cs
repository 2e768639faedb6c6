using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class LengthTests
{
    [Fact]
    public void Adds_px_to_a_share_of_what_it_is_of() => Assert.Equal(110, Length.Percentage(50, 10).Resolve(200));

    [Fact]
    public void Has_no_px_where_it_is_a_keyword() => Assert.Throws<InvalidOperationException>(() => Length.Auto.Resolve(200));
}
