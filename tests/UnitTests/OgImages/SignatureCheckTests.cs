using NSubstitute;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.SigningKeys;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class SignatureCheckTests : IDisposable
{
    private const string Message = "/og/x/a?title=T";

    private static readonly SigningKey Live = Make.SigningKey("sk_live");
    private static readonly SigningKey Retired = Make.SigningKey("sk_retired", retiredAt: FakeClock.Noon);

    private readonly TestApplication _application = new();

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "cards.signature_required")]
    public async Task Asks_for_a_signature_where_the_project_does(bool required, string? code)
    {
        var checkedTrust = await CheckAsync(signed: null, required);
        Assert.Equal(code, checkedTrust.Failure?.Code);
        Assert.Empty(_application.SigningKeys.ReceivedCalls());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tries_all_keys_that_are_not_revoked(bool required)
    {
        Knows(Live, Retired);
        Assert.Equal(QueryTrust.Full, (await CheckAsync(SignedBy(Live), required)).Value);
        Assert.Equal(QueryTrust.KeptOnly, (await CheckAsync(SignedBy(Retired), required)).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ")]
    public async Task Takes_a_wrong_signature_for_none(string signature)
    {
        Knows(Live, Retired);
        Assert.Same(OgImageFailures.SignatureWrong, (await CheckAsync(new SignedQuery(signature, Message, Expiry: null), required: true)).Failure);
        Assert.Equal(QueryTrust.None, (await CheckAsync(new SignedQuery(signature, Message, Expiry: null), required: false)).Value);
    }

    [Fact]
    public async Task Takes_no_signature_for_another_that_differs_in_any_character()
    {
        Knows(Live);
        var right = Live.Secret!.Sign(Message);
        for (var at = 0; at < right.Length; at++)
        {
            var other = $"{right[..at]}{(right[at] == 'A' ? 'B' : 'A')}{right[(at + 1)..]}";
            Assert.Equal(QueryTrust.None, (await CheckAsync(new SignedQuery(other, Message, Expiry: null), required: false)).Value);
        }

        foreach (var other in new[] { right + "=", right + "A", right[..^1], " " + right, right.ToUpperInvariant() })
        {
            Assert.Equal(QueryTrust.None, (await CheckAsync(new SignedQuery(other, Message, Expiry: null), required: false)).Value);
        }
    }

    [Theory]
    [InlineData(1, QueryTrust.Full)]
    [InlineData(0, QueryTrust.None)]
    [InlineData(-1, QueryTrust.None)]
    public async Task Takes_a_signature_until_its_time_is_over(int secondsLeft, QueryTrust trust)
    {
        Knows(Live);
        var expiry = _application.Clock.GetUtcNow().ToUnixTimeSeconds() + secondsLeft;
        Assert.Equal(trust, (await CheckAsync(SignedBy(Live, $"{expiry}"), required: false)).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("never")]
    [InlineData("4000000000.0")]
    [InlineData("+4000000000")]
    [InlineData(" 4000000000")]
    [InlineData("99999999999999999999")]
    public async Task Takes_an_end_that_is_no_time_for_over(string expiry)
    {
        Knows(Live);
        Assert.Same(OgImageFailures.SignatureWrong, (await CheckAsync(SignedBy(Live, expiry), required: true)).Failure);
    }

    [Fact]
    public async Task Takes_no_key_that_was_revoked_since()
    {
        Knows(Live);
        Assert.Equal(QueryTrust.Full, (await CheckAsync(SignedBy(Live), required: true)).Value);
        Knows();
        Assert.Equal(QueryTrust.Full, (await CheckAsync(SignedBy(Live), required: true)).Value);
        Assert.Same(OgImageFailures.SignatureWrong, (await CheckAsync(SignedBy(Live), required: true, cardsRevision: 2)).Failure);
        await _application.SigningKeys.Received(2).ListUsableAsync(Make.ProjectId, Arg.Any<CancellationToken>());
    }

    public void Dispose() => _application.Dispose();

    private void Knows(params SigningKey[] keys) => _application.SigningKeys.ListUsableAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(keys);

    private static SignedQuery SignedBy(SigningKey key, string? expiry = null) => new(key.Secret!.Sign(Message), Message, expiry);

    private Task<Result<QueryTrust>> CheckAsync(SignedQuery? signed, bool required, long cardsRevision = 1)
    {
        var project = Make.Project(requireSignature: required) with { CardsRevision = cardsRevision };
        var request = new CardRequest(project.Id, Make.Page("/a"), Make.Map()) { SignedQuery = signed };
        return _application.Get<SignatureCheck>().CheckAsync(project, request, CancellationToken.None);
    }
}
