namespace PearlIo.Domain.Analytics;

/// <summary>
/// Groups of like render times: 40 that are evenly spaced on a logarithmic scale from 0.1 ms to 100 s, each a factor of
/// 10^0.15 (about 1.41) wide. Bucket <c>i</c> holds times above <c>0.1 * 10^(0.15 i)</c> up to and with <c>0.1 * 10^(0.15 (i + 1))</c> ms; the first
/// takes what is shorter too, the last what is longer. Unlike percentiles, counts of buckets add up over hours and routes. Must
/// not change: the databases keep numbers of buckets.
/// </summary>
public static class RenderBuckets
{
    /// <summary>How many there are.</summary>
    public const int Count = 40;

    /// <summary>The largest factor between two times of one bucket, but for the first and the last.</summary>
    public const double Width = 1.4125375446227544;

    private const double LowestMs = 0.1;

    private static readonly double[] Upper = [.. Enumerable.Range(1, Count).Select(i => LowestMs * Math.Pow(Width, i))];

    /// <summary>The bucket of a time in milliseconds.</summary>
    public static int Of(double ms)
    {
        var index = Array.BinarySearch(Upper, ms);
        return Math.Min(index < 0 ? ~index : index, Count - 1);
    }

    /// <summary>The longest time of a bucket, in milliseconds.</summary>
    public static double UpperMs(int bucket) => Upper[bucket];
}
