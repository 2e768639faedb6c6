using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PearlIo.WebApi.Observability;

/// <summary>
/// Collects what the program's meters measure and writes it in Prometheus' text format 0.0.4. Instruments of the runtime
/// (<c>System.Runtime</c>) and of the pool of connections (<c>Npgsql</c>) are renamed by its rules:
/// <c>dotnet.gc.heap.total_allocated</c> to <c>dotnet_gc_heap_total_allocated</c>.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private const string OwnMeter = "PearlIo";
    private const string RuntimeMeter = "System.Runtime";
    private const string PoolMeter = "Npgsql";
    private const string PoolInstruments = "db.client.connection.";

    /// <summary>Upper bounds of histograms' buckets, in seconds: from a hit's time to a hard limit's.</summary>
    private static readonly double[] Buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _meters;

    public PrometheusText(IMeterFactory meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<float>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Measure(i, value, tags));
        _listener.Start();
    }

    /// <summary>All series as they stand now.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(s => s.Key.Instrument).OrderBy(g => Name(g.Key), StringComparer.Ordinal))
        {
            WriteInstrument(text, group.Key, group.Select(s => (s.Key.Labels, s.Value)));
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    // Several servers may share a process (in tests): each listens to the meters of its own factory.
    private void Publish(Instrument instrument, MeterListener listener)
    {
        var own = instrument.Meter.Name is OwnMeter && ReferenceEquals(instrument.Meter.Scope, _meters);
        var pool = instrument.Meter.Name is PoolMeter && instrument.Name.StartsWith(PoolInstruments, StringComparison.Ordinal);
        if (own || pool || instrument.Meter.Name is RuntimeMeter)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd((instrument, Labels(tags)), static key => new Series(key.Instrument)).Add(value);

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return string.Empty;
        }

        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags)
        {
            labels.Add($"{Clean(name)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)}\"");
        }

        return string.Join(',', labels);
    }

    private static string Escape(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Name(Instrument instrument) => Clean(instrument.Name);

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Kind(Instrument instrument) => instrument.GetType().Name switch
    {
        var n when n.StartsWith("Histogram", StringComparison.Ordinal) => "histogram",
        var n when n.StartsWith("Counter", StringComparison.Ordinal) || n.StartsWith("ObservableCounter", StringComparison.Ordinal) => "counter",
        _ => "gauge",
    };

    private static void WriteInstrument(StringBuilder text, Instrument instrument, IEnumerable<(string Labels, Series Series)> series)
    {
        var (name, kind) = (Name(instrument), Kind(instrument));
        text.Append("# HELP ").Append(name).Append(' ').Append(Escape(instrument.Description ?? string.Empty)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (var (labels, values) in series.OrderBy(s => s.Labels, StringComparer.Ordinal))
        {
            if (kind is "histogram")
            {
                values.WriteHistogram(text, name, labels);
            }
            else
            {
                WriteLine(text, name, labels, values.Value);
            }
        }
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private sealed class Series(Instrument instrument)
    {
        private readonly bool _isHistogram = Kind(instrument) is "histogram";

        // A counter reports differences; a gauge or an observed instrument its state.
        private readonly bool _isState = instrument.IsObservable || Kind(instrument) is "gauge";
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[Buckets.Length + 1];
        private double _sum;

        public double Value { get; private set; }

        public void Add(double value)
        {
            lock (_lock)
            {
                if (_isHistogram)
                {
                    var bucket = Array.FindIndex(Buckets, b => value <= b);
                    _counts[bucket < 0 ? Buckets.Length : bucket]++;
                    _sum += value;
                }
                else
                {
                    Value = _isState ? value : Value + value;
                }
            }
        }

        public void WriteHistogram(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                var separator = labels.Length > 0 ? "," : string.Empty;
                long total = 0;
                for (var i = 0; i < _counts.Length; i++)
                {
                    total += _counts[i];
                    var bound = i < Buckets.Length ? Buckets[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                    WriteLine(text, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", total);
                }

                WriteLine(text, name + "_sum", labels, _sum);
                WriteLine(text, name + "_count", labels, total);
            }
        }
    }
}
