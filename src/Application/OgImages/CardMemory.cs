using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Cards in memory, bounded by bytes; what was not used for long goes first (second chance: a card that was used since its last turn
/// gets another). Reading takes no lock. A card is found by its slot, and by the request targets that it answered.
/// </summary>
public sealed class CardMemory
{
    /// <summary>Targets that one card is found by at most, so that invented queries push out nothing but one another.</summary>
    private const int MaxTargets = 8;

    /// <summary>Bytes that a target takes besides two for each character.</summary>
    private const int TargetOverhead = 300;

    private readonly ConcurrentDictionary<Slot, HeldCard> _cards = new();
    private readonly ConcurrentDictionary<string, HeldTarget> _targets = new(StringComparer.Ordinal);
    private readonly LinkedList<HeldCard> _turns = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly long _bound;
    private long _bytes;

    /// <summary>Makes an empty memory.</summary>
    public CardMemory(IOptions<DeliveryOptions> options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _bound = options.Value.MemoryCacheBytes;
        _clock = clock;
    }

    /// <summary>Bytes taken, by estimate.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many cards there are.</summary>
    public int Count => _cards.Count;

    /// <summary>The fresh card that a plan wants, or null.</summary>
    public HeldCard? Find(CardPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return _cards.TryGetValue(plan.Slot, out var card) && card.Answers(plan) && IsFresh(card) ? Used(card) : null;
    }

    /// <summary>The card of a plan's slot, however old and whatever it was made from, or null.</summary>
    public HeldCard? FindLast(CardPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return _cards.TryGetValue(plan.Slot, out var card) && card.IsLeft(plan) ? Used(card) : null;
    }

    /// <summary>The fresh card that answered a request target before; whether its site is trusted still is for the caller to see.</summary>
    public bool TryFind(string target, [NotNullWhen(true)] out HeldTarget? held)
    {
        if (_targets.TryGetValue(target, out held) && IsFresh(held.Card) && (held.Until is null || held.Until > _clock.GetUtcNow()))
        {
            held.Card.Use();
            return true;
        }

        return false;
    }

    /// <summary>Holds a card, in place of another of its slot.</summary>
    /// <returns>The held card, or null where it is larger than all of the memory.</returns>
    public HeldCard? Put(CardPlan plan, OgImage image)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(image);
        var card = new HeldCard(plan, image with { Outcome = image.Outcome is CardOutcome.Miss ? CardOutcome.Hit : image.Outcome, Times = null, DrawnBy = null });
        lock (_lock)
        {
            if (_cards.TryGetValue(card.Slot, out var before))
            {
                Drop(before);
            }

            if (card.Size > _bound)
            {
                return null;
            }

            _cards[card.Slot] = card;
            card.Place = _turns.AddLast(card);
            Interlocked.Add(ref _bytes, card.Size);
            MakeRoom(card);
        }

        return card;
    }

    /// <summary>Lets a card be found by a request target.</summary>
    public void Name(string target, HeldTarget held)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(held);
        lock (_lock)
        {
            var card = held.Card;
            if (card.Place is null)
            {
                return;
            }

            if (_targets.TryGetValue(target, out var before))
            {
                Forget(before.Card, target);
            }

            if (card.Targets.Count >= MaxTargets)
            {
                Forget(card, card.Targets[0]);
            }

            card.Targets.Add(target);
            _targets[target] = held;
            Interlocked.Add(ref _bytes, SizeOf(target));
            MakeRoom(card);
        }
    }

    private static HeldCard Used(HeldCard card)
    {
        card.Use();
        return card;
    }

    private static long SizeOf(string target) => TargetOverhead + (2L * target.Length);

    // What has more time left than a card ever has was kept by a clock that was wrong.
    private bool IsFresh(HeldCard card) =>
        card.Image.FreshUntil - _clock.GetUtcNow() is { } left
        && left > TimeSpan.Zero
        && left <= TimeSpan.FromSeconds(card.CacheDuration) + Timestamps.Tolerance;

    // The card that room is made for has had no time to be used, and stays as long as there is another.
    private void MakeRoom(HeldCard asked)
    {
        while (Bytes > _bound && _turns.First is { } first)
        {
            if (first.Value.TakeUse() || (ReferenceEquals(first.Value, asked) && _turns.Count > 1))
            {
                _turns.RemoveFirst();
                _turns.AddLast(first);
                continue;
            }

            Drop(first.Value);
        }
    }

    private void Drop(HeldCard card)
    {
        while (card.Targets.Count > 0)
        {
            Forget(card, card.Targets[^1]);
        }

        _turns.Remove(card.Place!);
        card.Place = null;
        _cards.TryRemove(KeyValuePair.Create(card.Slot, card));
        Interlocked.Add(ref _bytes, -card.Size);
    }

    private void Forget(HeldCard card, string target)
    {
        card.Targets.Remove(target);
        _targets.TryRemove(target, out _);
        Interlocked.Add(ref _bytes, -SizeOf(target));
    }
}
