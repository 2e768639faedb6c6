using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PearlIo.Infrastructure.Fetching;

namespace PearlIo.UnitTests.Fetching;

public sealed class FetchGuardTests
{
    /// <summary>Addresses of the public internet, plain and in spellings that mean the same everywhere.</summary>
    public static TheoryData<string> Public => new(
        "http://example.com", "https://example.com/", "https://EXAMPLE.com/a/b?c=d#e", "http://example.com:80/", "https://example.com:443/", "http://example.com:/",
        "http://example.com./", "https://sub.sub.example.co.uk/x", "https://bücher.example/", "https://xn--bcher-kva.example/", "https://例え.テスト/", "http://ａcme.dev/",
        "http://1.1.1.1/", "http://8.8.8.8:80/", "http://100.63.255.255/", "http://172.32.0.1/", "http://223.255.255.254/", "http://0x08080808/", "http://134744072/",
        "http://010.8.8.8/", "http://[2606:4700::1111]/", "http://[2a00:1450:4001::200e]:443/", "http://[::ffff:8.8.8.8]/", "http://[64:ff9b::808:808]/", "http://１.１.１.１/",
        "https://example.com/?u=http://127.0.0.1/", "https://example.com/@127.0.0.1", "https://example.com/http://localhost/", "https://localhost.example.com/",
        "https://internal.example.com/", "https://my-local.dev/", "https://10.example.com/", "https://127.0.0.1.example.com/",
        "https://8.8.8.8.nip.io/", "https://a_b.example.com/", "https://1e100.net/", "HTTPS://example.com");

    /// <summary>This machine.</summary>
    public static TheoryData<string> Loopback => new(
        "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.0.0.1:8080/", "http://127.1/", "http://127.0.1/", "http://127.255.255.254/", "http://2130706433/",
        "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7F.1/", "http://0177.0.0.1/", "http://0177.1/", "http://017700000001/", "http://00000177.0.0.1/",
        "http://127.0.0.1./", "http://0/", "http://0.0.0.0/", "http://0.0.0.0:80/", "http://00/", "http://0x0/", "http://0.1.2.3/",
        "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://localhost:80/", "http://a.localhost/", "http://localhost.localdomain/", "http://loCalHost.LocalDomain/",
        "http://①②⑦.⓪.⓪.①/", "http://１２７.０.０.１/", "http://127。0。0。1/", "http://127．0．0．1/", "http://127｡0｡0｡1/", "http://０ｘ７ｆ．１/", "http://٠x7f.1/", "http://١٢٧.٠.٠.١/", "http://१२७.०.०.१/",
        "http://ⓛocalhost/", "http://ｌｏｃａｌｈｏｓｔ/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://local\u00ADhost/", "http://local\u200Bhost/", "http://𝐥ocalhost/", "http://②①③⓪⑦⓪⑥④③③/",
        "http://[::1]/", "http://[::1]:80/", "http://[0:0:0:0:0:0:0:1]/", "http://[0000:0000:0000:0000:0000:0000:0000:0001]/", "http://[::]/", "http://[::127.0.0.1]/", "http://[::7f00:1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::FFFF:7F00:0001]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::ffff:0:7f00:1]/",
        "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::7f00:1]/", "http://[64:ff9b:1::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[2002:7f00:0001::1]/",
        "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "http://[2001::1]/", "http://[2606:4700::5efe:127.0.0.1]/", "http://[2606:4700::200:5efe:7f00:1]/", "http://[::ffff:0.0.0.0]/",
        "http://127.0.0.1.nip.io/", "http://app.127-0-0-1.sslip.io/", "http://7f000001.nip.io/", "http://localtest.me/", "http://a.lvh.me/");

    /// <summary>Networks such as this one, and what is set apart.</summary>
    public static TheoryData<string> Private => new(
        "http://10.0.0.1/", "http://10.255.255.255/", "http://10.1/", "http://012.0.0.1/", "http://0xa000001/", "http://167772161/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.0.1/",
        "http://192.168.1/", "http://0xc0a80001/", "http://0300.0250.0.1/", "http://3232235521/", "http://100.64.0.1/", "http://100.127.255.255/", "http://169.254.1.1/", "http://192.0.0.1/",
        "http://192.0.0.192/", "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://192.88.99.1/", "http://198.18.0.1/", "http://198.19.255.255/", "http://224.0.0.1/",
        "http://239.255.255.255/", "http://240.0.0.1/", "http://255.255.255.255/", "http://4294967295/", "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[5f00::1]/", "http://[3fff::1]/", "http://[2001:db8::1]/", "http://[100::1]/", "http://[2001:20::1]/", "http://[4000::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[::ffff:c0a8:1]/", "http://[::10.0.0.1]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:a00:1::]/", "http://[2002:c0a8:1::1]/", "http://[2001:0:0:0:0:0:f5ff:fffe]/",
        "http://[2a00::5efe:192.168.0.1]/", "http://①⓪.⓪.⓪.①/", "http://１９２.１６８.０.１/", "http://printer.local/", "http://a.b.local./", "http://db.internal/", "http://host.docker.internal/", "http://wiki.corp/",
        "http://nas.lan/", "http://router.home/", "http://router.home.arpa/", "http://portal.intranet/", "http://x.private/", "http://router/", "http://db:80/", "http://intranet/", "http://kubernetes.default.svc/",
        "http://kubernetes.default.svc.cluster.local/", "http://10.0.0.1.nip.io/", "http://192-168-0-1.sslip.io/", "http://fd00--1.sslip.io/");

