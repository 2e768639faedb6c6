using PearlIo.Infrastructure.Pictures;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.TestKit.Pictures;

namespace PearlIo.UnitTests.Pictures;

public sealed class DecoderWireTests
{
    [Fact]
    public void A_worker_answers_every_order_until_there_are_no_more()
    {
        byte[] good = PngSample.Grey(200, 100), bad = [1, 2, 3];
        using var orders = new MemoryStream([.. Order(good, 50), .. Order(bad, 50), .. Order([], 50), .. Order(good, 300)]);
        using var answers = new MemoryStream();
        var worker = new DecoderWorker(orders, answers, "/nowhere");

        Assert.Equal([true, true, true, true, false], Enumerable.Range(0, 5).Select(_ => worker.Work()));

        answers.Position = 0;
        Assert.Equal(new DecoderAnswer(PictureFault.None, PictureFormat.Png, 200, 100, 50, 25), Answer(answers, 50));
        Assert.Equal(PictureFault.UnknownFormat, Answer(answers, 50)?.Fault);
        Assert.Equal(PictureFault.UnknownFormat, Answer(answers, 50)?.Fault);
        Assert.Equal(new DecoderAnswer(PictureFault.None, PictureFormat.Png, 200, 100, 200, 100), Answer(answers, 300));
        Assert.Equal(answers.Length, answers.Position);
    }

    public static TheoryData<int, int, int, int, int, int> Senseless => new()
    {
        { 99, 1, 1, 1, 1, 1 },
        { 0, 0, 1, 1, 1, 1 },
        { 0, 9, 1, 1, 1, 1 },
        { 0, 1, 0, 1, 1, 1 },
        { 0, 1, 30_000, 30_000, 1, 1 },
        { 0, 1, 1, 1, 51, 1 },
        { 0, 1, 1, 1, 1, -1 },
        { 0, 1, 1, 1, int.MaxValue, int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public void An_answer_without_sense_is_none(int fault, int format, int width, int height, int pixelWidth, int pixelHeight)
    {
        var bytes = new byte[DecoderWire.AnswerBytes];
        DecoderWire.WriteAnswer(bytes, new DecoderAnswer((PictureFault)fault, (PictureFormat)format, width, height, pixelWidth, pixelHeight));
        Assert.Null(DecoderWire.ReadAnswer(bytes, maxSide: 50));
    }

    [Theory]
    [InlineData("/opt/pearl/pearl", "/opt/pearl/pearl", new string[0])]
    [InlineData("/usr/bin/dotnet", "/usr/bin/dotnet", new[] { "/app/pearl.dll" })]
    [InlineData("/app/testhost", "dotnet", new[] { "/app/pearl.dll" })]
    [InlineData(null, "dotnet", new[] { "/app/pearl.dll" })]
    public void A_process_is_started_as_the_program_was(string? running, string file, string[] arguments)
    {
        var found = DecoderCommand.Find(running, "/app");
        Assert.Equal(file, found.File);
        Assert.Equal(arguments, found.Arguments);
    }

    [Fact]
    public void A_process_is_told_no_secrets()
    {
        Environment.SetEnvironmentVariable("ADMIN_KEY_OF_A_TEST", "secret");
        var start = DecoderCommand.Create("/usr/share/fonts");
        Assert.DoesNotContain("ADMIN_KEY_OF_A_TEST", start.Environment.Keys);
        Assert.DoesNotContain("DATABASE_URL", start.Environment.Keys);
        Assert.Contains("PATH", start.Environment.Keys);
    }

    [Fact]
    public void Settings_that_cannot_work_are_all_named()
    {
        var options = new PicturesOptions { Processes = 0, QueueLength = 0, WaitMs = 0, DecodeMs = 70_000, IdleSeconds = -1, MemoryBytes = -1 };
        var failures = new PicturesOptionsValidator().Validate(null, options).Failures!.ToList();
        Assert.Equal(6, failures.Count);
        Assert.Contains("Pictures:DecodeMs must be 1 to 60,000.", failures);
        Assert.True(new PicturesOptionsValidator().Validate(null, new PicturesOptions()).Succeeded);
    }

    private static byte[] Order(byte[] file, int maxSide)
    {
        var order = new byte[DecoderWire.OrderBytes];
        DecoderWire.WriteOrder(order, maxSide, file.Length);
        return [.. order, .. file];
    }

    private static DecoderAnswer? Answer(MemoryStream answers, int maxSide)
    {
        var bytes = new byte[DecoderWire.AnswerBytes];
        answers.ReadExactly(bytes);
        var answer = DecoderWire.ReadAnswer(bytes, maxSide);
        answers.Position += 4 * (answer?.PixelWidth ?? 0) * (answer?.PixelHeight ?? 0);
        return answer;
    }
}
