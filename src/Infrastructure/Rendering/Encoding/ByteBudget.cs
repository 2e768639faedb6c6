namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>Keeps a card within the bytes that crawlers accept.</summary>
internal static class ByteBudget
{
    /// <summary>
    /// The first attempt that fits, best quality first; where none does the smallest. An attempt is made only when those
    /// before it did not fit.
    /// </summary>
    /// <param name="budgetBytes">Bytes that the picture may have at most.</param>
    /// <param name="attempts">At least one picture.</param>
    public static EncodedPicture Keep(int budgetBytes, IEnumerable<EncodedPicture> attempts)
    {
        EncodedPicture? smallest = null;
        foreach (var attempt in attempts)
        {
            if (attempt.Bytes.Length <= budgetBytes)
            {
                return attempt;
            }

            smallest = smallest is null || attempt.Bytes.Length < smallest.Bytes.Length ? attempt : smallest;
        }

        return smallest ?? throw new ArgumentException("There must be an attempt.", nameof(attempts));
    }
}
