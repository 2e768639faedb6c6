using System.Collections.Frozen;

namespace PearlIo.Domain.Routes;

/// <summary>A route that won for a page.</summary>
/// <param name="Route">The route.</param>
/// <param name="Values">The page's segments that <c>{name}</c> stood for, decoded, by name.</param>
public sealed record RouteMatch(Route Route, IReadOnlyDictionary<string, string> Values);

/// <summary>
/// All routes of a project, ready to be asked. The most specific route wins, segment by segment: literal, then
/// <c>{name}</c>, then <c>*</c>, then <c>**</c>; the order in which routes were made plays no part.
/// </summary>
public sealed class RouteTable
{
    private readonly Node _root = new();

    private RouteTable(IReadOnlyCollection<Route> routes)
    {
        Count = routes.Count;
        Templates = routes.Select(r => r.Template).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>How many routes the table holds.</summary>
    public int Count { get; }

    /// <summary>How its routes name templates, each once.</summary>
    public IReadOnlyCollection<string> Templates { get; }

    /// <summary>Builds the table.</summary>
    /// <exception cref="InvalidOperationException">A route's path is no pattern, or two routes have the same shape.</exception>
    public static RouteTable Build(IReadOnlyCollection<Route> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var table = new RouteTable(routes);
        foreach (var route in routes)
        {
            if (!RoutePattern.Parse(route.Path).TryGetValue(out var pattern, out var failure))
            {
                throw new InvalidOperationException($"The kept route {route.Id} has a broken path: {failure.Message}");
            }

            table._root.Add(pattern, route);
        }

        return table;
    }

    /// <summary>The most specific route for a page, or null where none matches.</summary>
    public RouteMatch? Match(PagePath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var entry = _root.Find(path.Segments, 0);
        return entry is null ? null : new RouteMatch(entry.Route, entry.ReadValues(path.Segments));
    }

    private sealed record Entry(Route Route, RoutePattern Pattern)
    {
        private static readonly IReadOnlyDictionary<string, string> None = FrozenDictionary<string, string>.Empty;

        private readonly bool _hasVariables = Pattern.Segments.Any(s => s.Kind == PatternSegmentKind.Variable);

        public IReadOnlyDictionary<string, string> ReadValues(IReadOnlyList<string> path)
        {
            if (!_hasVariables)
            {
                return None;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < Pattern.Segments.Count; i++)
            {
                if (Pattern.Segments[i].Kind == PatternSegmentKind.Variable)
                {
                    values.Add(Pattern.Segments[i].Text, path[i]);
                }
            }

            return values;
        }
    }

    // A tree by segment. Each node is reached by one path only, so a look-up with its steps back visits no node twice.
    private sealed class Node
    {
        private readonly Dictionary<string, Node> _literals = new(StringComparer.Ordinal);
        private Node? _variable;
        private Node? _any;
        private Entry? _end;
        private Entry? _rest;

        public void Add(RoutePattern pattern, Route route)
        {
            var node = this;
            foreach (var segment in pattern.Segments)
            {
                if (segment.Kind == PatternSegmentKind.Rest)
                {
                    node._rest = OnlyOne(node._rest, new Entry(route, pattern));
                    return;
                }

                node = node.Child(segment);
            }

            node._end = OnlyOne(node._end, new Entry(route, pattern));
        }

        public Entry? Find(IReadOnlyList<string> path, int depth)
        {
            if (depth == path.Count)
            {
                return _end ?? _rest;
            }

            var literal = _literals.TryGetValue(path[depth], out var child) ? child.Find(path, depth + 1) : null;
            return literal ?? _variable?.Find(path, depth + 1) ?? _any?.Find(path, depth + 1) ?? _rest;
        }

        private static Entry OnlyOne(Entry? present, Entry added) => present is null
            ? added
            : throw new InvalidOperationException($"The routes {present.Route.Id} and {added.Route.Id} have the same shape.");

        private Node Child(PatternSegment segment)
        {
            switch (segment.Kind)
            {
                case PatternSegmentKind.Variable:
                    return _variable ??= new Node();
                case PatternSegmentKind.Any:
                    return _any ??= new Node();
                default:
                    if (!_literals.TryGetValue(segment.Text, out var child))
                    {
                        _literals.Add(segment.Text, child = new Node());
                    }

                    return child;
            }
        }
    }
}
