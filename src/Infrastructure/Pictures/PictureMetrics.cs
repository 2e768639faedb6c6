using System.Diagnostics.Metrics;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>Figures of decoded pictures.</summary>
internal sealed class PictureMetrics
{
    private readonly Counter<long> _pictures;
    private readonly Counter<long> _restarts;
    private readonly Histogram<double> _seconds;

    public PictureMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("PearlIo");
        _pictures = meter.CreateCounter<long>("pearl_pictures_total", description: "Pictures given to decoders, by how it ended.");
        _restarts = meter.CreateCounter<long>("pearl_decoder_restarts_total", description: "Processes that decode and were lost, by why.");
        _seconds = meter.CreateHistogram<double>("pearl_picture_decode_seconds", "s", "Time to decode a picture, the way to its process included.");
    }

    /// <summary>Counts a picture: <c>decoded</c>, <c>held</c>, or the last part of a failure's code.</summary>
    public void Counted(string outcome) => _pictures.Add(1, KeyValuePair.Create<string, object?>("outcome", outcome));

    /// <summary>Counts a process that was lost: <c>crash</c>, <c>timeout</c>, <c>ended</c> or <c>start</c>.</summary>
    public void Lost(string cause) => _restarts.Add(1, KeyValuePair.Create<string, object?>("cause", cause));

    public void Decoded(TimeSpan time) => _seconds.Record(time.TotalSeconds);
}
