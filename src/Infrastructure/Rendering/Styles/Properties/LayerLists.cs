using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The lists of <c>background-*</c> or <c>mask-*</c>, which images pick from in turn (CSS Backgrounds 3, 3.1).</summary>
internal sealed record LayerLists
{
    public static readonly LayerLists Background = new();

    public static readonly LayerLists Mask = new() { Origins = [BackgroundBox.BorderBox] };

    /// <summary>Null for <c>none</c>.</summary>
    public IReadOnlyList<SpecifiedImage?> Images { get; init; } = [null];

    public IReadOnlyList<SpecifiedLength> X { get; init; } = [SpecifiedPair.Start.X];

    public IReadOnlyList<SpecifiedLength> Y { get; init; } = [SpecifiedPair.Start.Y];

    public IReadOnlyList<LayerSize> Sizes { get; init; } = [LayerSize.Auto];

    public IReadOnlyList<LayerRepeat> Repeats { get; init; } = [default];

    public IReadOnlyList<BackgroundBox> Origins { get; init; } = [BackgroundBox.PaddingBox];

    public IReadOnlyList<BackgroundBox> Clips { get; init; } = [BackgroundBox.BorderBox];

    /// <summary>The layers that have an image.</summary>
    public IReadOnlyList<BackgroundLayer> Compute(UnitContext context, CssColor current)
    {
        if (Images is [null])
        {
            return [];
        }

        var layers = new List<BackgroundLayer>(Images.Count);
        for (var i = 0; i < Images.Count; i++)
        {
            if (Images[i] is { } image)
            {
                layers.Add(Layer(i, image, context, current));
            }
        }

        return layers;
    }

    private BackgroundLayer Layer(int i, SpecifiedImage image, UnitContext context, CssColor current)
    {
        var size = Sizes[i % Sizes.Count];
        var repeat = Repeats[i % Repeats.Count];
        return new BackgroundLayer
        {
            Image = image.Compute(context, current),
            Position = new LengthPair(X[i % X.Count].Compute(context), Y[i % Y.Count].Compute(context)),
            SizeKind = size.Kind,
            Size = size.Lengths.Compute(context),
            RepeatX = repeat.X,
            RepeatY = repeat.Y,
            Origin = Origins[i % Origins.Count],
            Clip = Clips[i % Clips.Count],
        };
    }
}

/// <summary><c>background-size</c> of a layer.</summary>
internal sealed record LayerSize(BackgroundSizeKind Kind, SpecifiedPair Lengths)
{
    private static readonly SpecifiedPair Autos = new(new FixedLength(Length.Auto), new FixedLength(Length.Auto));

    public static readonly LayerSize Auto = new(BackgroundSizeKind.Lengths, Autos);

    public static readonly LayerSize Cover = new(BackgroundSizeKind.Cover, Autos);

    public static readonly LayerSize Contain = new(BackgroundSizeKind.Contain, Autos);
}

/// <summary><c>background-repeat</c> of a layer.</summary>
internal readonly record struct LayerRepeat(BackgroundRepeat X, BackgroundRepeat Y);
