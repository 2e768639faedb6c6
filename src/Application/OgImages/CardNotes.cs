using Microsoft.Extensions.Caching.Memory;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.OgImages;

/// <summary>Remembers of the cards of this process what nobody sees in a picture, for whoever asks why a card is as it is. The longest unasked ones go.</summary>
public sealed class CardNotes : IDisposable
{
    private const int MaxNotes = 10_000;

    private readonly MemoryCache _fallbacks = new(new MemoryCacheOptions { SizeLimit = MaxNotes });
    private readonly MemoryCache _missing = new(new MemoryCacheOptions { SizeLimit = MaxNotes });

    /// <summary>Notes that something else was answered.</summary>
    public void FellBack(Slot slot, FallbackNote note) => _fallbacks.Set(slot, note, new MemoryCacheEntryOptions { Size = 1 });

    /// <summary>Notes which characters were drawn as nothing; none is a note, too.</summary>
    public void Drew(Slot slot, RenderedCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.MissingGlyphs == 0)
        {
            _missing.Remove(slot);
            return;
        }

        _missing.Set(slot, card.MissingGlyphs, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <summary>The last time that something else was answered, or null.</summary>
    public FallbackNote? LastFallback(Slot slot) => _fallbacks.Get<FallbackNote>(slot);

    /// <summary>How many characters of the card no font has.</summary>
    public int MissingGlyphs(Slot slot) => _missing.Get<int>(slot);

    /// <inheritdoc />
    public void Dispose()
    {
        _fallbacks.Dispose();
        _missing.Dispose();
    }
}

/// <summary>That something else was answered in place of a card.</summary>
/// <param name="Cause">Why: a word, or a failure's code.</param>
/// <param name="At">When.</param>
public sealed record FallbackNote(string Cause, DateTimeOffset At);
