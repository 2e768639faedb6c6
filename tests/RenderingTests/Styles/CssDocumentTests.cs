using System.Runtime.CompilerServices;
using PearlIo.Infrastructure.Rendering.Styles.Properties;

namespace PearlIo.RenderingTests.Styles;

/// <summary><c>docs/css.md</c> names what is supported, and nothing that is not.</summary>
public sealed class CssDocumentTests
{
    private static readonly string Document = File.ReadAllText(Place());

    [Fact]
    public void Names_every_property()
        => Assert.All(PropertyTable.Names, name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));

    [Fact]
    public void Names_everything_without_effect()
        => Assert.All(KnownNames.WithoutEffect, name => Assert.Contains($"`{name}`", Document, StringComparison.Ordinal));

    [Fact]
    public void Names_no_property_that_there_is_not()
    {
        var named = Document.Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(','))
            .Select(name => name.Trim(' ', '`'));
        Assert.All(named, name => Assert.Contains(name, PropertyTable.Names));
    }

    private static string Place([CallerFilePath] string here = "")
        => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "css.md");
}