    /// <summary>What tells the secrets of clouds.</summary>
    public static TheoryData<string> Metadata => new(
        "http://169.254.169.254/latest/meta-data/", "http://169.254.169.254./", "http://2852039166/", "http://0xa9fea9fe/", "http://0xA9.0xFE.0xA9.0xFE/", "http://0251.0376.0251.0376/", "http://169.16689662/",
        "http://169.254.43518/", "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/", "http://[::a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::]/", "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
        "http://169。254。169。254/", "http://[fd00:ec2::254]/", "http://[fd20:ce::254]/", "http://100.100.100.200/", "http://168.63.129.16/", "http://metadata.google.internal/", "http://METADATA.google.internal./",
        "http://metadata/", "http://instance-data/", "http://metadata.azure.internal/", "http://169.254.169.254.nip.io/", "http://169.254.170.2/",
        "http://metadata.goog/computeMetadata/v1/", "http://METADATA.goog./", "http://metadata.tencentyun.com/latest/meta-data/", "http://metadata.packet.net/", "http://metadata.platformequinix.com/",
        "http://api.metadata.cloud.ibm.com/", "http://metadata.exoscale.com/", "http://localhost6.localdomain6/", "http://localhost4.localdomain4/");

    /// <summary>What is no address of the web, or one that programs read in different ways.</summary>
    public static TheoryData<string> Odd => new(
        "", " ", "x", "example.com", "/etc/passwd", "//example.com/", "/path", "?q", "#f", "http", "http:", "http:/", "http://", "http:///", "http://?", "http://#", "http:example.com", "http:/example.com", "http:///example.com",
        "https://:80/", "http://@/", "file:///etc/passwd", "ftp://example.com/", "gopher://example.com/", "dict://example.com/", "ldap://example.com/", "jar:http://example.com!/", "data:text/html,x", "javascript:alert(1)",
        "ws://example.com/", "httpx://example.com/", "view-source:http://example.com/", "mailto:a@example.com", "http://user@example.com/", "http://user:pass@example.com/", "http://example.com@127.0.0.1/",
        "http://127.0.0.1@example.com/", "http://example.com:80@127.0.0.1/", "http://example.com\\@127.0.0.1/", "http://127.0.0.1\\@example.com/", "http:\\\\example.com", "http://exa mple.com/", " http://example.com/",
        "http://example.com/ x", "http://exam\tple.com/", "http://example.com\r\nHost: x/", "http://example.com\0/", "http://%31%32%37.0.0.1/", "http://127.0.0.1%2f@example.com/", "http://localhost%00.example.com/",
        "http://example.com:22/", "http://example.com:25/", "http://example.com:6379/", "http://example.com:8080/", "https://example.com:8443/", "http://1.1.1.1:11211/", "http://example.com:0/", "http://example.com:65536/",
        "http://example.com:-1/", "http://example.com:80:80/", "http://example.com:http/", "http://256.256.256.256/", "http://1.2.3.4.5/", "http://127.0.0.1.1/", "http://4294967296/", "http://0x100000000/", "http://1.1.1.0x/",
        "http://08.8.8.8/", "http://..../", "http://example..com/", "http://.example.com/", "http://example.com../", "http://127.0.0.1../", "http://-/", "http://[::1", "http://::1/", "http://[]/", "http://[:::1]/", "http://[v1.x]/", "http://[127.0.0.1]/",
        "http://[1.1.1.1]/", "http://exa<mple.com/", "http://exam|ple.com/", "http://\u200D/", "http://\uD800/", "http://a\u20E3.com/", "http://(127.0.0.1)/", "http://\u202E/");

    [Theory]
    [MemberData(nameof(Public))]
    public void Lets_the_public_internet_be_asked(string address) => Assert.True(FetchGuard.Strict.IsAllowed(address));

    [Theory]
    [MemberData(nameof(Loopback))]
    public void Lets_nobody_ask_this_machine(string address) => Assert.False(FetchGuard.Strict.IsAllowed(address));

