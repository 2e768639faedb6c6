#pragma warning disable CA1812, CA1822, CA1823, CA1852, CS0169, IDE0044, IDE0051, IDE0052, RCS1213 // Nobody uses the canaries; what they name is the point.
using System.Text;

namespace PearlIo.UnitTests.Layers.Canaries;

// Each names a type in one way only. LayerTests shows that the reader sees every one of them.
internal class NamesABase : MarshalByRefObject;

internal class NamesAnInterface : IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider) => string.Empty;
}

[Obsolete("Named by an attribute.")]
internal class NamesAnAttribute;

internal class NamesAConstraint<T>
    where T : Encoding;

internal class NamesAField
{
    private StringBuilder? _field;
}

internal class NamesAParameter
{
    public void Take(Lazy<StringBuilder[]> parameter) => ArgumentNullException.ThrowIfNull(parameter);
}

internal class NamesALocal
{
    public int Count()
    {
        StringBuilder? local = null;
        for (var i = 0; i < 2; i++)
        {
            local = local is null ? null : local;
        }

        return local is null ? 0 : 1;
    }
}

internal class NamesACall
{
    public void Call() => GC.KeepAlive(null);
}

internal class NamesAGenericArgument
{
    public object Make() => Array.Empty<StringBuilder>();
}

internal class NamesATypeOf
{
    public object Get() => typeof(StringBuilder);
}

internal class NamesACaught
{
    public void Catch()
    {
        try
        {
            GC.Collect();
        }
        catch (DivideByZeroException)
        {
        }
    }
}

internal class NamesAcrossAwait
{
    public async Task WaitAsync()
    {
        await Task.Yield();
        GC.KeepAlive(null);
    }
}
