namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>
/// A folder of the process for fonts that are no files of the machine: fontconfig and FreeType take fonts from files only, and open
/// them again whenever they like. Whatever a process left that was killed goes with the next one's start.
/// </summary>
internal sealed class FontFolder
{
    private const string Prefix = "pearl-fonts-";
    private const string Lock = "lock";

    private static readonly Lazy<FontFolder> Own = new(() => new FontFolder());

    private readonly string _path;
    private readonly FileStream _lock;
    private int _files;

    private FontFolder()
    {
        DeleteLeftovers();
        _path = Directory.CreateTempSubdirectory(Prefix).FullName;
        _lock = TakeLock(_path, FileMode.CreateNew);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();
    }

    /// <summary>The one of this process.</summary>
    public static FontFolder Current => Own.Value;

    /// <summary>Writes a font under a name that no file had before, for libraries remember what stood in one.</summary>
    public KeptFontFile Keep(ReadOnlySpan<byte> sfnt)
    {
        var path = Path.Combine(_path, FormattableString.Invariant($"{Interlocked.Increment(ref _files)}.otf"));
        return KeptFontFile.Write(path, sfnt);
    }

    /// <summary>A folder whose lock can be taken belongs to no process any more; one without a lock is just being made.</summary>
    private static void DeleteLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using (TakeLock(folder, FileMode.Open))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process's, or another user's.
                continue;
            }
        }
    }

    private static FileStream TakeLock(string folder, FileMode mode) => new(Path.Combine(folder, Lock), mode, FileAccess.ReadWrite, FileShare.None);

    private void Delete()
    {
        _lock.Dispose();
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process tries again.
            return;
        }
    }
}
