using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>
/// What selectors can see of a document: tags, the attributes that some selector names, where text is. Two documents with one key
/// have the same rules, whatever their texts, pictures and <c>style</c> attributes.
/// </summary>
internal sealed class StructureKey : IEquatable<StructureKey>
{
    /// <summary>Used again for every card of a thread; only a key that is kept copies it.</summary>
    [ThreadStatic]
    private static List<string>? _spare;

    private readonly List<string> _parts;
    private readonly int _hash;

    private StructureKey(List<string> parts, int hash) => (_parts, _hash) = (parts, hash);

    private StructureKey(List<string> parts)
    {
        _parts = parts;
        var hash = default(HashCode);
        foreach (var part in _parts)
        {
            hash.Add(string.GetHashCode(part, StringComparison.Ordinal));
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>A key to look others up with; good until the next one of the thread is made.</summary>
    /// <param name="root">The document.</param>
    /// <param name="media">Which conditions of <c>@media</c> hold.</param>
    /// <param name="attributes">Names of the attributes that are looked at.</param>
    public static StructureKey Of(MarkupElement root, string media, HashSet<string> attributes)
    {
        var parts = _spare ??= new List<string>(256);
        parts.Clear();
        parts.Add(media);
        Add(root, attributes, parts, 0);
        return new StructureKey(parts);
    }

    /// <summary>A key that may be kept.</summary>
    public StructureKey Copy() => new([.. _parts], _hash);

    public bool Equals(StructureKey? other)
    {
        if (other is null || _hash != other._hash || _parts.Count != other._parts.Count)
        {
            return false;
        }

        for (var i = 0; i < _parts.Count; i++)
        {
            if (!string.Equals(_parts[i], other._parts[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as StructureKey);

    public override int GetHashCode() => _hash;

    private static void Add(MarkupElement element, HashSet<string> attributes, List<string> parts, int depth)
    {
        if (depth > Stylist.MaxDepth)
        {
            throw new ArgumentException($"Elements stand in one another more than {Stylist.MaxDepth} deep.", nameof(element));
        }

        parts.Add("<");
        parts.Add(element.Tag);
        for (var i = 0; i < element.Attributes.Count; i++)
        {
            var attribute = element.Attributes[i];
            if (attributes.Contains(attribute.Name))
            {
                parts.Add(attribute.Name);
                parts.Add(SeenValue(element, attribute));
            }
        }

        parts.Add(">");
        for (var i = 0; i < element.Children.Count; i++)
        {
            if (element.Children[i] is MarkupElement child)
            {
                Add(child, attributes, parts, depth + 1);
            }
            else if (element.Children[i] is MarkupText { Text.Length: > 0 })
            {
                parts.Add("t");
            }
        }

        parts.Add("/");
    }

    /// <summary>The direction of <c>dir=auto</c> is that of the text.</summary>
    private static string SeenValue(MarkupElement element, MarkupAttribute attribute)
        => attribute.Name is "dir" ? TextDirection.Of(element, attribute.Value) : attribute.Value;
}
