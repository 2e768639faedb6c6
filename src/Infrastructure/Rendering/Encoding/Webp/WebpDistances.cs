using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>
/// Distances to pixels before as WebP numbers them: those of the neighbourhood, above and beside, come first (RFC 9649, 3.6.2.2.1).
/// </summary>
internal sealed class WebpDistances
{
    private const int Neighbours = 120;
    private const int FarthestAside = 8;
    private const int FarthestUp = 7;
    private const int PlacesOfRow = 2 * FarthestAside;

    private static readonly byte[] Codes = MakeCodes();

    private int _width;

    /// <summary>Begins a picture.</summary>
    /// <param name="width">px.</param>
    public void Begin(int width) => _width = width;

    /// <summary>The number of a distance, from 1.</summary>
    /// <param name="distance">px back, rows from right to left.</param>
    public int NumberOf(int distance)
    {
        var (up, left) = (distance / _width, distance % _width);
        if (left <= FarthestAside && up <= FarthestUp)
        {
            return Codes[PlaceOf(left, up)];
        }

        // To the right, and so a row further up.
        var right = _width - left;
        return right < FarthestAside && up < FarthestUp ? Codes[PlaceOf(-right, up + 1)] : distance + Neighbours;
    }

    /// <summary>Bits of a distance, about.</summary>
    public int CostOf(int distance) => 5 + DeflateCodes.DistanceBits(DeflateCodes.OfDistance(NumberOf(distance)));

    private static int PlaceOf(int left, int up) => (up * PlacesOfRow) + left + FarthestAside - 1;

    /// <summary>The nearer one is, the smaller its number; of those as near the higher one, then the left one, comes first.</summary>
    private static byte[] MakeCodes()
    {
        var places = Enumerable.Range(0, FarthestUp + 1)
            .SelectMany(up => Enumerable.Range(1 - FarthestAside, PlacesOfRow).Select(left => (Left: left, Up: up)))
            .Where(place => place.Up > 0 || place.Left > 0)
            .OrderBy(place => (place.Left * place.Left) + (place.Up * place.Up))
            .ThenByDescending(place => place.Up)
            .ThenByDescending(place => place.Left);
        var codes = new byte[PlacesOfRow * (FarthestUp + 1)];
        var number = 1;
        foreach (var (left, up) in places)
        {
            codes[PlaceOf(left, up)] = (byte)number++;
        }

        return codes;
    }
}
