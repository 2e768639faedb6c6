using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>Owns one native object; zero means none.</summary>
internal abstract class NativeHandle : SafeHandle
{
    protected NativeHandle()
        : base(invalidHandleValue: 0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;
}

/// <summary>A <c>cairo_surface_t</c>.</summary>
internal sealed class SurfaceHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        CairoNative.DestroySurface(handle);
        return true;
    }
}

/// <summary>A <c>cairo_t</c>.</summary>
internal sealed class DrawingHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        CairoNative.DestroyDrawing(handle);
        return true;
    }
}

/// <summary>A <c>cairo_font_options_t</c>.</summary>
internal sealed class FontOptionsHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        CairoNative.DestroyFontOptions(handle);
        return true;
    }
}

/// <summary>A <c>PangoFontDescription</c>.</summary>
internal sealed class FontDescriptionHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        PangoNative.FreeFontDescription(handle);
        return true;
    }
}

/// <summary>A <c>PangoAttrList</c>.</summary>
internal sealed class AttributeListHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        PangoNative.UnrefAttributeList(handle);
        return true;
    }
}

/// <summary>An object of GLib's type system: font maps, contexts, layouts, fonts.</summary>
internal sealed class GObjectHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        GObjectNative.Unref(handle);
        return true;
    }

    /// <summary>Takes a reference of our own on an object that somebody else owns.</summary>
    public static GObjectHandle Share(nint instance)
    {
        var shared = new GObjectHandle();
        shared.SetHandle(GObjectNative.Ref(instance));
        return shared;
    }
}

/// <summary>A <c>FcConfig</c>.</summary>
internal sealed class FontConfigurationHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        FontconfigNative.DestroyConfiguration(handle);
        return true;
    }
}

/// <summary>A <c>cmsHPROFILE</c>.</summary>
internal sealed class ProfileHandle : NativeHandle
{
    protected override bool ReleaseHandle() => LcmsNative.Close(handle) != 0;
}

/// <summary>A <c>cmsHTRANSFORM</c>.</summary>
internal sealed class LcmsTransformHandle : NativeHandle
{
    protected override bool ReleaseHandle()
    {
        LcmsNative.Delete(handle);
        return true;
    }
}

/// <summary>Memory aligned for vector loads.</summary>
internal sealed unsafe class AlignedMemoryHandle : NativeHandle
{
    private const nuint Alignment = 64;

    /// <summary>Allocates zeroed memory.</summary>
    public static AlignedMemoryHandle Allocate(int bytes)
    {
        var memory = new AlignedMemoryHandle();
        var pointer = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        NativeMemory.Clear(pointer, (nuint)bytes);
        memory.SetHandle((nint)pointer);
        return memory;
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
