using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The style of one element while the cascade writes it. Used again for the next element; belongs to one thread.</summary>
internal sealed class StyleBuilder
{
    /// <summary>px of the keywords of <c>font-size</c>, as Chromium has them for 16 px and for 13 px of monospace.</summary>
    private static readonly double[] Sizes = [9, 10, 13, 16, 18, 24, 32, 48];
    private static readonly double[] MonospaceSizes = [9, 10, 12, 13, 16, 20, 26, 39];

    /// <summary>Whether units of fonts are of the element itself, rather than of the parent.</summary>
    private bool _hasFont;

    public UnitContext Units { get; } = new();

    /// <summary>The text of the root, once it is known.</summary>
    public TextProperties? RootText { get; set; }

    public ElementState Parent { get; private set; } = ElementState.Initial;

    public TextBuilder Text { get; } = new();

    public BoxBuilder Box { get; } = new();

    public PaintBuilder Paint { get; } = new();

    public FontSizeOrigin FontSizeOrigin { get; set; }

    public FeatureParts Features { get; set; } = FeatureParts.None;

    public IReadOnlyList<ContentPart>? Content { get; set; }

    /// <summary>Whether list items would have markers.</summary>
    public bool HasMarkers { get; set; }

    /// <summary>Whether a font size was given, so that a change to monospace has been thought of.</summary>
    public bool HasFontSize { get; set; }

    /// <summary>Starts an element.</summary>
    public void Start(ElementState parent)
    {
        Parent = parent;
        Text.Load(parent.Style.Text);
        Box.Reset();
        Paint.Reset();
        Units.Em = parent.Style.Text.FontSize;
        (FontSizeOrigin, Features, Content, HasFontSize, _hasFont) = (parent.FontSizeOrigin, parent.Features, null, false, false);
        HasMarkers = parent.HasMarkers;
    }

    /// <summary>Sets one of the keywords of <c>font-size</c>.</summary>
    public void SetFontKeyword(int keyword)
    {
        FontSizeOrigin = new FontSizeOrigin(keyword, IsAbsolute: false, IsMonospace());
        (Text.FontSize, HasFontSize) = ((FontSizeOrigin.IsMonospace ? MonospaceSizes : Sizes)[keyword], true);
    }

    /// <summary>Sets a size in px.</summary>
    /// <param name="px">The size.</param>
    /// <param name="isRelative">Whether it is a share of the parent's.</param>
    public void SetFontSize(double px, bool isRelative)
    {
        var parent = Parent.FontSizeOrigin;
        var origin = new FontSizeOrigin(null, !isRelative || parent.IsAbsolute, parent.IsMonospace);
        (Text.FontSize, FontSizeOrigin) = (px, origin);
        Rescale();
        HasFontSize = true;
    }

    /// <summary>Once family and size are set, before anything that is measured in em.</summary>
    public void FinishFont()
    {
        if (!HasFontSize)
        {
            Rescale();
        }

        Text.FontSize = Math.Clamp(Text.FontSize, 0, 10_000);
        (Units.Em, _hasFont) = (Text.FontSize, true);
    }

    /// <summary>Lets units of fonts be measured.</summary>
    public void MeasureWith(IFontMeasures fonts)
    {
        Units.FindFont = () => fonts.Of(_hasFont ? Text.Freeze() : Parent.Style.Text);
        Units.FindRootFont = () => RootText is null ? Units.Font : fonts.Of(RootText);
    }

    /// <summary>The finished style.</summary>
    /// <param name="isBlockified">Whether it is a flex item or the root.</param>
    /// <param name="customs">Its custom properties.</param>
    public ElementState Freeze(bool isBlockified, IReadOnlyDictionary<string, string> customs)
    {
        Text.FontFeatures = ReferenceEquals(Features, Parent.Features) ? Text.FontFeatures : Features.Compose();
        var text = Text.Freeze();
        text = text == Parent.Style.Text ? Parent.Style.Text : text;
        var box = Box.Freeze(Paint.BorderStyle, isBlockified, Paint.ContainsAbsolute);
        var paint = Paint.Freeze(Units, text.Color);
        return new ElementState
        {
            Style = new ComputedStyle
            {
                Text = text,
                Box = box == BoxProperties.Initial ? BoxProperties.Initial : box,
                Paint = paint,
            },
            FontSizeOrigin = FontSizeOrigin with { IsMonospace = IsMonospace() },
            Features = Features,
            Background = Paint.Background,
            Mask = Paint.Mask,
            Customs = customs,
            Content = Content,
            HasMarkers = HasMarkers,
            BlockifiesChildren = box.Display is Display.Flex or Display.InlineFlex || (box.Display == Display.Contents && Parent.BlockifiesChildren),
        };
    }

    private bool IsMonospace() => Text.FontFamilies is ["monospace"];

    /// <summary>The default of monospace is 13 px: a size that goes back to a default goes with it, as in Chromium's <c>FontBuilder</c>.</summary>
    private void Rescale()
    {
        var isMonospace = IsMonospace();
        if (FontSizeOrigin.IsAbsolute || isMonospace == FontSizeOrigin.IsMonospace)
        {
            return;
        }

        Text.FontSize = FontSizeOrigin.Keyword is { } keyword
            ? (isMonospace ? MonospaceSizes : Sizes)[keyword]
            : Text.FontSize * (isMonospace ? 13.0 / 16 : 16.0 / 13);
        FontSizeOrigin = FontSizeOrigin with { IsMonospace = isMonospace };
    }
}
