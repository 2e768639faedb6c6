using System.Reflection;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using PearlIo.Application;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure;

namespace PearlIo.UnitTests.Layers;

/// <summary>Dependencies point inward only: Domain, Application, Infrastructure, WebApi.</summary>
public sealed class LayerTests
{
    private static readonly Assembly Domain = typeof(Failure).Assembly;
    private static readonly Assembly Application = typeof(ApplicationRegistration).Assembly;
    private static readonly Assembly Infrastructure = typeof(InfrastructureRegistration).Assembly;
    private static readonly Assembly WebApi = Assembly.Load("pearl");

    private static string Source => Path.Combine(Root(), "src");

    [Theory]
    [InlineData("Domain")]
    [InlineData("Application", "Domain")]
    [InlineData("Infrastructure", "Application")]
    [InlineData("WebApi", "Infrastructure")]
    public void Have_projects_that_reference_the_next_one_inward(string project, params string[] references) =>
        Assert.Equal(references, Included(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)));

    [Fact]
    public void Are_four() => Assert.Equal(
        ["Application", "Domain", "Infrastructure", "WebApi"],
        Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Keep_packages_out_of_the_domain()
    {
        Assert.Empty(Included("Domain", "PackageReference"));
        AssertReferences(Domain);
    }

    [Fact]
    public void Keep_the_application_to_its_few_packages() =>
        AssertReferences(Application, "PearlIo.Domain", "MediatR", "FluentValidation", "Microsoft.Extensions.*");

    [Fact]
    public void Keep_http_out_of_the_infrastructure() => AssertReferences(
        Infrastructure,
        "PearlIo.Domain",
        "PearlIo.Application",
        "AngleSharp",
        "icu.net",
        "AWSSDK.*",
        "Dapper",
        "Npgsql",
        "Npgsql.EntityFrameworkCore.PostgreSQL",
        "Microsoft.Data.Sqlite",
        "SQLitePCLRaw.*",
        "Microsoft.EntityFrameworkCore",
        "Microsoft.EntityFrameworkCore.*",
        "Microsoft.Extensions.*");

    [Fact]
    public void Keep_databases_and_object_stores_out_of_the_outermost() => Assert.DoesNotContain(
        References(WebApi),
        r => Fits(r, "Dapper") || Fits(r, "Npgsql") || Fits(r, "Npgsql.*") || Fits(r, "SQLitePCLRaw.*")
            || Fits(r, "AWSSDK.*") || Fits(r, "Microsoft.Data.Sqlite") || Fits(r, "Microsoft.EntityFrameworkCore.*"));

    [Fact]
    public void Show_of_the_infrastructure_only_registrations_and_options() => Assert.All(
        Infrastructure.GetExportedTypes(),
        t => Assert.True(
            t is { IsAbstract: true, IsSealed: true, Name: "InfrastructureRegistration" } || (t.IsSealed && t.Name.EndsWith("Options", StringComparison.Ordinal)),
            $"{t.FullName} should be internal."));

    [Fact]
    public void Keep_rendering_free_of_the_rest_of_the_infrastructure_and_of_http()
    {
        using var reader = new AssemblyReader(Infrastructure);
        var types = reader.TypesUnder("PearlIo.Infrastructure.Rendering");
        Assert.Equal(HasSource("Infrastructure", "Rendering"), types.Count > 0);
        foreach (var (type, named) in types)
        {
            Assert.True(!named.Any(IsForeignToRendering), $"{type} names {string.Join(", ", named.Where(IsForeignToRendering))}.");
        }
    }

    [Theory]
    [InlineData("PearlIo.Infrastructure.Storage.FolderStore", true)]
    [InlineData("PearlIo.Infrastructure.InfrastructureRegistration", true)]
    [InlineData("PearlIo.Infrastructure.RenderingTricks.Sneaky", true)]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext", true)]
    [InlineData("PearlIo.Infrastructure.Rendering.Fonts.Font", false)]
    [InlineData("PearlIo.Infrastructure.Rendering.CardRenderer+Step", false)]
    [InlineData("PearlIo.Application.OgImages.ICardRenderer", false)]
    [InlineData("System.String", false)]
    public void Know_what_is_foreign_to_rendering(string type, bool foreign) => Assert.Equal(foreign, IsForeignToRendering(type));

    [Fact]
    public void Are_read_by_something_that_sees_real_references()
    {
        Assert.Contains("MediatR", References(Application));
        Assert.Contains("PearlIo.Domain", References(Application));
        Assert.DoesNotContain("MediatR", References(Domain));
        Assert.Equal(HasSource("Infrastructure", "Persistence"), References(Infrastructure).Contains("Npgsql"));

        using var reader = new AssemblyReader(Application);
        var types = reader.TypesUnder("PearlIo.Application.OgImages");
        Assert.Contains("MediatR.IRequest`1", types["PearlIo.Application.OgImages.GetOgImage"]);
        Assert.Contains("PearlIo.Application.Projects.IProjectRepository", types["PearlIo.Application.OgImages.Sites"]);
        Assert.All(types.Keys, t => Assert.StartsWith("PearlIo.Application.OgImages.", t, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NamesABase", "System.MarshalByRefObject")]
    [InlineData("NamesAnInterface", "System.IFormattable")]
    [InlineData("NamesAnAttribute", "System.ObsoleteAttribute")]
    [InlineData("NamesAConstraint`1", "System.Text.Encoding")]
    [InlineData("NamesAField", "System.Text.StringBuilder")]
    [InlineData("NamesAParameter", "System.Text.StringBuilder")]
    [InlineData("NamesAParameter", "System.Lazy`1")]
    [InlineData("NamesALocal", "System.Text.StringBuilder")]
    [InlineData("NamesACall", "System.GC")]
    [InlineData("NamesAGenericArgument", "System.Text.StringBuilder")]
    [InlineData("NamesATypeOf", "System.Text.StringBuilder")]
    [InlineData("NamesACaught", "System.DivideByZeroException")]
    [InlineData("NamesAcrossAwait", "System.GC")]
    public void Are_read_by_something_that_sees_every_way_to_name_a_type(string canary, string named)
    {
        using var reader = new AssemblyReader(typeof(LayerTests).Assembly);

        // What a compiler makes of a method, such as the states of an async one, are types nested in the canary.
        var types = reader.TypesUnder("PearlIo.UnitTests.Layers.Canaries")
            .Where(t => t.Key.Split('.')[^1].Split('+')[0] == canary)
            .ToList();
        Assert.NotEmpty(types);
        Assert.Contains(types, t => t.Value.Contains(named));
    }

    [Fact]
    public void Are_read_by_something_that_sees_no_more_than_there_is()
    {
        using var reader = new AssemblyReader(typeof(LayerTests).Assembly);
        var types = reader.TypesUnder("PearlIo.UnitTests.Layers.Canaries");
        Assert.DoesNotContain("System.Text.StringBuilder", types["PearlIo.UnitTests.Layers.Canaries.NamesACall"]);
        Assert.DoesNotContain("System.GC", types["PearlIo.UnitTests.Layers.Canaries.NamesAField"]);
    }

    private static bool IsForeignToRendering(string type) =>
        (IsIn("PearlIo.Infrastructure", type) && !IsIn("PearlIo.Infrastructure.Rendering", type)) || IsIn("Microsoft.AspNetCore", type);

    private static bool IsIn(string space, string type) => type.StartsWith(space + ".", StringComparison.Ordinal);

    private static void AssertReferences(Assembly assembly, params string[] allowed) => Assert.All(
        References(assembly),
        r => Assert.True(IsBaseLibrary(r) || allowed.Any(a => Fits(r, a)), $"{assembly.GetName().Name} must not reference {r}."));

    private static IReadOnlyList<string> References(Assembly assembly)
    {
        using var reader = new AssemblyReader(assembly);
        return reader.References;
    }

    private static bool Fits(string reference, string allowed) => allowed.EndsWith(".*", StringComparison.Ordinal)
        ? reference.StartsWith(allowed[..^1], StringComparison.Ordinal)
        : reference == allowed;

    // Packages may be called System.* too; the base library is what lies beside the runtime.
    private static bool IsBaseLibrary(string reference) =>
        File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), reference + ".dll"));

    private static bool HasSource(params string[] folders)
    {
        var folder = Path.Combine([Source, .. folders]);
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any();
    }

    private static List<string> Included(string project, string item) =>
        [.. XDocument.Load(Path.Combine(Source, project, project + ".csproj")).Descendants(item).Select(i => i.Attribute("Include")!.Value)];

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PearlIo.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
        }

        return folder.FullName;
    }
}
