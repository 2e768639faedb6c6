using PearlIo.Infrastructure.Rendering.Styles.Properties;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Computes the styles of one document, element by element from the root. Belongs to one thread.</summary>
internal sealed class CascadeRun
{
    private readonly StyleEnvironment _environment;
    private readonly ParsedTexts _texts;
    private readonly StyleBuilder _builder = new();
    private readonly CssValue?[] _winners = new CssValue?[PropertyTable.Longhands.Length];
    private readonly CssValue?[] _agentWinners = new CssValue?[PropertyTable.Longhands.Length];
    private readonly Dictionary<string, CustomValue> _customs = new(StringComparer.Ordinal);
    private readonly Dictionary<PendingValue, (IReadOnlyDictionary<string, string> Customs, Declared[]? Parsed, string? Text)> _substituted = [];
    private readonly List<StyleProblem> _problems = [];
    private IReadOnlyDictionary<string, string> _computedCustoms = CustomProperties.None;
    private bool _isRightToLeft;

    public CascadeRun(StyleEnvironment environment, ParsedTexts texts)
    {
        (_environment, _texts) = (environment, texts);
        (_builder.Units.ViewportWidth, _builder.Units.ViewportHeight) = (environment.ViewportWidth, environment.ViewportHeight);
        if (environment.Fonts is { } fonts)
        {
            _builder.MeasureWith(fonts);
        }
    }

    /// <summary>Whether the last style took something of the parent's that is not inherited by itself.</summary>
    public bool TakesBox { get; private set; }

    /// <param name="text">The root's text, which rem counts from.</param>
    public void SetRoot(TextProperties text) => (_builder.Units.RootEm, _builder.RootText) = (text.FontSize, text);

    /// <summary>What was wrong since the last call.</summary>
    public IReadOnlyList<StyleProblem> TakeProblems()
    {
        if (_problems.Count == 0)
        {
            return [];
        }

        StyleProblem[] taken = [.. _problems];
        _problems.Clear();
        return taken;
    }

    /// <summary>Computes the style of a box.</summary>
    /// <param name="parent">The parent's state.</param>
    /// <param name="matched">Its declarations.</param>
    /// <param name="inline">Those of its <c>style</c>.</param>
    /// <param name="language">Its <c>lang</c>, or null.</param>
    /// <param name="isRoot">Whether it is the root element.</param>
    public ElementState Compute(ElementState parent, MatchedBox matched, DeclarationBlock inline, string? language, bool isRoot)
    {
        _builder.Start(parent);
        _builder.Text.Language = language ?? _builder.Text.Language;
        TakesBox = false;
        ComputeCustoms(parent, matched, inline, isRoot);
        CollectWinners(matched, inline);
        Apply(parent);
        _builder.Box.HasAgentMargin = (IsOfAgent(PropertyTable.MarginTopIndex), IsOfAgent(PropertyTable.MarginBottomIndex));
        var state = _builder.Freeze(isRoot || parent.BlockifiesChildren, _computedCustoms);
        if (isRoot)
        {
            SetRoot(state.Style.Text);
        }

        return state;
    }

    /// <summary>Custom properties and the direction come first, for the others hang on them.</summary>
    private void ComputeCustoms(ElementState parent, MatchedBox matched, DeclarationBlock inline, bool isRoot)
    {
        _customs.Clear();
        AddCustoms(matched.Normal);
        if (isRoot)
        {
            foreach (var (name, text) in _environment.RootCustomProperties)
            {
                _customs[name] = new CustomValue(name, text, WideKeyword.Of(text));
            }
        }

        AddCustoms(inline.Normal);
        AddCustoms(matched.Important);
        AddCustoms(inline.Important);
        _computedCustoms = CustomProperties.Compute(parent.Customs, _customs);
    }

    private void AddCustoms(Declared[] declarations)
    {
        foreach (var declared in declarations)
        {
            if (declared.Value is CustomValue custom)
            {
                _customs[custom.Name] = custom;
            }
        }
    }

