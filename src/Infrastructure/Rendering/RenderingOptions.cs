using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>How cards are drawn; the section <c>Rendering</c>.</summary>
public sealed class RenderingOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Rendering";

    /// <summary>Threads that draw, 1 to 256; by default one per core.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Cards that may wait for a thread, 1 to 100,000; further ones are refused.</summary>
    public int QueueLength { get; set; } = 256;

    /// <summary>Folder below which the fonts of cards are found.</summary>
    public string FontPath { get; set; } = "/usr/share/fonts";

    /// <summary>Reads the section; a number that is none becomes 0, which the validator refuses with all other mistakes.</summary>
    internal static void Read(RenderingOptions options, IConfigurationSection section)
    {
        options.Threads = ReadNumber(section[nameof(Threads)]) ?? options.Threads;
        options.QueueLength = ReadNumber(section[nameof(QueueLength)]) ?? options.QueueLength;
        options.FontPath = section[nameof(FontPath)] ?? options.FontPath;
    }

    private static int? ReadNumber(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
