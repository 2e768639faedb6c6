using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>Reference counting of GLib's objects.</summary>
internal static partial class GObjectNative
{
    [LibraryImport(NativeLibraries.GObject, EntryPoint = "g_object_ref")]
    public static partial nint Ref(nint instance);

    [LibraryImport(NativeLibraries.GObject, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_list_free")]
    public static unsafe partial void FreeList(GList* list);
}
