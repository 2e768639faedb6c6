using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.Access;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Common;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.ApiKeys;

public sealed class KeyUseCaseTests : IDisposable
{
    private static readonly KeyToken Token = KeyToken.Create(FakeClock.Noon);

    private readonly TestApplication _application = new();

    public KeyUseCaseTests()
    {
        _application.Keys.AddAsync(Arg.Any<ApiKey>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Keys.ReplaceAsync(Arg.Any<Guid>(), Arg.Any<Guid>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Keys.RevokeAsync(Arg.Any<Guid>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
    }

    [Fact]
    public async Task Makes_a_key_of_which_only_the_hash_is_kept()
    {
        var made = await AsAsync(Scopes.Admin, new CreateKey("  Käse 日本 🔑 ", ["write", "read", "read"], FakeClock.Noon.AddTicks(12_345_678)));

        var (key, token) = (made.Value.Key, made.Value.Token);
        Assert.Equal("Käse 日本 🔑", key.Name);
        Assert.Equal(Scopes.Read | Scopes.Write, key.Scopes);
        Assert.Equal(token.SecretHash, key.SecretHash);
        Assert.Equal(token.Id, key.Id);
        Assert.Equal(FakeClock.Noon.AddTicks(12_345_670), key.ExpiresAt);
        await _application.Keys.Received(1).AddAsync(key, Arg.Any<CancellationToken>());
        var entry = Assert.Single(_application.Audit);
        Assert.Equal(("keys.create", "key", KeyToken.FormatId(key.Id)), (entry.Action, entry.Target.Type, entry.Target.Id));
        Assert.Null(entry.Before);
        AssertHasNoSecret(entry.After!, token);
    }

    [Theory]
    [InlineData(Scopes.Admin, "operator", "operator")]
    [InlineData(Scopes.Operator, "read", "read")]
    [InlineData(Scopes.Read | Scopes.Write, "admin", "admin")]
    public async Task Gives_nothing_that_the_caller_lacks(Scopes held, string wanted, string missing)
    {
        var made = await AsAsync(held, new CreateKey("CI", [wanted]));

        Assert.Equal("access.scope_missing", made.Failure!.Code);
        Assert.Equal(FailureKind.Forbidden, made.Failure.Kind);
        Assert.Contains(missing, made.Failure.Message, StringComparison.Ordinal);
        await _application.Keys.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Tells_everything_that_is_wrong_with_a_new_key_at_once()
    {
        var made = await AsAsync(ScopeRules.All, new CreateKey(" ", [], FakeClock.Noon));

        Assert.Equal(["expiresAt", "name", "scopes"], made.Failure!.Errors!.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("READ")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Refuses_scopes_that_it_does_not_know(string? scope)
    {
        var made = await AsAsync(ScopeRules.All, new CreateKey("CI", ["read", scope]));

        Assert.Contains("read, write, publish, admin, operator", made.Failure!.Errors!["scopes"].Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotates_a_key_that_works_for_a_day_more()
    {
        var old = Knows(Key(expiresAt: FakeClock.Noon.AddDays(20)) with { CreatedAt = FakeClock.Noon.AddDays(-10) });

        var made = (await AsAsync(Scopes.Admin, new RotateKey(old.Id, GraceSeconds: null))).Value;

        Assert.Equal((old.Name, old.Scopes, old.TenantId), (made.Key.Name, made.Key.Scopes, made.Key.TenantId));
        Assert.NotEqual(old.SecretHash, made.Key.SecretHash);
        Assert.Equal(FakeClock.Noon.AddDays(30), made.Key.ExpiresAt);
        await _application.Keys.Received(1).ReplaceAsync(old.Id, made.Key.Id, FakeClock.Noon.AddDays(1), Arg.Any<CancellationToken>());
        Assert.Equal(["keys.rotate", "keys.create"], _application.Audit.Select(e => e.Action));
        Assert.All(_application.Audit, e => AssertHasNoSecret(e.Before + e.After, made.Token, Token));
    }

    [Fact]
    public async Task Does_not_let_a_rotated_key_live_longer_than_it_was_to()
    {
        var old = Knows(Key(expiresAt: FakeClock.Noon.AddHours(1)));

        await AsAsync(Scopes.Admin, new RotateKey(old.Id, 30 * 86_400));

        await _application.Keys.Received(1).ReplaceAsync(old.Id, Arg.Any<Guid>(), FakeClock.Noon.AddHours(1), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Rotates_a_key_that_was_to_expire_at_the_end_of_time()
    {
        var old = Knows(Key(expiresAt: DateTimeOffset.MaxValue) with { CreatedAt = FakeClock.Noon.AddDays(-1) });

        Assert.Equal(DateTimeOffset.MaxValue, (await AsAsync(Scopes.Admin, new RotateKey(old.Id, 0))).Value.Key.ExpiresAt);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(30 * 86_400 + 1)]
    public async Task Refuses_a_grace_that_is_none(int seconds) =>
        Assert.Contains("graceSeconds", (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, seconds))).Failure!.Errors!.Keys);

    [Fact]
    public async Task Rotates_a_key_once()
    {
        Knows(Key() with { ReplacedBy = Make.OtherId });
        Assert.Same(ApiKeyFailures.Rotated, (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure);

        Knows(Key());
        _application.Keys.ReplaceAsync(default, default, default, default).ReturnsForAnyArgs(WriteOutcome.NotFound);
        Assert.Same(ApiKeyFailures.Rotated, (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure);
        await _application.Keys.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task Rotates_nothing_that_is_not_there_or_useless_or_more_than_the_caller_has()
    {
        Assert.Same(ApiKeyFailures.NotFound, (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure);
        Knows(Key(expiresAt: FakeClock.Noon));
        Assert.Same(ApiKeyFailures.NotUsable, (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure);
        Knows(Key() with { RevokedAt = FakeClock.Noon });
        Assert.Same(ApiKeyFailures.NotUsable, (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure);
        Knows(Key(Scopes.Operator));
        Assert.Equal("access.scope_missing", (await AsAsync(Scopes.Admin, new RotateKey(Token.Id, null))).Failure!.Code);
    }

    [Fact]
    public async Task Revokes_a_key_once_and_says_so_twice()
    {
        var key = Knows(Key());
        Assert.Null((await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);
        Knows(key with { RevokedAt = FakeClock.Noon });
        Assert.Null((await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);

        await _application.Keys.Received(1).RevokeAsync(key.Id, FakeClock.Noon, Arg.Any<CancellationToken>());
        Assert.Equal("keys.revoke", Assert.Single(_application.Audit).Action);
        Assert.Same(ApiKeyFailures.NotFound, (await AsAsync(Scopes.Admin, new RevokeKey(Make.OtherId))).Failure);
    }

    [Fact]
    public async Task Keeps_the_last_key_that_can_manage_the_tenant()
    {
        var key = Knows(Key(Scopes.Admin));
        Admins(key.Id);
        Assert.Same(ApiKeyFailures.LastAdmin, (await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);
        await _application.Keys.DidNotReceiveWithAnyArgs().RevokeAsync(default, default, default);

        Admins(key.Id, Make.OtherId);
        Assert.Null((await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);
    }

    [Fact]
    public async Task Revokes_the_last_admin_while_the_server_has_a_key_of_its_own()
    {
        var key = Knows(Key(Scopes.Admin));
        Admins(key.Id);
        _application.AdminKey.IsSet.Returns(true);

        Assert.Null((await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);
    }

    [Fact]
    public async Task Revokes_an_admin_key_that_has_expired_already()
    {
        var key = Knows(Key(Scopes.Admin, FakeClock.Noon));
        Admins(Make.OtherId);

        Assert.Null((await AsAsync(Scopes.Admin, new RevokeKey(key.Id))).Failure);
    }

    [Fact]
    public async Task Tells_whom_a_key_belongs_to()
    {
        Holds(Key(Scopes.Write | Scopes.Operator));

        var caller = (await AuthenticateAsync(Token.Reveal())).Value;

        Assert.Equal(new Caller(Tenant.DefaultId, KeyToken.FormatId(Token.Id), "192.0.2.7", IsOperator: true) { Scopes = Scopes.Write | Scopes.Operator }, caller);
    }

    [Fact]
    public async Task Does_not_ask_the_database_for_what_is_no_key()
    {
        Assert.Same(ApiKeyFailures.Wrong, (await AuthenticateAsync("pk_x")).Failure);
        await _application.Keys.DidNotReceiveWithAnyArgs().FindHolderAsync(default, default);
    }

    [Fact]
    public async Task Says_the_same_of_an_unknown_id_and_a_wrong_secret_whatever_the_key_is()
    {
        Assert.Same(ApiKeyFailures.Wrong, (await AuthenticateAsync(Token.Reveal())).Failure);
        Holds(Key() with { RevokedAt = FakeClock.Noon }, suspended: true);
        var wrong = Token.Reveal()[..36] + KeyToken.Create(FakeClock.Noon).Reveal()[36..];
        Assert.Same(ApiKeyFailures.Wrong, (await AuthenticateAsync(wrong)).Failure);
    }

    [Fact]
    public async Task Refuses_a_key_from_the_very_moment_that_it_expires()
    {
        Holds(Key(expiresAt: FakeClock.Noon.AddTicks(10)));
        Assert.Null((await AuthenticateAsync(Token.Reveal())).Failure);

        _application.Clock.Advance(TimeSpan.FromTicks(10));
        Assert.Same(ApiKeyFailures.Expired, (await AuthenticateAsync(Token.Reveal())).Failure);
    }

    [Fact]
    public async Task Refuses_revoked_keys_and_those_of_suspended_tenants()
    {
        Holds(Key() with { RevokedAt = FakeClock.Noon });
        Assert.Same(ApiKeyFailures.Revoked, (await AuthenticateAsync(Token.Reveal())).Failure);
        Holds(Key(), suspended: true);
        Assert.Same(TenantFailures.Suspended, (await AuthenticateAsync(Token.Reveal())).Failure);
    }

    [Fact]
    public async Task Keeps_the_last_use_to_the_hour()
    {
        Holds(Key());
        await AuthenticateAsync(Token.Reveal());
        Holds(Key() with { LastUsedAt = FakeClock.Noon });
        _application.Clock.Advance(TimeSpan.FromMinutes(59));
        await AuthenticateAsync(Token.Reveal());
        await _application.Keys.ReceivedWithAnyArgs(1).NoteUseAsync(default, default, default, default);

        _application.Clock.Advance(TimeSpan.FromMinutes(1));
        await AuthenticateAsync(Token.Reveal());
        await _application.Keys.Received(1).NoteUseAsync(Token.Id, FakeClock.Noon.AddHours(1), FakeClock.Noon, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Lets_a_caller_in_though_the_last_use_cannot_be_kept()
    {
        Holds(Key());
        _application.Keys.NoteUseAsync(default, default, default, default)
            .ReturnsForAnyArgs(Task.FromException(new DatabaseUnavailableException(new InvalidOperationException("read-only"))));

        Assert.Null((await AuthenticateAsync(Token.Reveal())).Failure);
    }

    [Fact]
    public async Task Lets_a_database_that_is_away_be_no_wrong_key()
    {
        _application.Keys.FindHolderAsync(default, default).ThrowsAsyncForAnyArgs(new DatabaseUnavailableException(new InvalidOperationException()));

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => AuthenticateAsync(Token.Reveal()));
    }

    public void Dispose() => _application.Dispose();

    private static ApiKey Key(Scopes scopes = Scopes.Read, DateTimeOffset? expiresAt = null) => new()
    {
        Id = Token.Id,
        TenantId = Tenant.DefaultId,
        Name = "CI",
        SecretHash = Token.SecretHash,
        Scopes = scopes,
        CreatedAt = FakeClock.Noon,
        ExpiresAt = expiresAt,
    };

    private static void AssertHasNoSecret(string json, params KeyToken[] tokens) => Assert.All(tokens, token =>
    {
        Assert.DoesNotContain(token.Reveal()[36..], json, StringComparison.Ordinal);
        Assert.DoesNotContain(token.SecretHash.Hex, json, StringComparison.OrdinalIgnoreCase);
    });

    private async Task<Result<T>> AsAsync<T>(Scopes scopes, MediatR.IRequest<Result<T>> request)
    {
        using var scope = _application.Get<CallerContext>().Enter(new Caller(Tenant.DefaultId, "tester") { Scopes = scopes });
        return await _application.SendAsync(request);
    }

    private Task<Result<Caller>> AuthenticateAsync(string text) =>
        _application.Get<KeyAuthentication>().AuthenticateAsync(text, "192.0.2.7", CancellationToken.None);

    private ApiKey Knows(ApiKey key)
    {
        _application.Keys.FindAsync(key.Id, Arg.Any<CancellationToken>()).Returns(key);
        return key;
    }

    private void Holds(ApiKey key, bool suspended = false) =>
        _application.Keys.FindHolderAsync(key.Id, Arg.Any<CancellationToken>()).Returns(new KeyHolder(key, suspended));

    private void Admins(params Guid[] ids) =>
        _application.Keys.LockUsableAdminsAsync(FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(ids);
}
