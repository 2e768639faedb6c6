using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>The templates that come with the program, as files in it. Compiled when first asked for.</summary>
internal static class BuiltInTemplates
{
    /// <summary>What draws a card where nobody names a template.</summary>
    public const string Default = "article";

    private const string Folder = "PearlIo.Infrastructure.Rendering.Templates.BuiltIn.";
    private const string Extension = ".html";

    private static readonly FrozenDictionary<string, Lazy<CompiledTemplate>> Compiled = Assembly.GetExecutingAssembly()
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..^Extension.Length])
        .ToFrozenDictionary(name => name, name => new Lazy<CompiledTemplate>(() => Compile(name)), StringComparer.Ordinal);

    /// <summary>The default first, then by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, .. Compiled.Keys.Where(name => IsPublic(name) && !string.Equals(name, Default, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Changes with any of the files.</summary>
    public static string Fingerprint { get; } = Hash();

    /// <summary>The small picture of one sentence.</summary>
    public static CompiledTemplate Notice => Compiled["_notice"].Value;

    /// <summary>A template by name, or null.</summary>
    public static CompiledTemplate? Find(string name) => IsPublic(name) && Compiled.TryGetValue(name, out var template) ? template.Value : null;

    private static CompiledTemplate Compile(string name)
    {
        var template = CompiledTemplate.Compile(ReadSource(name));
        return template.Error is { } error
            ? throw new InvalidOperationException($"The built-in template '{name}' is wrong at {error}")
            : template;
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Compiled.Keys.Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(ReadSource(name)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsPublic(string name) => !name.StartsWith('_');

    /// <summary>The HTML of a template.</summary>
    public static string ReadSource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name + Extension)
            ?? throw new ArgumentException($"There is no template '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
