namespace PearlIo.Fuzz;

/// <summary>Something that takes bytes from outside. To add one: a small class, and a line in <see cref="FuzzTargets"/>.</summary>
internal interface IFuzzTarget
{
    /// <summary>A short name, for files and the command line.</summary>
    string Name { get; }

    /// <summary>Inputs that are nearly right, from which others are made.</summary>
    IReadOnlyList<string> Seeds { get; }

    /// <summary>Takes an input. Any exception is a finding, <see cref="FuzzException"/> where a rule is broken without one.</summary>
    /// <param name="input">The bytes.</param>
    Task RunAsync(byte[] input);
}

/// <summary>A rule that an input broke.</summary>
internal sealed class FuzzException(string message) : Exception(message);
