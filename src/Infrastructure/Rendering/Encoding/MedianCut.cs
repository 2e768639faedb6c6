using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>
/// Chooses few colours for many: the box of colours that spreads most, counted by pixels, is cut in two until there are
/// enough boxes, and each box gives its mean.
/// </summary>
internal static class MedianCut
{
    public static List<Rgb> Choose(Dictionary<uint, int> counts, int colours)
    {
        var all = counts.OrderBy(pair => pair.Key).Select(pair => new Weighted(Rgb.FromPixel(pair.Key), Weigh(pair.Value))).ToList();
        var boxes = new List<Box> { new(all) };
        while (boxes.Count < colours)
        {
            var widest = boxes.MaxBy(box => box.Spread)!;
            if (widest.Spread <= 0)
            {
                break;
            }

            boxes.Remove(widest);
            boxes.AddRange(widest.Cut());
        }

        return boxes.Select(box => box.Mean).Distinct().ToList();
    }

    /// <summary>The root of the count: a wide background must not take the colours that the edges of letters need.</summary>
    private static double Weigh(int pixels) => Math.Sqrt(pixels);

    private readonly record struct Weighted(Rgb Colour, double Weight);

    private sealed class Box
    {
        private readonly List<Weighted> _colours;
        private readonly Func<Rgb, byte> _axis;

        public Box(List<Weighted> colours)
        {
            _colours = colours;
            (_axis, Spread) = FindWidestAxis();
        }

        /// <summary>Sum of squared distances from the mean along the widest axis.</summary>
        public double Spread { get; }

        public Rgb Mean => new(MeanOf(colour => colour.Red), MeanOf(colour => colour.Green), MeanOf(colour => colour.Blue));

        public Box[] Cut()
        {
            _colours.Sort((one, two) => CompareAlong(one.Colour, two.Colour));
            var mean = Average(_axis);
            var cut = _colours.FindIndex(colour => _axis(colour.Colour) > mean);
            cut = Math.Clamp(cut, 1, _colours.Count - 1);
            return [new Box(_colours[..cut]), new Box(_colours[cut..])];
        }

        private int CompareAlong(Rgb one, Rgb two)
        {
            var along = _axis(one).CompareTo(_axis(two));
            return along != 0 ? along : one.Pixel.CompareTo(two.Pixel);
        }

        private (Func<Rgb, byte> Axis, double Spread) FindWidestAxis()
        {
            Func<Rgb, byte>[] axes = [colour => colour.Green, colour => colour.Red, colour => colour.Blue];
            return axes.Select(axis => (axis, SpreadAlong(axis))).MaxBy(pair => pair.Item2);
        }

        private double SpreadAlong(Func<Rgb, byte> axis)
        {
            var mean = Average(axis);
            return _colours.Sum(colour => colour.Weight * (axis(colour.Colour) - mean) * (axis(colour.Colour) - mean));
        }

        private double Average(Func<Rgb, byte> axis)
            => _colours.Sum(colour => colour.Weight * axis(colour.Colour)) / _colours.Sum(colour => colour.Weight);

        private byte MeanOf(Func<Rgb, byte> axis) => (byte)Math.Floor(Average(axis) + 0.5);
    }
}
