using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PearlIo.Fuzz;

/// <summary>How long a run takes.</summary>
/// <param name="Seed">Where chance begins; the same gives each target the same inputs in the same order.</param>
/// <param name="Time">When it ends, or null.</param>
/// <param name="InputsPerTarget">How many inputs each target gets, or null.</param>
/// <param name="Folder">Where inputs are kept that found something.</param>
internal sealed record FuzzOptions(int Seed, TimeSpan? Time, int? InputsPerTarget, string Folder);

/// <summary>Gives each target its inputs in turn, and keeps those that found something.</summary>
internal sealed class FuzzRun(FuzzOptions options, IReadOnlyList<IFuzzTarget> targets, TextWriter output)
{
    private const int MaxFindings = 20;

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<string> _findings = [];

    /// <summary>What was found, a line each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Runs until the time is over, all inputs were given, or a target hangs, for nothing can end that.</summary>
    public async Task RunAsync()
    {
        Directory.CreateDirectory(options.Folder);
        var states = targets.Select(target => new State(target, new Mutator(new Random(Mix(target.Name)), target.SeedBytes))).ToList();
        while (states.Any(IsDue) && _findings.Count < MaxFindings)
        {
            foreach (var state in states.Where(IsDue).ToList())
            {
                if (!await TakeTurnAsync(state))
                {
                    return;
                }
            }
        }

        foreach (var state in states)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{state.Target.Name,-16} {state.Count,8} inputs, slowest {state.Slowest.TotalMilliseconds,6:0} ms"));
        }
    }

    /// <summary>Gives a target one input, that of a file.</summary>
    public async Task ReplayAsync(IFuzzTarget target, byte[] input) => await RunOneAsync(new State(target, new Mutator(new Random(0), target.SeedBytes)), input);

    private bool IsDue(State state) =>
        (options.InputsPerTarget is not { } most || state.Count < most) && (options.Time is not { } time || Stopwatch.GetElapsedTime(_start) < time);

    // The same for a name in every process, unlike its hash code.
    private int Mix(string name) => options.Seed ^ BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private async Task<bool> TakeTurnAsync(State state)
    {
        var start = Stopwatch.GetTimestamp();
        while (IsDue(state) && Stopwatch.GetElapsedTime(start) < Turn)
        {
            if (!await RunOneAsync(state, state.Inputs.Next()))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> RunOneAsync(State state, byte[] input)
    {
        // A crash takes the process along, and leaves this behind.
        var current = Path.Combine(options.Folder, $"{state.Target.Name}-running.bin");
        await File.WriteAllBytesAsync(current, input);
        var start = Stopwatch.GetTimestamp();
        try
        {
            await Task.Run(() => state.Target.RunAsync(input)).WaitAsync(Hang);
            state.Took(Stopwatch.GetElapsedTime(start));
            File.Delete(current);
            return true;
        }
        catch (TimeoutException)
        {
            await KeepAsync(state.Target, input, "hangs");
            return false;
        }
        catch (Exception e)
        {
            state.Took(Stopwatch.GetElapsedTime(start));
            await KeepAsync(state.Target, input, e is FuzzException ? e.Message : e.ToString());
            File.Delete(current);
            return true;
        }
    }

    private async Task KeepAsync(IFuzzTarget target, byte[] input, string what)
    {
        var file = Path.Combine(options.Folder, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(input))[..16]}.bin");
        await File.WriteAllBytesAsync(file, input);
        var line = $"{target.Name}: {what}{Environment.NewLine}  input: {file}";
        _findings.Add(line);
        await output.WriteLineAsync(line);
    }

    private sealed class State(IFuzzTarget target, Mutator inputs)
    {
        public IFuzzTarget Target => target;

        public Mutator Inputs => inputs;

        public int Count { get; private set; }

        public TimeSpan Slowest { get; private set; }

        public void Took(TimeSpan time)
        {
            Count++;
            Slowest = time > Slowest ? time : Slowest;
        }
    }
}
