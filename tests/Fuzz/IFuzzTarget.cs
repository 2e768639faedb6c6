using System.Text;

namespace PearlIo.Fuzz;

/// <summary>Something that takes bytes from outside. To add one: a small class, and a line in <see cref="FuzzTargets"/>.</summary>
internal interface IFuzzTarget
{
    /// <summary>A short name, for files and the command line.</summary>
    string Name { get; }

    /// <summary>Texts that are nearly right, from which inputs are made.</summary>
    IReadOnlyList<string> Seeds { get; }

    /// <summary>The same as bytes; for a target that takes no texts, what it takes.</summary>
    IReadOnlyList<byte[]> SeedBytes => [.. Seeds.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Takes an input. Any exception is a finding, <see cref="FuzzException"/> where a rule is broken without one.</summary>
    /// <param name="input">The bytes.</param>
    Task RunAsync(byte[] input);
}

/// <summary>A rule that an input broke.</summary>
internal sealed class FuzzException(string message) : Exception(message);
