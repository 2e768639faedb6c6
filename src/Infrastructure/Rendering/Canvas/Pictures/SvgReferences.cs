namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// What elements of a drawing use of each other. A dozen lines can draw a thousand million shapes that way: how many it would be is
/// counted here, and circles are found.
/// </summary>
internal sealed class SvgReferences
{
    /// <summary>What a drawing may come to, in shapes.</summary>
    private const long MostShapes = 200_000;

    /// <summary>What an effect costs in shapes: it goes over all pixels.</summary>
    private const int Effect = 500;

    /// <summary>What a mask, pattern or clip costs.</summary>
    private const int Surface = 20;

    private const int MostSteps = 1000;
    private const long InProgress = -1;

    private readonly Node _root = new("");
    private readonly Dictionary<string, Node> _byId = new(StringComparer.Ordinal);
    private readonly Stack<Node> _open = new();

    public SvgReferences() => _open.Push(_root);

    /// <summary>Name of the element that is open.</summary>
    public string Innermost => _open.Peek().Name;

    public void Enter(string name, string? id)
    {
        var node = new Node(name);
        _open.Peek().Children.Add(node);
        _open.Push(node);
        if (id is not null)
        {
            _byId.TryAdd(id, node);
        }
    }

    public void Leave() => _open.Pop();

    /// <summary>An address of an element that the open one draws or takes after.</summary>
    public void AddAddressed(string element, string id)
    {
        if (element is "use" or "pattern" or "linearGradient" or "radialGradient" or "feImage" or "tref" or "textPath" or "filter")
        {
            _open.Peek().Uses.Add((id, element is "feImage" ? Effect : 1));
        }
    }

    /// <summary>The <c>url(#id)</c> of an attribute.</summary>
    public void AddMentioned(string attribute, string value)
    {
        var rest = value.AsSpan();
        for (var at = rest.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = rest.IndexOf("url(", StringComparison.OrdinalIgnoreCase))
        {
            rest = rest[(at + 4)..];
            var end = rest.IndexOf(')');
            var id = (end < 0 ? rest : rest[..end]).Trim(" \t\r\n\"'");
            if (id.StartsWith("#"))
            {
                _open.Peek().Uses.Add((id[1..].ToString(), attribute is "filter" or "style" ? Effect : Surface));
            }
        }

        // Functions need no address.
        if (attribute is "filter" && value.Contains("blur", StringComparison.OrdinalIgnoreCase))
        {
            _open.Peek().Weight += Effect;
        }
    }

    /// <summary>Whether it ends, and soon.</summary>
    public PictureFault Check() => Count(_root, MostSteps) is >= 0 and <= MostShapes ? PictureFault.None : PictureFault.TooComplex;

    /// <summary>How many shapes an element comes to; negative for a circle or steps without end.</summary>
    private long Count(Node node, int steps)
    {
        if (node.Shapes is { } known)
        {
            return known;
        }

        if (steps == 0)
        {
            return InProgress;
        }

        node.Shapes = InProgress;
        var sum = node.Weight;
        foreach (var (id, weight) in node.Uses)
        {
            var used = _byId.TryGetValue(id, out var target) ? Count(target, steps - 1) : 0;
            if (used < 0)
            {
                return InProgress;
            }

            sum += weight + used;
        }

        foreach (var child in node.Children)
        {
            var shapes = Count(child, steps - 1);
            if (shapes < 0)
            {
                return InProgress;
            }

            sum += shapes;
        }

        node.Shapes = Math.Min(sum, MostShapes + 1);
        return node.Shapes.Value;
    }

    private sealed class Node(string name)
    {
        public string Name { get; } = name;

        public long Weight { get; set; } = 1;

        public List<Node> Children { get; } = [];

        public List<(string Id, int Weight)> Uses { get; } = [];

        /// <summary>Null before it was counted.</summary>
        public long? Shapes { get; set; }
    }
}
