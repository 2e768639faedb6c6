using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>Reference counting of GLib's objects, its lists, and what it knows of characters.</summary>
internal static partial class GObjectNative
{
    /// <summary>What belongs to no script (UAX 24).</summary>
    public const int CommonScript = 0;

    /// <summary>Marks, which belong to the script of what they stand on.</summary>
    public const int InheritedScript = 1;

    [LibraryImport(NativeLibraries.GObject, EntryPoint = "g_object_ref")]
    public static partial nint Ref(nint instance);

    [LibraryImport(NativeLibraries.GObject, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_list_free")]
    public static unsafe partial void FreeList(GList* list);

    /// <summary>Puts an element before another one that is not the first of its list.</summary>
    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_list_insert_before")]
    public static unsafe partial GList* InsertBefore(GList* list, GList* sibling, nint data);

    /// <summary>Takes an element that is not the first out of its list; what it holds stays.</summary>
    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_list_delete_link")]
    public static unsafe partial GList* RemoveLink(GList* list, GList* link);

    [LibraryImport(NativeLibraries.GLib, EntryPoint = "g_unichar_get_script")]
    public static partial int ScriptOf(uint character);
}
