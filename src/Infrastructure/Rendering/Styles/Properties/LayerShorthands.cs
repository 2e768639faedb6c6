using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Shorthands of backgrounds and masks.</summary>
internal static class LayerShorthands
{
    private static readonly string[] Parts = ["image", "position-x", "position-y", "size", "repeat", "origin", "clip"];

    public static void Add(ShorthandList list)
    {
        foreach (var prefix in new[] { "background", "mask" })
        {
            list.Add(prefix + "-position", [prefix + "-position-x", prefix + "-position-y"], (reader, to) => Position(list, prefix, reader, to));
        }

        list.Add("background", ["background-color", .. Array.ConvertAll(Parts, part => "background-" + part)], (reader, to) => Layers(list, "background", reader, to));
        list.Add("mask", Array.ConvertAll(Parts, part => "mask-" + part), (reader, to) => Layers(list, "mask", reader, to));
        list.Alias("-webkit-mask", "mask");
        list.Alias("-webkit-mask-position", "mask-position");
    }

    private static bool Position(ShorthandList list, string prefix, TokenReader reader, List<Declared> to)
    {
        var (xs, ys) = (new List<SpecifiedLength>(), new List<SpecifiedLength>());
        do
        {
            if (PositionParser.Parse(reader) is not { } position)
            {
                return false;
            }

            xs.Add(position.X);
            ys.Add(position.Y);
        }
        while (reader.Comma());

        to.Add(new Declared(list.Property(prefix + "-position-x"), new TypedValue<List<SpecifiedLength>>(xs)));
        to.Add(new Declared(list.Property(prefix + "-position-y"), new TypedValue<List<SpecifiedLength>>(ys)));
        return true;
    }

    private static bool Layers(ShorthandList list, string prefix, TokenReader reader, List<Declared> to)
    {
        var layers = new List<Layer>();
        var parts = reader.Split();
        for (var i = 0; i < parts.Count; i++)
        {
            var layer = new Layer();
            if (!layer.Read(parts[i], isBackground: prefix is "background", isLast: i == parts.Count - 1))
            {
                return false;
            }

            layers.Add(layer);
        }

        reader.Position = reader.End;
        if (prefix is "background")
        {
            to.Add(new Declared(list.Property("background-color"), new TypedValue<SpecifiedColor>(layers[^1].Color ?? KnownColor.Transparent)));
        }

        Add("image", layers.ConvertAll(layer => layer.Image));
        Add("position-x", layers.ConvertAll(layer => layer.Position.X));
        Add("position-y", layers.ConvertAll(layer => layer.Position.Y));
        Add("size", layers.ConvertAll(layer => layer.Size));
        Add("repeat", layers.ConvertAll(layer => layer.Repeat));
        Add("origin", layers.ConvertAll(layer => layer.Origin ?? (prefix is "mask" ? BackgroundBox.BorderBox : BackgroundBox.PaddingBox)));
        Add("clip", layers.ConvertAll(layer => layer.Clip ?? layer.Origin ?? BackgroundBox.BorderBox));
        return true;

        void Add<T>(string part, List<T> values) => to.Add(new Declared(list.Property($"{prefix}-{part}"), new TypedValue<List<T>>(values)));
    }

    /// <summary>A layer of the shorthand while it is read.</summary>
    private sealed class Layer
    {
        private bool _hasImage;
        private bool _hasPosition;
        private bool _hasRepeat;

        public SpecifiedImage? Image { get; private set; }

        public SpecifiedColor? Color { get; private set; }

        public SpecifiedPair Position { get; private set; } = SpecifiedPair.Start;

        public LayerSize Size { get; private set; } = LayerSize.Auto;

        public LayerRepeat Repeat { get; private set; }

        public BackgroundBox? Origin { get; private set; }

        public BackgroundBox? Clip { get; private set; }

        public bool Read(TokenReader reader, bool isBackground, bool isLast)
        {
            var isAny = false;
            while (!reader.AtEnd)
            {
                if (!ReadOne(reader, isBackground, isLast))
                {
                    return false;
                }

                isAny = true;
            }

            return isAny;
        }

        private bool ReadOne(TokenReader reader, bool isBackground, bool isLast)
        {
            if (!_hasImage && LayerLonghands.Image(reader) is { } image)
            {
                (Image, _hasImage) = (image.Image, true);
                return true;
            }

            if (!_hasPosition && PositionParser.Parse(reader) is { } position)
            {
                (Position, _hasPosition) = (position, true);
                return !reader.Delim('/') || ReadSize(reader);
            }

            if (!_hasRepeat && LayerLonghands.Repeat(reader) is { } repeat)
            {
                (Repeat, _hasRepeat) = (repeat, true);
                return true;
            }

            return ReadBox(reader) || IsWithoutEffect(reader, isBackground) || (isBackground && isLast && Color is null && ReadColor(reader));
        }

        private bool ReadSize(TokenReader reader)
        {
            if (LayerLonghands.Size(reader) is not { } size)
            {
                return false;
            }

            Size = size;
            return true;
        }

        private bool ReadBox(TokenReader reader)
        {
            if (Clip is null && reader.Ident("text"))
            {
                Clip = BackgroundBox.Text;
                return true;
            }

            if (Clip is not null && Origin is not null)
            {
                return false;
            }

            if (LayerLonghands.Box(reader) is not { } box)
            {
                return false;
            }

            if (Origin is null)
            {
                Origin = box;
            }
            else
            {
                Clip = box;
            }

            return true;
        }

        private bool ReadColor(TokenReader reader)
        {
            Color = ColorParser.Parse(reader);
            return Color is not null;
        }

        /// <summary>A card is not scrolled, and masks show by alpha and are added up.</summary>
        private static bool IsWithoutEffect(TokenReader reader, bool isBackground) => isBackground
            ? reader.Ident("scroll") || reader.Ident("fixed") || reader.Ident("local")
            : reader.Ident("alpha") || reader.Ident("match-source") || reader.Ident("add");
    }
}
