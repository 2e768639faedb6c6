using Microsoft.Extensions.Configuration;
using PearlIo.WebApi.Access;
using PearlIo.WebApi.Hosting;

namespace PearlIo.UnitTests.Access;

public sealed class AccessOptionsTests
{
    [Theory]
    [InlineData(true, 600, 120)]
    [InlineData(false, 0, 0)]
    public void Limit_whoever_comes_from_outside_where_nothing_is_set(bool production, int keys, int addresses)
    {
        var (options, failures) = Read(production);
        Assert.Empty(failures);
        Assert.Equal((keys, addresses), (options.KeyRatePerMinute, options.AddressRatePerMinute));
        Assert.Empty(options.TrustedProxies);
        Assert.Empty(options.CorsOrigins);
    }

    [Fact]
    public void Read_lists()
    {
        var (options, failures) = Read(
            production: true,
            ("API_RATE_PER_MINUTE", "5"),
            ("API_ADDRESS_RATE_PER_MINUTE", "0"),
            ("TRUSTED_PROXIES", " 10.0.0.7, 192.168.4.0/24 ,2001:db8::/32,::1,"),
            ("CORS_ORIGINS", "https://Studio.acme.dev,http://localhost:5173, https://a.dev:8443"));

        Assert.Empty(failures);
        Assert.Equal((5, 0), (options.KeyRatePerMinute, options.AddressRatePerMinute));
        Assert.Equal(["10.0.0.7/32", "192.168.4.0/24", "2001:db8::/32", "::1/128"], options.TrustedProxies.Select(p => p.ToString()));
        Assert.Equal(["https://studio.acme.dev", "http://localhost:5173", "https://a.dev:8443"], options.CorsOrigins);
    }

    [Theory]
    [InlineData("TRUSTED_PROXIES", "0.0.0.0/0")]
    [InlineData("TRUSTED_PROXIES", "::/0")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.7/8")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.0/33")]
    [InlineData("TRUSTED_PROXIES", "10.1")]
    [InlineData("TRUSTED_PROXIES", "10/8")]
    [InlineData("TRUSTED_PROXIES", "proxy.internal")]
    [InlineData("TRUSTED_PROXIES", "*")]
    [InlineData("CORS_ORIGINS", "*")]
    [InlineData("CORS_ORIGINS", "null")]
    [InlineData("CORS_ORIGINS", "studio.acme.dev")]
    [InlineData("CORS_ORIGINS", "https://*.acme.dev")]
    [InlineData("CORS_ORIGINS", "https://studio.acme.dev/")]
    [InlineData("CORS_ORIGINS", "https://studio.acme.dev/x")]
    [InlineData("CORS_ORIGINS", "https://user@studio.acme.dev")]
    [InlineData("CORS_ORIGINS", "https://studio.acme.dev:443")]
    [InlineData("CORS_ORIGINS", "ftp://studio.acme.dev")]
    public void Refuse_what_cannot_be_meant(string setting, string value)
    {
        var failure = Assert.Single(Read(production: true, (setting, value)).Failures);
        Assert.StartsWith($"{setting} has '{value}', and must be ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("1.5")]
    public void Refuse_rates_that_are_no_numbers(string value) => Assert.Equal(
        [$"API_RATE_PER_MINUTE is '{value}' and must be a number of requests from 1, or 0 for no bound."],
        Read(production: true, ("API_RATE_PER_MINUTE", value)).Failures);

    [Fact]
    public void Say_all_that_is_wrong_of_requests_at_once()
    {
        var configuration = Configuration([("Requests:HeaderSeconds", "0"), ("Requests:GraceSeconds", "1"), ("Requests:Connections", "x"), ("Requests:BodySeconds", "3600")]);
        var limits = new RequestLimits();
        RequestLimits.Bind(limits, configuration);

        Assert.Equal(
            [
                "Requests__HeaderSeconds is '0' and must be a number from 1 to 3600.",
                "Requests__GraceSeconds is '1' and must be a number from 2 to 3600.",
                "Requests__Connections is 'x' and must be a number from 1 to 1000000.",
            ],
            new RequestLimitsValidator(configuration).Validate(name: null, limits).Failures!);
    }

    private static (AccessOptions Options, List<string> Failures) Read(bool production, params (string Name, string Value)[] settings)
    {
        var configuration = Configuration(settings);
        var options = new AccessOptions();
        AccessOptions.Bind(options, configuration, production);
        return (options, [.. new AccessOptionsValidator(configuration).Validate(name: null, options).Failures ?? []]);
    }

    private static IConfiguration Configuration((string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
        .Build();
}
