using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>A font's file, which goes with the last that holds it. Its handle is none of the system's: libraries open the file by its name.</summary>
internal sealed class KeptFontFile : SafeHandle
{
    private const int Written = 1;

    private KeptFontFile(string path)
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
        Path = path;
        SetHandle(Written);
    }

    public string Path { get; }

    public override bool IsInvalid => handle == 0;

    public static KeptFontFile Write(string path, ReadOnlySpan<byte> bytes)
    {
        var file = new KeptFontFile(path);
        File.WriteAllBytes(path, bytes);
        return file;
    }

    protected override bool ReleaseHandle()
    {
        try
        {
            File.Delete(Path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes with its folder.
            return false;
        }
    }
}
