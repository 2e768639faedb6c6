using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Fonts;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;
using PearlIo.Domain.Templates;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Fonts;

public sealed class FontUseCaseTests : IDisposable
{
    private static readonly byte[] File = [1, 2, 3];
    private static readonly Guid Id = new("0195a000-0000-7000-8000-0000000000f1");

    private readonly TestApplication _application = new();

    public FontUseCaseTests()
    {
        _application.Fonts.AddAsync(Arg.Any<Font>(), Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        Reads("  Acme \n Sans ");
    }

    [Fact]
    public async Task Keeps_what_was_checked_under_its_own_name()
    {
        var font = (await UploadAsync()).Value;

        Assert.Equal(("Acme Sans", 100, 900, true, "woff2"), (font.Family, font.MinWeight, font.MaxWeight, font.IsItalic, font.Format));
        Assert.Equal((Sha256Hash.Of(File), File.Length, FakeClock.Noon, Tenant.DefaultId), (font.ContentHash, font.ByteSize, font.CreatedAt, font.TenantId));
        Assert.Equal(("fonts.create", Application.Audit.AuditTargets.Font(font.Id)), (Assert.Single(_application.Audit).Action, _application.Audit[0].Target));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200B")]
    [InlineData("Sans-Serif")]
    public async Task Asks_for_a_name_where_the_font_has_none_that_will_do(string own)
    {
        Reads(own);

        Assert.Contains("?family=", (await UploadAsync()).Failure!.Message, StringComparison.Ordinal);
        Assert.Equal("Mine", (await UploadAsync("Mine")).Value.Family);
    }

    [Theory]
    [InlineData("")]
    [InlineData("monospace")]
    [InlineData("a\0b")]
    public async Task Refuses_a_name_that_is_none(string family) => Assert.Contains("family", (await UploadAsync(family)).Failure!.Errors!.Keys);

    [Fact]
    public async Task Keeps_no_more_than_a_tenant_may_have()
    {
        Has([.. Enumerable.Range(0, Font.MaxCount).Select(i => Make($"F{i}"))]);
        Assert.Equal(FontFailures.TooMany, (await UploadAsync()).Failure);

        Has(Make("Large") with { ByteSize = (int)Font.MaxTotalBytes - 2 });
        Assert.Equal(FontFailures.TooLarge, (await UploadAsync()).Failure);
        Has(Make("Large") with { ByteSize = (int)Font.MaxTotalBytes - 3 });
        Assert.Null((await UploadAsync()).Failure);

        Has();
        _application.TenantRows.FindAsync(Tenant.DefaultId, Arg.Any<CancellationToken>())
            .Returns(new Tenant { Id = Tenant.DefaultId, Name = "A", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Bytes: 2) });
        Assert.Equal(FontFailures.TooLarge, (await UploadAsync()).Failure);
    }

    [Fact]
    public async Task Tells_of_nothing_that_was_not_kept()
    {
        _application.Fonts.AddAsync(default!, default, default).ReturnsForAnyArgs(WriteOutcome.Taken);
        Assert.Equal(FontFailures.Taken, (await UploadAsync()).Failure);
        _application.FontReader.Read(default).ReturnsForAnyArgs(FontFailures.Broken("It is none."));
        Assert.Equal("It is none.", (await UploadAsync()).Failure!.Message);
        Assert.Equal(FontFailures.NotFound, (await _application.SendAsync(new DeleteFont(Id))).Failure);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Finds_the_fonts_that_a_template_names()
    {
        var template = new ResolvedTemplate(Tenant.DefaultId, Id, "own", 2, Sha256Hash.Of(File), 1200, 630);
        var fonts = _application.Get<TemplateFonts>();
        Assert.Same(template, await fonts.AddToAsync(template, CancellationToken.None));
        _application.Templates.FindHtmlAsync(Id, 2, Arg.Any<CancellationToken>()).Returns("<p style='font-family: ACME sans'>");
        Has(Make("Acme Sans"), Make("Acme Serif"));

        Assert.Equal(["Acme Sans"], (await fonts.AddToAsync(template, CancellationToken.None)).Fonts.Select(f => f.Family));
        Assert.Equal(["Acme Serif"], (await fonts.FindAsync("p { font: 12px 'Acme Serif' }", CancellationToken.None)).Select(f => f.Family));
    }

    public void Dispose() => _application.Dispose();

    private static Font Make(string family) => new()
    {
        Id = Id,
        TenantId = Tenant.DefaultId,
        Family = family,
        MinWeight = 400,
        MaxWeight = 400,
        IsItalic = false,
        Format = "ttf",
        ContentHash = Sha256Hash.Of(File),
        ByteSize = 3,
        CreatedAt = FakeClock.Noon,
    };

    private void Reads(string family) => _application.FontReader.Read(default)
        .ReturnsForAnyArgs(new CheckedFont("woff2", family, 100, 900, IsItalic: true, Sha256Hash.Of(File), File));

    private void Has(params Font[] fonts)
    {
        _application.Fonts.ListAsync(default, default, default).ReturnsForAnyArgs(fonts);
        _application.Fonts.HoldAllAsync(Arg.Any<CancellationToken>()).Returns(fonts);
    }

    private Task<Result<Font>> UploadAsync(string? family = null) => _application.SendAsync(new UploadFont(File, family));
}
