using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Pictures;

namespace PearlIo.UnitTests.Pictures;

public sealed class HeldPicturesTests
{
    private const int MaxSide = 600;

    [Fact]
    public void Are_found_by_the_file_and_the_size_asked_for()
    {
        var held = new HeldPictures(1_000_000);
        held.Hold(Hash(1), MaxSide, Picture(1, 100));

        Assert.NotNull(held.Find(Hash(1), MaxSide));
        Assert.Null(held.Find(Hash(1), MaxSide - 1));
        Assert.Null(held.Find(Hash(2), MaxSide));
    }

    [Fact]
    public void Give_way_to_others_once_they_were_not_used_for_longest()
    {
        var held = new HeldPictures(10_000);
        held.Hold(Hash(1), MaxSide, Picture(1, 4000));
        held.Hold(Hash(2), MaxSide, Picture(2, 4000));
        _ = held.Find(Hash(1), MaxSide);
        held.Hold(Hash(3), MaxSide, Picture(3, 4000));

        Assert.Equal([true, false, true], new byte[] { 1, 2, 3 }.Select(file => held.Find(Hash(file), MaxSide) is not null));
    }

    [Fact]
    public void Are_no_more_than_there_is_room_for()
    {
        var held = new HeldPictures(10_000);
        held.Hold(Hash(1), MaxSide, Picture(1, 20_000));
        Assert.Null(held.Find(Hash(1), MaxSide));

        for (var file = 0; file < 100; file++)
        {
            held.Hold(Hash((byte)file), MaxSide, PictureFailures.Crashed);
        }

        Assert.InRange(Enumerable.Range(0, 100).Count(file => held.Find(Hash((byte)file), MaxSide) is not null), 1, 20);
    }

    private static Sha256Hash Hash(byte file) => Sha256Hash.Of([file]);

    private static Result<DecodedFile> Picture(byte file, int bytes)
        => new DecodedFile("png", 1, 1, new CardPicture(Hash(file), 1, bytes / 4, new byte[bytes]));
}
