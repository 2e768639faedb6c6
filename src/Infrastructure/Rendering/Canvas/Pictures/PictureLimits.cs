namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>How large a picture may be; checked by its header, before a decoder sees it.</summary>
/// <param name="LargestSide">px.</param>
/// <param name="MostPixels">Width times height.</param>
internal readonly record struct PictureLimits(int LargestSide, long MostPixels)
{
    /// <summary>Frames beyond this, all together, are a bomb: only the first one is ever drawn.</summary>
    private const int PicturesInFrames = 10;

    /// <summary>For what documents bring along, which is decoded by the thread that draws them.</summary>
    public static readonly PictureLimits OfDocuments = new(8192, 25_000_000);

    /// <summary>For what strangers made, which is decoded in a process of its own.</summary>
    public static readonly PictureLimits OfStrangers = new(16_384, 50_000_000);

    /// <summary>Whether a picture of this size may be decoded.</summary>
    public PictureFault Check(long width, long height, long frames = 1)
    {
        if (width < 1 || height < 1)
        {
            return PictureFault.Corrupt;
        }

        var isSmall = width <= LargestSide && height <= LargestSide && width * height <= MostPixels;
        return isSmall && (frames <= 1 || frames <= MostPixels * PicturesInFrames / (width * height)) ? PictureFault.None : PictureFault.TooLarge;
    }
}

/// <summary>How a file is to be decoded.</summary>
/// <param name="Limits">How large it may be.</param>
/// <param name="MaxSide">Longest side in px that will be shown; decoders may give fewer pixels than the file has, but not fewer than this. Null for all.</param>
/// <param name="AppliesProfiles">Whether colours are those of the file's profile; if not, it is not even looked at.</param>
internal readonly record struct DecodeOrder(PictureLimits Limits, int? MaxSide = null, bool AppliesProfiles = false)
{
    /// <summary>What a document brings along.</summary>
    public static readonly DecodeOrder OfDocument = new(PictureLimits.OfDocuments);

    /// <summary>What a stranger made. Only for processes that may be lost: profiles of strangers have crashed libraries.</summary>
    public static DecodeOrder OfStranger(int? maxSide = null) => new(PictureLimits.OfStrangers, maxSide, AppliesProfiles: true);

    /// <summary>The same order for a picture within the file, whole.</summary>
    public DecodeOrder Whole => this with { MaxSide = null };

    /// <summary>What a file's profile does to its colours; null where it has none, or one that is of no use or is not to be used.</summary>
    /// <param name="profile">The profile; empty for none.</param>
    /// <param name="channels">What the picture has.</param>
    public ColourTransform? TransformOf(ReadOnlySpan<byte> profile, PictureChannels channels)
        => AppliesProfiles && !profile.IsEmpty ? ColourTransform.Of(profile, channels) : null;
}
