using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.SigningKeys;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.SigningKeys;

public sealed class SigningKeyUseCaseTests : IDisposable
{
    private readonly TestApplication _application = new();

    public SigningKeyUseCaseTests()
    {
        _application.Knows(Make.Project());
        _application.Projects.RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Projects.RaiseCardsRevisionAsync(Make.OtherId, Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);
        _application.SigningKeys.RetireAsync(Arg.Any<Guid>(), Arg.Any<Guid>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.SigningKeys.RevokeAsync(Arg.Any<Guid>(), Arg.Any<Guid>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
    }

    [Fact]
    public async Task Makes_a_key_and_tells_replicas_and_audit()
    {
        var key = (await _application.SendAsync(new CreateSigningKey(Make.ProjectId, " Größe 🔑 "))).Value;

        Assert.Equal(("Größe 🔑", SigningKeyState.Live), (key.Name, key.State));
        await _application.SigningKeys.Received(1).AddAsync(key, Arg.Any<CancellationToken>());
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());
        var entry = Assert.Single(_application.Audit);
        Assert.Equal(("signing_keys.create", "signing_key", key.Id.ToString("D")), (entry.Action, entry.Target.Type, entry.Target.Id));
        Assert.Contains("\"state\":\"live\"", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Secret!.Reveal()[3..], entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", entry.After, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1, 9, true)]
    [InlineData(2, 0, false)]
    public async Task Makes_no_third_live_key(int live, int retired, bool made)
    {
        Knows(live, retired);
        var result = await _application.SendAsync(new CreateSigningKey(Make.ProjectId, Name: null));
        Assert.Same(made ? null : SigningKeyFailures.TooManyLive, result.Failure);
        Assert.Equal(made ? 1 : 0, _application.Audit.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200b")]
    [InlineData("a\u0000")]
    public async Task Refuses_names_that_show_nothing(string name) => Assert.Equal(
        ["name"], (await _application.SendAsync(new CreateSigningKey(Make.ProjectId, name))).Failure!.Errors!.Keys);

    [Fact]
    public async Task Reports_an_unknown_project()
    {
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new CreateSigningKey(Make.OtherId, Name: null))).Failure);
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new EndSigningKey(Make.OtherId, Guid.CreateVersion7(), SigningKeyEnd.Retire))).Failure);
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new ListSigningKeys(Make.OtherId, Limit: null, Cursor: null))).Failure);
    }

    [Theory]
    [InlineData(SigningKeyEnd.Retire)]
    [InlineData(SigningKeyEnd.Revoke)]
    public async Task Reports_an_unknown_key(SigningKeyEnd end) => Assert.Same(
        SigningKeyFailures.NotFound, (await _application.SendAsync(new EndSigningKey(Make.ProjectId, Guid.CreateVersion7(), end))).Failure);

    [Theory]
    [InlineData(SigningKeyEnd.Retire, "signing_keys.retire", "retired")]
    [InlineData(SigningKeyEnd.Revoke, "signing_keys.revoke", "revoked")]
    public async Task Ends_a_live_key_and_tells_both_states(SigningKeyEnd end, string action, string state)
    {
        var key = Knows(Make.SigningKey());

        Assert.Null((await _application.SendAsync(new EndSigningKey(Make.ProjectId, key.Id, end))).Failure);

        var entry = Assert.Single(_application.Audit);
        Assert.Equal(action, entry.Action);
        Assert.Contains("\"state\":\"live\"", entry.Before, StringComparison.Ordinal);
        Assert.Contains($"\"state\":\"{state}\"", entry.After, StringComparison.Ordinal);
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Ends_a_key_once()
    {
        var retired = Knows(Make.SigningKey(retiredAt: FakeClock.Noon));
        var revoked = Knows(Make.SigningKey(revokedAt: FakeClock.Noon));

        Assert.Null((await _application.SendAsync(new EndSigningKey(Make.ProjectId, retired.Id, SigningKeyEnd.Retire))).Failure);
        Assert.Null((await _application.SendAsync(new EndSigningKey(Make.ProjectId, revoked.Id, SigningKeyEnd.Revoke))).Failure);
        Assert.Same(SigningKeyFailures.Revoked, (await _application.SendAsync(new EndSigningKey(Make.ProjectId, revoked.Id, SigningKeyEnd.Retire))).Failure);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Keeps_no_more_than_ten_retired_keys()
    {
        var key = Knows(Make.SigningKey());
        Knows(1, 10);
        Assert.Same(SigningKeyFailures.TooManyRetired, (await _application.SendAsync(new EndSigningKey(Make.ProjectId, key.Id, SigningKeyEnd.Retire))).Failure);
        Assert.Null((await _application.SendAsync(new EndSigningKey(Make.ProjectId, key.Id, SigningKeyEnd.Revoke))).Failure);
    }

    public void Dispose() => _application.Dispose();

    private SigningKey Knows(SigningKey key)
    {
        _application.SigningKeys.FindAsync(Make.ProjectId, key.Id, Arg.Any<CancellationToken>()).Returns(key);
        return key;
    }

    private void Knows(int live, int retired) => _application.SigningKeys.ListUsableAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(
        [.. Enumerable.Range(0, live).Select(_ => Make.SigningKey()), .. Enumerable.Range(0, retired).Select(_ => Make.SigningKey(retiredAt: FakeClock.Noon))]);
}
