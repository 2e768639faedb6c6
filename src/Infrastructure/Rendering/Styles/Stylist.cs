using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>
/// The style sheets of a document or template, parsed once. Styles any number of documents of its kind: selectors are matched once for
/// each structure, and styles are computed again only where a <c>style</c> attribute or the environment differs. Threads may share it.
/// </summary>
internal sealed class Stylist
{
    /// <summary>How deep elements may stand in one another.</summary>
    public const int MaxDepth = MarkupDocument.MaxDepth + 8;

    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    private const int MostStructures = 64;
    private const int MostMatched = 20_000;

    private readonly TimeSpan _longestMatch;
    private readonly bool _isQuirky;
    private readonly StyleSheet _sheet;
    private readonly RuleIndex _index;
    private readonly HashSet<string> _attributes = new(AttributeHints.Names, StringComparer.Ordinal);
    private readonly ParsedTexts _texts;
    private readonly Lock _lock = new();
    private readonly LinkedList<(StructureKey Key, MatchedStructure Structure)> _recent = [];
    private readonly Dictionary<StructureKey, LinkedListNode<(StructureKey Key, MatchedStructure Structure)>> _structures = [];
    private int _matched;

    /// <param name="sheets">The texts of the <c>style</c> elements, in order.</param>
    /// <param name="longestMatch">How long selectors may take to be matched with a structure; null for five seconds.</param>
    /// <param name="mode">By which rules the documents are drawn.</param>
    public Stylist(IReadOnlyList<StyleSource> sheets, TimeSpan? longestMatch = null, DocumentMode mode = DocumentMode.Standard)
    {
        _isQuirky = mode == DocumentMode.Quirks;
        _longestMatch = longestMatch ?? LongestMatch;
        _sheet = CssParser.Parse(sheets, _isQuirky);
        _index = new RuleIndex(_sheet, _isQuirky);
        _texts = new ParsedTexts(_isQuirky);
        foreach (var rule in _sheet.Rules)
        {
            foreach (var selector in rule.Selectors)
            {
                _attributes.UnionWith(selector.Attributes);
            }
        }
    }

    /// <summary>What is wrong in the sheets.</summary>
    public IReadOnlyList<StyleProblem> Problems => _sheet.Problems;

    /// <summary>The fonts of <c>@font-face</c>.</summary>
    public IReadOnlyList<FontFace> FontFaces => _sheet.FontFaces;

    /// <summary>Styles a document. Where selectors take too long to be matched, the tree is empty and has an error.</summary>
    /// <param name="root">The root element, its texts and attributes filled in.</param>
    /// <param name="environment">Viewport, theme and sizes of pictures.</param>
    /// <param name="cancellationToken">Stops a first match that takes too long.</param>
    /// <exception cref="ArgumentException">Elements stand in one another more than <see cref="MaxDepth"/> deep.</exception>
    public StyledTree Style(MarkupElement root, StyleEnvironment environment, CancellationToken cancellationToken = default)
    {
        try
        {
            var structure = StructureOf(root, environment, cancellationToken);
            return new StyledTreeBuilder(structure, structure.SetFor(environment), _texts, environment).Build(root);
        }
        catch (MatchTooLongException e)
        {
            var empty = new StyledElement { Tag = root.Tag, Source = root, Style = ElementState.Initial.Style };
            return new StyledTree(empty, [new StyleProblem(root.Line, root.Column, e.Message, IsError: true)]);
        }
    }

    private MatchedStructure StructureOf(MarkupElement root, StyleEnvironment environment, CancellationToken cancellationToken)
    {
        var context = new MediaContext(environment.ViewportWidth, environment.ViewportHeight, environment.IsDark);
        var media = new bool[_sheet.Media.Count];
        for (var i = 0; i < media.Length; i++)
        {
            media[i] = _sheet.Media[i].Holds(context);
        }

        var key = StructureKey.Of(root, MediaKey(media), _attributes);
        lock (_lock)
        {
            if (_structures.TryGetValue(key, out var node))
            {
                _recent.Remove(node);
                _recent.AddLast(node);
                return node.Value.Structure;
            }
        }

        key = key.Copy();
        var structure = new Matcher(_index, media, _attributes, _isQuirky).Match(root, new MatchBudget(_longestMatch, cancellationToken));
        Keep(key, structure);
        return structure;
    }

    private static string MediaKey(bool[] media)
        => media.Length == 0 ? string.Empty : string.Create(media.Length, media, (text, holds) =>
        {
            for (var i = 0; i < holds.Length; i++)
            {
                text[i] = holds[i] ? '1' : '0';
            }
        });

    private void Keep(StructureKey key, MatchedStructure structure)
    {
        lock (_lock)
        {
            if (_structures.ContainsKey(key))
            {
                return;
            }

            _structures.Add(key, _recent.AddLast((key, structure)));
            _matched += structure.Elements.Length;
            while (_recent.Count > 1 && (_recent.Count > MostStructures || _matched > MostMatched))
            {
                var (oldest, dropped) = _recent.First!.Value;
                _matched -= dropped.Elements.Length;
                _structures.Remove(oldest);
                _recent.RemoveFirst();
            }
        }
    }
}

/// <summary>A styled document.</summary>
/// <param name="Root">The root element.</param>
/// <param name="Problems">What is wrong in <c>style</c> attributes and in values with <c>var()</c>; the sheets' own problems are the <see cref="Stylist"/>'s.</param>
internal sealed record StyledTree(StyledElement Root, IReadOnlyList<StyleProblem> Problems);
