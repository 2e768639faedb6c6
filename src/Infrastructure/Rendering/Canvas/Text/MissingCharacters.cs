using System.Text;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>The characters of a card that no font has: how many, and the first ones by name.</summary>
internal sealed class MissingCharacters
{
    /// <summary>How many different ones are named.</summary>
    public const int MostNamed = 16;

    private readonly List<Rune> _first = [];

    /// <summary>How many there were, each occurrence counted.</summary>
    public int Count { get; private set; }

    /// <summary>The first different ones as Unicode names code points, such as <c>U+0378</c>.</summary>
    public string[] Names => [.. _first.Select(character => FormattableString.Invariant($"U+{character.Value:X4}"))];

    /// <summary>Counts one.</summary>
    public void Add(Rune character)
    {
        Count++;
        Name(character);
    }

    /// <summary>Counts all that were counted elsewhere.</summary>
    public void Add(MissingCharacters others)
    {
        Count += others.Count;
        others._first.ForEach(Name);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Count = 0;
        _first.Clear();
    }

    private void Name(Rune character)
    {
        if (_first.Count < MostNamed && !_first.Contains(character))
        {
            _first.Add(character);
        }
    }
}
