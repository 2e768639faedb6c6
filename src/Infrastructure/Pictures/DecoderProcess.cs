using System.Diagnostics;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>A process that decodes, seen from the service. Used by one caller at a time.</summary>
internal sealed class DecoderProcess : IDisposable
{
    /// <summary>128 and <c>SIGXCPU</c>.</summary>
    private const int OutOfProcessorTime = 128 + 24;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly Stream _output;

    private DecoderProcess(Process process)
    {
        _process = process;
        _input = process.StandardInput.BaseStream;
        _output = process.StandardOutput.BaseStream;
    }

    /// <summary>The system's number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Pictures that it was given.</summary>
    public int Pictures { get; private set; }

    /// <summary>When it was last given back, as the clock counts.</summary>
    public long IdleSince { get; set; }

    /// <summary>Whether it has ended, by itself or by somebody else.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a process and waits until it is ready.</summary>
    /// <exception cref="DecoderLostException">It cannot be started.</exception>
    public static async Task<DecoderProcess> StartAsync(ProcessStartInfo start, TimeSpan patience, TimeProvider clock)
    {
        DecoderProcess process;
        try
        {
            process = new DecoderProcess(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DecoderLostException($"'{start.FileName}' cannot be started.", e);
        }

        try
        {
            var hello = new byte[1];
            await process.WithinAsync(() => process.ReadAsync(hello), patience, clock);
            return hello[0] == DecoderWire.Hello ? process : throw new DecoderLostException("It does not say what it should.");
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Has a picture decoded.</summary>
    /// <exception cref="DecoderLostException">It ended, was ended for taking too long, or answered without sense: it is of no use any more.</exception>
    public async Task<(DecoderAnswer Answer, byte[] Pixels)> DecodeAsync(ReadOnlyMemory<byte> file, int maxSide, TimeSpan patience, TimeProvider clock)
    {
        Pictures++;
        var (answer, pixels) = (new DecoderAnswer(PictureFault.Corrupt, PictureFormat.Unknown), Array.Empty<byte>());
        await WithinAsync(
            async () =>
            {
                var order = new byte[DecoderWire.OrderBytes];
                DecoderWire.WriteOrder(order, maxSide, file.Length);
                await _input.WriteAsync(order);
                await _input.WriteAsync(file);
                await _input.FlushAsync();
                var bytes = new byte[DecoderWire.AnswerBytes];
                await ReadAsync(bytes);
                answer = DecoderWire.ReadAnswer(bytes, maxSide) ?? throw new DecoderLostException("It answers without sense.");
                pixels = new byte[answer.PixelWidth * answer.PixelHeight * 4];
                await ReadAsync(pixels);
            },
            patience,
            clock);
        return (answer, pixels);
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was quicker.
            return;
        }
    }

    public void Dispose()
    {
        Kill();
        _input.Dispose();
        _output.Dispose();
        _process.Dispose();
    }

    /// <summary>Pipes are not left half read: what takes too long ends with the process.</summary>
    private async Task WithinAsync(Func<Task> work, TimeSpan patience, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(patience, clock);
        await using var ending = limit.Token.Register(Kill);
        try
        {
            await work();
        }
        catch (IOException e)
        {
            var wasTooLong = limit.IsCancellationRequested || ExitCode() == OutOfProcessorTime;
            throw new DecoderLostException(wasTooLong ? "It took too long." : "It ended.", e) { WasTooLong = wasTooLong };
        }
    }

    /// <summary>How a process ended whose pipes are closed; null where it does not end.</summary>
    private int? ExitCode()
    {
        Kill();
        return _process.WaitForExit(EndPatience) ? _process.ExitCode : null;
    }

    private async Task ReadAsync(Memory<byte> bytes) => await _output.ReadExactlyAsync(bytes);
}

/// <summary>A process that decodes is lost.</summary>
internal sealed class DecoderLostException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it was ended for taking too long.</summary>
    public bool WasTooLong { get; init; }
}
