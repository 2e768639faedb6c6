using Microsoft.Extensions.Options;
using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>Decodes in processes of their own, and holds what came out of it for a while.</summary>
internal sealed class PooledPictureDecoder(DecoderPool pool, PictureMetrics metrics, IOptions<PicturesOptions> options) : IPictureDecoder
{
    private readonly HeldPictures _held = new(options.Value.MemoryBytes);

    /// <inheritdoc />
    public async Task<Result<DecodedFile>> DecodeAsync(ReadOnlyMemory<byte> file, int maxSide, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, PictureLimits.OfDocuments.LargestSide);
        if (file.Length > PictureDecoder.LargestFileBytes)
        {
            return Count(PictureFailures.Of(PictureFault.TooManyBytes));
        }

        var hash = Sha256Hash.Of(file.Span);
        if (_held.Find(hash, maxSide) is { } held)
        {
            metrics.Counted("held");
            return held;
        }

        var outcome = Count(ToFile(hash, await pool.DecodeAsync(file, maxSide, cancellationToken)));

        // What failed for the state of the service and not for its own is tried again; that it took too long may be either.
        if (outcome.Failure is null or { Kind: FailureKind.Invalid } && outcome.Failure != PictureFailures.TooSlow)
        {
            _held.Hold(hash, maxSide, outcome);
        }

        return outcome;
    }

    /// <inheritdoc />
    public CardPicture? FindHeld(Sha256Hash hash, int maxSide) =>
        _held.Find(hash, maxSide) is { } held && held.TryGetValue(out var file, out _) ? file.Picture : null;

    private static Result<DecodedFile> ToFile(Sha256Hash hash, Result<(DecoderAnswer Answer, byte[] Pixels)> result)
    {
        if (!result.TryGetValue(out var decoded, out var failure))
        {
            return failure;
        }

        var (answer, pixels) = decoded;
        if (answer.Fault != PictureFault.None)
        {
            return PictureFailures.Of(answer.Fault);
        }

        var picture = new CardPicture(hash, answer.PixelWidth, answer.PixelHeight, pixels) { NaturalWidth = answer.Width, NaturalHeight = answer.Height };
        return new DecodedFile(NameOf(answer.Format), answer.Width, answer.Height, picture);
    }

    private static string NameOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "png",
        PictureFormat.Jpeg => "jpeg",
        PictureFormat.Webp => "webp",
        PictureFormat.Gif => "gif",
        PictureFormat.Ico => "ico",
        _ => "svg",
    };

    private Result<DecodedFile> Count(Result<DecodedFile> outcome)
    {
        metrics.Counted(outcome.Failure is { } failure ? failure.Code["pictures.".Length..] : "decoded");
        return outcome;
    }
}
