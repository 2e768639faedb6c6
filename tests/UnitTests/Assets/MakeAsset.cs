using PearlIo.Application.Pictures;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Assets;

/// <summary>Assets and their pixels.</summary>
internal static class MakeAsset
{
    public static readonly Guid Id = new("0195a000-0000-7000-8000-0000000000a1");

    public static Asset Named(string name = "logo", byte content = 1, int byteSize = 1) => new()
    {
        Id = Id,
        TenantId = Tenant.DefaultId,
        Name = name,
        Format = "png",
        Width = 64,
        Height = 32,
        ContentHash = Sha256Hash.Of([content]),
        ByteSize = byteSize,
        CreatedAt = FakeClock.Noon,
        UpdatedAt = FakeClock.Noon,
    };

    /// <summary>What comes out of the decoder for a file of one byte.</summary>
    public static DecodedFile Decoded(byte content = 1, string format = "png") =>
        new(format, 64, 32, new CardPicture(Sha256Hash.Of([content]), 64, 32, new byte[64 * 32 * 4]));
}
