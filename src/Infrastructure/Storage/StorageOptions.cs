using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Settings of the store of cards; section <c>Storage</c>, or the plain name, which wins.</summary>
public sealed class StorageOptions
{
    /// <summary><c>STORAGE_PATH</c>: the folder of the local store, made if missing.</summary>
    public string Path { get; set; } = "./storage";
}

/// <summary>Reads the options.</summary>
internal sealed class StorageOptionsSetup(IConfiguration configuration) : IConfigureOptions<StorageOptions>
{
    public void Configure(StorageOptions options) =>
        options.Path = NotBlank(configuration["STORAGE_PATH"]) ?? NotBlank(configuration["Storage:Path"]) ?? options.Path;

    // An empty variable is one that a hosting platform left unset.
    private static string? NotBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>Lists what is wrong with the options.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options.Path switch
    {
        null or "" => ValidateOptionsResult.Fail("STORAGE_PATH must name a folder."),
        _ when options.Path.Contains('\0', StringComparison.Ordinal) => ValidateOptionsResult.Fail("STORAGE_PATH has a NUL character."),
        _ when File.Exists(options.Path) => ValidateOptionsResult.Fail($"STORAGE_PATH names a file, not a folder: {options.Path}."),
        _ => ValidateOptionsResult.Success,
    };
}
