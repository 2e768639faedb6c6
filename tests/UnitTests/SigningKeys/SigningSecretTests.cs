using PearlIo.Domain.SigningKeys;

namespace PearlIo.UnitTests.SigningKeys;

public sealed class SigningSecretTests
{
    [Fact]
    public void Is_new_each_time()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => SigningSecret.Create().Reveal()).ToList();
        Assert.Equal(100, secrets.Distinct(StringComparer.Ordinal).Count());
        Assert.All(secrets, s => Assert.Matches("^sk_[A-Za-z0-9_-]{43}$", s));
    }

    [Fact]
    public void Is_never_printed_by_accident()
    {
        var key = Make.SigningKey("sk_secret");
        Assert.Equal("sk_***", key.Secret!.ToString());
        Assert.DoesNotContain("sk_secret", $"{key}", StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_as_the_standard_says()
    {
        // RFC 4231 section 4.3.
        var secret = SigningSecret.Of("Jefe");
        Assert.Equal("W9zBRr9gdU5qBCQIlcdaAJ0AOdIn4I3vyWTsOWTsOEM".Length, secret.Sign("what do ya want for nothing?").Length);
        Assert.Equal(
            "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843",
            Convert.ToHexString(System.Buffers.Text.Base64Url.DecodeFromChars(secret.Sign("what do ya want for nothing?"))));
    }
}
