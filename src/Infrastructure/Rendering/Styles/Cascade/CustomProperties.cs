using PearlIo.Infrastructure.Rendering.Styles.Properties;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Computes the custom properties of an element (CSS Variables 1, 2 and 3). What is invalid is as if it were not there.</summary>
internal sealed class CustomProperties
{
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many may hang on one another in a row.</summary>
    private const int MaxChain = 128;

    /// <summary>All values of an element together.</summary>
    private const int MaxTotal = 1 << 20;

    private readonly IReadOnlyDictionary<string, string> _parent;
    private readonly Dictionary<string, CustomValue> _own;
    private readonly Dictionary<string, string?> _resolved = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly HashSet<string> _cyclic = new(StringComparer.Ordinal);
    private int _total;

    private CustomProperties(IReadOnlyDictionary<string, string> parent, Dictionary<string, CustomValue> own) => (_parent, _own) = (parent, own);

    /// <param name="parent">Those of the parent.</param>
    /// <param name="own">The winners of the cascade.</param>
    public static IReadOnlyDictionary<string, string> Compute(IReadOnlyDictionary<string, string> parent, Dictionary<string, CustomValue> own)
    {
        if (own.Count == 0)
        {
            return parent;
        }

        var computing = new CustomProperties(parent, own);
        var all = new Dictionary<string, string>(parent, StringComparer.Ordinal);
        foreach (var name in own.Keys)
        {
            if (computing.Find(name) is { } value)
            {
                all[name] = value;
            }
            else
            {
                all.Remove(name);
            }
        }

        return all;
    }

    private string? Find(string name)
    {
        if (!_own.TryGetValue(name, out var value))
        {
            return _parent.GetValueOrDefault(name);
        }

        if (_resolved.TryGetValue(name, out var known))
        {
            return known;
        }

        if (_open.Contains(name) || _open.Count >= MaxChain)
        {
            MarkCycle(name);
            return null;
        }

        _open.Add(name);
        var text = Resolve(value);
        _open.RemoveAt(_open.Count - 1);
        text = _cyclic.Contains(name) || (_total += text?.Length ?? 0) > MaxTotal ? null : text;
        _resolved[name] = text;
        return text;
    }

    private string? Resolve(CustomValue value)
    {
        if (value.Keyword is null)
        {
            return Substitution.Apply(value.Text, Find);
        }

        return value.Keyword == WideKeyword.Initial ? null : _parent.GetValueOrDefault(value.Name);
    }

    /// <summary>Everything between the two mentions of a name hangs on itself.</summary>
    private void MarkCycle(string name)
    {
        for (var i = Math.Max(_open.IndexOf(name), 0); i < _open.Count; i++)
        {
            _cyclic.Add(_open[i]);
        }
    }
}
