namespace PearlIo.Domain.Analytics;

/// <summary>How long some renders took, as counts of <see cref="RenderBuckets"/>.</summary>
public sealed class RenderHistogram
{
    private readonly long[] _counts = new long[RenderBuckets.Count];
    private readonly double[] _totalMs = new double[RenderBuckets.Count];

    /// <summary>How many renders.</summary>
    public long Count => _counts.Sum();

    /// <summary>Their mean in milliseconds, or 0 where there are none.</summary>
    public double MeanMs => Count == 0 ? 0 : _totalMs.Sum() / Count;

    /// <summary>Adds renders of one bucket.</summary>
    /// <param name="bucket">Their bucket.</param>
    /// <param name="count">How many.</param>
    /// <param name="totalMs">Sum of their times in milliseconds.</param>
    public void Add(int bucket, long count, double totalMs)
    {
        _counts[bucket] += count;
        _totalMs[bucket] += totalMs;
    }

    /// <summary>
    /// A percentile by nearest rank: the mean of the bucket that holds it, so that it is off by a factor of
    /// <see cref="RenderBuckets.Width"/> at most, and exact where all of its bucket took the same time.
    /// </summary>
    /// <param name="percent">1-100.</param>
    /// <returns>Milliseconds, or 0 where there are no renders.</returns>
    public double PercentileMs(int percent)
    {
        // The smallest time that at least so many percent are not above, counted from 1, in whole numbers.
        var rank = (Count * percent + 99) / 100;
        long seen = 0;
        for (var bucket = 0; bucket < RenderBuckets.Count; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank && _counts[bucket] > 0)
            {
                return _totalMs[bucket] / _counts[bucket];
            }
        }

        return 0;
    }
}
