using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.RenderingTests.Pictures;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Pictures with colour profiles have the colours that Chromium gives them.</summary>
[Collection(ChromiumSuite.Name)]
public sealed class ProfileComparisonTests(ChromiumBrowser browser)
{
    private const int Tolerance = 3;

    public static TheoryData<string> Names => [.. ProfileSamples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Has_the_colours_that_Chromium_shows(string name)
    {
        var file = ProfileSamples.All[name];
        var html = $"<!doctype html><body style='margin:0'><img style='width:64px;height:64px' src='data:image/x;base64,{Convert.ToBase64String(file)}'>";
        var expected = MiddleOf(await browser.ScreenshotAsync(html), new DecodeOrder(PictureLimits.OfDocuments));
        var actual = MiddleOf(file, DecodeOrder.OfStranger());

        for (var shift = 0; shift < 24; shift += 8)
        {
            var difference = Math.Abs((int)((expected >> shift) & 255) - (int)((actual >> shift) & 255));
            Assert.True(difference <= Tolerance, $"Chromium shows {expected:x8}, and we {actual:x8}.");
        }
    }

    /// <summary>A pixel within the 64 px that are shown.</summary>
    private static uint MiddleOf(byte[] file, DecodeOrder order)
    {
        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, order, out var picture, out _));
        using var raster = Assert.IsType<RasterPicture>(picture);
        return raster.Pixels.Row(Math.Min(32, raster.Height / 2))[Math.Min(32, raster.Width / 2)];
    }
}
