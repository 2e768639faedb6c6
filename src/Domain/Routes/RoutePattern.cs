using System.Text;
using System.Text.RegularExpressions;
using PearlIo.Domain.Common;

namespace PearlIo.Domain.Routes;

/// <summary>What a segment of a pattern matches, most specific first.</summary>
public enum PatternSegmentKind
{
    /// <summary>Exactly its text.</summary>
    Literal,

    /// <summary><c>{name}</c>: any one segment, which becomes the variable of that name.</summary>
    Variable,

    /// <summary><c>*</c>: any one segment.</summary>
    Any,

    /// <summary><c>**</c> at the end: any rest, also none.</summary>
    Rest,
}

/// <summary>One segment of a pattern.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The decoded literal or the variable's name; empty for the others.</param>
public readonly record struct PatternSegment(PatternSegmentKind Kind, string Text);

/// <summary>
/// A path that stands for many: literal segments, <c>{name}</c> and <c>*</c> for one segment, <c>**</c> at the end for any
/// rest. Literals are decoded once, so <c>/caf%C3%A9</c> and <c>/café</c> are the same, and <c>%7B</c> is a brace.
/// </summary>
public sealed partial class RoutePattern
{
    private RoutePattern(IReadOnlyList<PatternSegment> segments)
    {
        Segments = segments;
        Shape = MakeShape(segments);
    }

    /// <summary>The segments; none for the site's root.</summary>
    public IReadOnlyList<PatternSegment> Segments { get; }

    /// <summary>The pattern without names of variables: equal for patterns that match exactly the same pages.</summary>
    public string Shape { get; }

    /// <summary>Reads a pattern.</summary>
    /// <returns>The pattern, or an <see cref="FailureKind.Invalid"/> failure whose message says what to mend.</returns>
    public static Result<RoutePattern> Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/'))
        {
            return Fail("must begin with '/'.");
        }

        if (!PathSegments.IsReadable(path))
        {
            return Fail("must not have control characters or lone surrogates.");
        }

        if (path.AsSpan().ContainsAny('?', '#'))
        {
            return Fail("must not have '?' or '#': a route is found by the path alone.");
        }

        return ParseSegments(path);
    }

    private static Result<RoutePattern> ParseSegments(string path)
    {
        // A trailing slash does not count, neither here nor in the pages' paths.
        var trimmed = path.EndsWith('/') ? path[1..].TrimEnd('/') : path[1..];
        var segments = new List<PatternSegment>();
        foreach (var part in trimmed.Length == 0 ? [] : trimmed.Split('/'))
        {
            if (segments.Count > 0 && segments[^1].Kind == PatternSegmentKind.Rest)
            {
                return Fail("may have '**' as its last segment only.");
            }

            if (!ParseSegment(part).TryGetValue(out var segment, out var failure))
            {
                return failure;
            }

            if (segment.Kind == PatternSegmentKind.Variable && segments.Contains(segment))
            {
                return Fail($"names the variable {{{segment.Text}}} twice.");
            }

            segments.Add(segment);
        }

        return new RoutePattern(segments);
    }

    private static Result<PatternSegment> ParseSegment(string part)
    {
        if (part is "*")
        {
            return new PatternSegment(PatternSegmentKind.Any, string.Empty);
        }

        if (part is "**")
        {
            return new PatternSegment(PatternSegmentKind.Rest, string.Empty);
        }

        if (part.StartsWith('{') && part.EndsWith('}') && VariableName().IsMatch(part[1..^1]))
        {
            return new PatternSegment(PatternSegmentKind.Variable, part[1..^1]);
        }

        return ParseLiteral(part);
    }

    private static Result<PatternSegment> ParseLiteral(string part)
    {
        if (part.AsSpan().ContainsAny('{', '}', '*'))
        {
            return Failed("has '{', '}' or '*' inside a segment: a segment is either literal, '{name}' (letters, digits and '_', at most 64), '*' or '**'. Write a literal brace as %7B or %7D, an asterisk as %2A.");
        }

        var decoded = PathSegments.Decode(part);
        if (decoded.Length == 0)
        {
            return Failed("must not have empty segments ('//').");
        }

        if (PathSegments.IsDot(decoded))
        {
            return Failed("must not have '.' or '..' as a segment.");
        }

        return PathSegments.IsReadable(decoded)
            ? new PatternSegment(PatternSegmentKind.Literal, decoded)
            : Failed("must not have control characters or lone surrogates.");
    }

    private static string MakeShape(IReadOnlyList<PatternSegment> segments)
    {
        if (segments.Count == 0)
        {
            return "/";
        }

        var shape = new StringBuilder();
        foreach (var segment in segments)
        {
            shape.Append('/').Append(segment.Kind switch
            {
                PatternSegmentKind.Variable => "{}",
                PatternSegmentKind.Any => "*",
                PatternSegmentKind.Rest => "**",
                _ => EscapeLiteral(segment.Text),
            });
        }

        return shape.ToString();
    }

    // Only what would be read as something else is escaped: a shape stays as short as its path, and fits an index.
    private static string EscapeLiteral(string literal) => literal
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("/", "%2F", StringComparison.Ordinal)
        .Replace("{", "%7B", StringComparison.Ordinal)
        .Replace("}", "%7D", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal);

    private static Failure Failed(string what) => new(FailureKind.Invalid, "routes.path_invalid", $"'path' {what}");

    private static Result<RoutePattern> Fail(string what) => Failed(what);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();
}
