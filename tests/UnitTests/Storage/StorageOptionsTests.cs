using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PearlIo.Infrastructure.Storage;

namespace PearlIo.UnitTests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void Has_a_folder_beside_the_program_by_default() => Assert.Equal("./storage", Read());

    [Fact]
    public void Reads_its_section() => Assert.Equal("/a", Read(("Storage:Path", "/a")));

    [Fact]
    public void Lets_the_plain_name_win() => Assert.Equal("/b", Read(("Storage:Path", "/a"), ("STORAGE_PATH", "/b")));

    [Fact]
    public void Takes_an_empty_variable_as_unset() => Assert.Equal("/a", Read(("Storage:Path", "/a"), ("STORAGE_PATH", "")));

    [Fact]
    public void Refuses_a_file()
    {
        var file = typeof(StorageOptionsTests).Assembly.Location;

        var exception = Assert.Throws<OptionsValidationException>(() => Read(("STORAGE_PATH", file)));

        Assert.StartsWith("STORAGE_PATH names a file", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    private static string Read(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<StorageOptions>>().Value.Path;
    }
}