    private void CollectWinners(MatchedBox matched, DeclarationBlock inline)
    {
        Array.Clear(_winners);
        Array.Clear(_agentWinners);
        _isRightToLeft = false;
        FindDirection(matched, inline);
        Collect(matched.UserAgent);
        Array.Copy(_winners, _agentWinners, _winners.Length);
        Collect(matched.Normal);
        Collect(inline.Normal);
        Collect(matched.Important);
        Collect(inline.Important);
    }

    /// <summary>Logical properties take the direction of their own element.</summary>
    private void FindDirection(MatchedBox matched, DeclarationBlock inline)
    {
        var direction = PropertyTable.Direction;
        foreach (var declarations in (ReadOnlySpan<Declared[]>)[matched.UserAgent, matched.Normal, inline.Normal, matched.Important, inline.Important])
        {
            foreach (var declared in declarations)
            {
                if (ReferenceEquals(declared.Property, direction) || declared.Value is PendingValue { Name: "direction" })
                {
                    Collect([declared]);
                }
            }
        }

        if (_winners[direction.Index] is { } winner)
        {
            ApplyOne(direction, winner, _builder.Parent);
        }

        _isRightToLeft = _builder.Text.IsRightToLeft;
    }

    private void Collect(Declared[] declarations)
    {
        foreach (var declared in declarations)
        {
            if (declared.Property is { } property)
            {
                var index = property.Physical(_isRightToLeft).Index;
                _winners[index] = declared.Value == WideKeyword.Revert ? _agentWinners[index] : declared.Value;
            }
            else if (declared.Value is PendingValue pending)
            {
                CollectPending(pending);
            }
        }
    }

    private void CollectPending(PendingValue pending)
    {
        // Elements of one set of custom properties have one value.
        if (!_substituted.TryGetValue(pending, out var known) || !ReferenceEquals(known.Customs, _computedCustoms))
        {
            var substituted = Substitution.Apply(pending.Text, _computedCustoms.GetValueOrDefault);
            known = (_computedCustoms, substituted is null ? null : _texts.Value(pending.Name, substituted), substituted);
            _substituted[pending] = known;
        }

        if (known.Parsed is { } declared)
        {
            Collect(declared);
            return;
        }

        ReportUnusable(pending, known.Text);
    }

    private void ReportUnusable(PendingValue pending, string? text)
    {

        // Invalid at computed-value time: as unset (CSS Variables 1, 3.1).
        foreach (var longhand in pending.Longhands)
        {
            _winners[longhand.Physical(_isRightToLeft).Index] = WideKeyword.Unset;
        }

        var shown = text is null ? "a variable in it is missing or hangs on itself" : $"with its variables it is {Shown(text)}";
        _problems.Add(new StyleProblem(pending.Place.Line, pending.Place.Column, $"{pending.Name}: {Shown(pending.Text)} cannot be used, for {shown}."));
    }

    private void Apply(ElementState parent)
    {
        var longhands = PropertyTable.Longhands;
        for (var i = 0; i < longhands.Length; i++)
        {
            if (_winners[i] is { } winner)
            {
                ApplyOne(longhands[i], winner, parent);
            }

            if (i == PropertyTable.FontSizeIndex)
            {
                _builder.FinishFont();
            }
        }
    }

    private void ApplyOne(Property property, CssValue value, ElementState parent)
    {
        if (value is not WideKeyword)
        {
            property.Apply(_builder, value);
        }
        else if (value == WideKeyword.Inherit)
        {
            TakesBox |= !property.IsInherited;
            property.Copy(_builder, parent);
        }
        else if (value == WideKeyword.Initial)
        {
            property.Copy(_builder, ElementState.Initial);
        }
    }

    private bool IsOfAgent(int longhand) => _winners[longhand] is { } winner && ReferenceEquals(winner, _agentWinners[longhand]);

    private static string Shown(string text)
    {
        var bare = text.Replace("/**/", string.Empty, StringComparison.Ordinal).Trim();
        return bare.Length > 60 ? string.Concat(bare.AsSpan(0, 60), "…") : bare;
    }
}
