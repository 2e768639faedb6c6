namespace PearlIo.RenderingTests.Chromium;

public sealed class LayoutCasesTests
{
    [Fact]
    public void Are_many() => Assert.InRange(LayoutCases.All.Count, 400, int.MaxValue);

    [Fact]
    public void Have_files_of_their_own()
        => Assert.Equal(LayoutCases.All.Count, LayoutCases.All.DistinctBy(c => c.FileName, StringComparer.OrdinalIgnoreCase).Count());
}
