using System.Globalization;
using System.Text.Json;
using PearlIo.Application.Templates;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>The border box of an element, in px on the page.</summary>
internal sealed record MeasuredBox(string Tag, string Id, double X, double Y, double Width, double Height)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = false };

    /// <summary>Those of this renderer.</summary>
    public static IReadOnlyList<MeasuredBox> Of(DocumentBoxes document) => [.. document.Boxes.Select(b => new MeasuredBox(b.Tag, b.Id, b.X, b.Y, b.Width, b.Height))];

    public static IReadOnlyList<IReadOnlyList<MeasuredBox>> ReadLists(string json) => JsonSerializer.Deserialize<MeasuredBox[][]>(json, Json)!;

    public static string WriteList(IEnumerable<MeasuredBox> boxes) => "[\n" + string.Join(",\n", boxes.Select(b => JsonSerializer.Serialize(b, Json))) + "\n]\n";

    /// <summary>The largest distance of any edge position or size, px.</summary>
    public double DistanceTo(MeasuredBox other) => Math.Max(
        Math.Max(Math.Abs(X - other.X), Math.Abs(Y - other.Y)),
        Math.Max(Math.Abs(Width - other.Width), Math.Abs(Height - other.Height)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({X:0.##}, {Y:0.##}) {Width:0.##}x{Height:0.##}");
}