    [Theory]
    [MemberData(nameof(Private))]
    public void Lets_nobody_ask_networks_that_are_not_public(string address) => Assert.False(FetchGuard.Strict.IsAllowed(address));

    [Theory]
    [MemberData(nameof(Metadata))]
    public void Lets_nobody_ask_for_metadata_of_clouds(string address) => Assert.False(FetchGuard.Strict.IsAllowed(address));

    [Theory]
    [MemberData(nameof(Odd))]
    public void Lets_nobody_ask_what_is_no_plain_address(string address) => Assert.False(FetchGuard.Strict.IsAllowed(address));

    [Fact]
    public void Takes_an_address_of_any_length() => Assert.False(FetchGuard.Strict.IsAllowed("http://" + new string('a', 100_000) + ".com/"));

    [Theory]
    [InlineData("http://intranet.corp:8080/", true)]
    [InlineData("http://INTRANET.corp:8080/", true)]
    [InlineData("http://intranet.corp/", false)]
    [InlineData("http://other.corp:8080/", false)]
    [InlineData("http://wiki/", true)]
    [InlineData("http://wiki:81/", false)]
    [InlineData("http://127.0.0.1:9000/", true)]
    [InlineData("http://127.1:9000/", true)]
    [InlineData("http://[::ffff:127.0.0.1]:9000/", true)]
    [InlineData("http://localhost:9000/", true)]
    [InlineData("http://127.0.0.1:9001/", false)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://10.1.2.3/", true)]
    [InlineData("http://10.1.2.3:8080/", false)]
    [InlineData("http://[fd00::7]:81/", true)]
    [InlineData("http://[fe00::7]:81/", false)]
    [InlineData("http://169.254.169.254/", false)]
    public void Lets_be_asked_what_an_operator_lists_and_no_more(string address, bool allowed)
    {
        var list = AllowList.Read(["intranet.corp:8080", "wiki", "127.0.0.1:9000", "10.0.0.0/8", "[fd00::/8]:81"], out var wrong);
        Assert.Empty(wrong);
        Assert.Equal(allowed, new FetchGuard(list, allowLoopback: false).IsAllowed(address));
    }

    [Theory]
    [InlineData("example.com", 443, "8.8.8.8", true)]
    [InlineData("example.com", 443, "127.0.0.1", false)]
    [InlineData("example.com", 9000, "127.0.0.1", true)]
    [InlineData("example.com", 9000, "8.8.8.8", false)]
    [InlineData("intranet.corp", 8080, "10.0.0.1", true)]
    [InlineData("intranet.corp", 80, "10.0.0.1", false)]
    public void Judges_connections_by_where_they_lead(string host, int port, string address, bool allowed) => Assert.Equal(
        allowed,
        new FetchGuard(AllowList.Read(["intranet.corp:8080", "127.0.0.1:9000"], out _), allowLoopback: false).MayConnect(host, port, IPAddress.Parse(address)));

    [Fact]
    public void Lets_a_site_of_ones_own_be_this_machine_and_nothing_else()
    {
        var site = new Uri("http://shop.test:5173");
        Assert.True(FetchGuard.Strict.MayFetch(new Uri("http://shop.test:5173/a"), site));
        Assert.False(FetchGuard.Strict.MayFetch(new Uri("http://shop.test:5174/a"), site));
        Assert.False(FetchGuard.Strict.MayFetch(new Uri("http://shop.test:5173/a")));
        Assert.True(FetchGuard.Strict.MayConnect("shop.test", 5173, IPAddress.Loopback, site));
        Assert.False(FetchGuard.Strict.MayConnect("shop.test", 5173, IPAddress.Parse("10.0.0.1"), site));
        Assert.False(FetchGuard.Strict.MayConnect("other.test", 80, IPAddress.Loopback, site));
    }

    [Theory]
    [InlineData("http://a.dev")]
    [InlineData("a b")]
    [InlineData("a.dev:0")]
    [InlineData("a.dev:65536")]
    [InlineData("a.dev:x")]
    [InlineData("10.0.0.0/40")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("*")]
    public void Refuses_a_start_with_what_is_no_address(string entry)
    {
        var result = new FetchingOptionsValidator(isProduction: true).Validate(Options.DefaultName, new FetchingOptions { Allow = [entry, "fine.dev"] });
        Assert.Contains($"'{entry}'", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_configured_by_a_list_or_by_one_text()
    {
        var options = new FetchingOptions();
        new FetchingOptionsSetup(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Fetching:Allow"] = "a.dev, 10.0.0.0/8",
            ["Fetching:Allow:0"] = "b.dev:81",
            ["PUBLIC_URL"] = "https://cards.acme.dev",
        }).Build()).Configure(options);
        Assert.Equal(["b.dev:81", "a.dev", "10.0.0.0/8"], options.Allow);
        Assert.Equal(new Uri("https://cards.acme.dev"), options.Service);
    }
}
