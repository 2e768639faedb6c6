using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.ApiKeys;

public sealed class KeyTokenTests
{
    [Fact]
    public void Reads_back_what_it_shows()
    {
        var token = KeyToken.Create(FakeClock.Noon);

        Assert.True(KeyToken.TryParse(token.Reveal(), out var read));
        Assert.Equal(token.Id, read.Id);
        Assert.Equal(token.SecretHash, read.SecretHash);
        Assert.Equal(7, token.Id.Version);
        Assert.Matches("^pk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", token.Reveal());
        Assert.True(KeyToken.TryParseId(KeyToken.FormatId(token.Id), out var id));
        Assert.Equal(token.Id, id);
    }

    [Fact]
    public void Makes_another_secret_each_time() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => KeyToken.Create(FakeClock.Noon).Reveal()[36..]).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Does_not_show_its_secret_by_accident()
    {
        var token = KeyToken.Create(FakeClock.Noon);
        var secret = token.Reveal()[36..];

        Assert.DoesNotContain(secret, token.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, $"{new Application.ApiKeys.NewKey(Key(token), token)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pk_")]
    [InlineData("pk__")]
    [InlineData("PK_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195A000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195a000000070008000000000000001-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAÄ")]
    [InlineData("pk_0195a00000007000800000000000000g_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pk_0195a000-0000-7000-8000-00000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData(" pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Refuses_whatever_has_another_form(string? text) => Assert.False(KeyToken.TryParse(text, out _));

    [Fact]
    public void Never_throws_over_what_it_reads() =>
        Properties.Hold(Properties.AnyText(100), text => !KeyToken.TryParse(text, out _) && !KeyToken.TryParse("pk_" + text, out _));

    [Fact]
    public void Knows_the_key_that_it_is_of()
    {
        var token = KeyToken.Create(FakeClock.Noon);
        var other = KeyToken.Create(FakeClock.Noon);

        Assert.True(token.IsOf(Key(token)));
        Assert.False(token.IsOf(Key(other)));
        Assert.False(token.IsOf(null));
    }

    [Theory]
    [InlineData(Scopes.Admin, Scopes.Read | Scopes.Write | Scopes.Publish, true)]
    [InlineData(Scopes.Admin, Scopes.Operator, false)]
    [InlineData(Scopes.Operator, Scopes.Read, false)]
    [InlineData(Scopes.Write, Scopes.Read, false)]
    [InlineData(Scopes.Read | Scopes.Write, Scopes.Read | Scopes.Write, true)]
    [InlineData(Scopes.Read, Scopes.Admin, false)]
    [InlineData(Scopes.None, Scopes.None, true)]
    public void Scopes_allow_what_they_hold_and_nothing_else(Scopes held, Scopes wanted, bool allowed)
    {
        Assert.Equal(allowed, held.Allow(wanted));
        Assert.Equal(allowed, held.Missing(wanted) == Scopes.None);
    }

    [Fact]
    public void Scopes_have_names_that_are_read_back()
    {
        Assert.Equal(["read", "write", "publish", "admin", "operator"], ScopeRules.All.ToNames());
        Assert.Equal(ScopeRules.All, ScopeRules.Parse(ScopeRules.Names));
        Assert.False(ScopeRules.TryParse(["none"], out _));
        Assert.False(ScopeRules.TryParse(["Read"], out _));
        Assert.False(ScopeRules.TryParse([null], out _));
        Assert.Throws<FormatException>(() => ScopeRules.Parse(["31"]));
    }

    private static ApiKey Key(KeyToken token) => new()
    {
        Id = token.Id,
        TenantId = Tenant.DefaultId,
        Name = "CI",
        SecretHash = token.SecretHash,
        Scopes = Scopes.Read,
        CreatedAt = FakeClock.Noon,
    };
}
