using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.RenderingTests.Templates;

public sealed class RenderLimitTests
{
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal) { ["title"] = "Hello" };

    [Fact]
    public void Gives_a_card_up_once_its_time_is_over_and_draws_the_next_as_ever()
    {
        var template = BuiltInTemplates.Find("article")!;
        using var workspace = new RenderWorkspace(FontLibrary.Open(new RenderingOptions().FontPath));
        var expected = Draw(workspace, template);

        Assert.Throws<RenderTooLongException>(() => workspace.LayOut(template, Values, [], 1200, 630, new RenderBudget(TimeSpan.Zero)));
        var page = workspace.LayOut(template, Values, [], 1200, 630, new RenderBudget(RenderBudget.Usual));
        Assert.Throws<RenderTooLongException>(() => workspace.Paint(page, new RenderBudget(TimeSpan.Zero)));

        Assert.Equal(expected, Draw(workspace, template));
    }

    [Fact]
    public void Has_another_version_with_other_fonts_or_templates()
    {
        var version = CardRenderer.Describe("fonts", BuiltInTemplates.Fingerprint);

        Assert.Equal(version, CardRenderer.Describe("fonts", BuiltInTemplates.Fingerprint));
        Assert.NotEqual(version, CardRenderer.Describe("other", BuiltInTemplates.Fingerprint));
        Assert.NotEqual(version, CardRenderer.Describe("fonts", "other"));
    }

    private static uint[] Draw(RenderWorkspace workspace, CompiledTemplate template)
    {
        var budget = new RenderBudget(RenderBudget.Usual);
        return workspace.Paint(workspace.LayOut(template, Values, [], 1200, 630, budget), budget).Pixels.ToArray();
    }
}
