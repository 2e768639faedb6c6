using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>How pictures that strangers made are decoded; the section <c>Pictures</c>.</summary>
public sealed class PicturesOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Pictures";

    /// <summary>Processes that decode, 1 to 16; by default two, or one on a single core. They start with the first page or picture that is fetched.</summary>
    public int Processes { get; set; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>Pictures that may wait for a process, 1 to 10,000; further ones are refused.</summary>
    public int QueueLength { get; set; } = 64;

    /// <summary>Milliseconds that a picture may wait for a process, 1 to 60,000.</summary>
    public int WaitMs { get; set; } = 10_000;

    /// <summary>
    /// Milliseconds that decoding a picture may take on a busy machine, 1 to 60,000; its process is ended then. Three seconds of
    /// processor time end it, too.
    /// </summary>
    public int DecodeMs { get; set; } = 6000;

    /// <summary>Seconds after which a process without work is ended, 1 to 86,400.</summary>
    public int IdleSeconds { get; set; } = 60;

    /// <summary>Bytes of decoded pictures that are held for further cards, 0 or more.</summary>
    public long MemoryBytes { get; set; } = 64L << 20;

    /// <summary>Reads the section; a number that is none becomes -1, which the validator refuses with all other mistakes.</summary>
    internal static void Read(PicturesOptions options, IConfigurationSection section)
    {
        options.Processes = (int)ReadNumber(section[nameof(Processes)], options.Processes);
        options.QueueLength = (int)ReadNumber(section[nameof(QueueLength)], options.QueueLength);
        options.WaitMs = (int)ReadNumber(section[nameof(WaitMs)], options.WaitMs);
        options.DecodeMs = (int)ReadNumber(section[nameof(DecodeMs)], options.DecodeMs);
        options.IdleSeconds = (int)ReadNumber(section[nameof(IdleSeconds)], options.IdleSeconds);
        options.MemoryBytes = ReadNumber(section[nameof(MemoryBytes)], options.MemoryBytes);
    }

    private static long ReadNumber(string? text, long usual)
    {
        if (text is null)
        {
            return usual;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : -1;
    }
}

/// <summary>Names every setting that cannot work.</summary>
internal sealed class PicturesOptionsValidator : IValidateOptions<PicturesOptions>
{
    private const int MaxProcesses = 16;
    private const int MaxQueueLength = 10_000;
    private const int MaxMs = 60_000;
    private const int MaxIdleSeconds = 86_400;

    public ValidateOptionsResult Validate(string? name, PicturesOptions options)
    {
        var failures = new[]
        {
            Check(nameof(options.Processes), options.Processes, 1, MaxProcesses),
            Check(nameof(options.QueueLength), options.QueueLength, 1, MaxQueueLength),
            Check(nameof(options.WaitMs), options.WaitMs, 1, MaxMs),
            Check(nameof(options.DecodeMs), options.DecodeMs, 1, MaxMs),
            Check(nameof(options.IdleSeconds), options.IdleSeconds, 1, MaxIdleSeconds),
            Check(nameof(options.MemoryBytes), options.MemoryBytes, 0, int.MaxValue),
        }.OfType<string>().ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? Check(string setting, long value, long least, long most) => value >= least && value <= most
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{PicturesOptions.Section}:{setting} must be {least:N0} to {most:N0}.");
}
