using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Analytics;

/// <summary>Reads figures of the cards that were drawn and answered for a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="From">Start, inclusive, taken down to a whole step; 30 days (for hours: 2 days) before the end by default.</param>
/// <param name="To">End, exclusive, taken up to a whole step; now by default.</param>
/// <param name="Interval">Width of the steps of the series; a day by default.</param>
public sealed record GetAnalytics(Guid ProjectId, DateTimeOffset? From, DateTimeOffset? To, AnalyticsInterval? Interval)
    : IRequest<Result<ProjectAnalytics>>
{
    private static readonly TimeSpan MaxSpanOfDays = TimeSpan.FromDays(400);
    private static readonly TimeSpan MaxSpanOfHours = TimeSpan.FromDays(31);

    internal sealed class Handler(IProjectRepository projects, IAnalyticsReader analytics, TimeProvider clock)
        : IRequestHandler<GetAnalytics, Result<ProjectAnalytics>>
    {
        public async Task<Result<ProjectAnalytics>> Handle(GetAnalytics request, CancellationToken cancellationToken)
        {
            var now = Timestamps.Now(clock);
            if (!request.Range(now).TryGetValue(out var range, out var problem))
            {
                return problem;
            }

            return await projects.FindAsync(request.ProjectId, cancellationToken) is null
                ? ProjectFailures.NotFound
                : new ProjectAnalytics(range, await analytics.ReadAsync(range, now, cancellationToken));
        }
    }

    // Widened to whole steps: what is counted knows no shorter times than an hour, and the daily figures no shorter ones than a day.
    private Result<AnalyticsRange> Range(DateTimeOffset now)
    {
        var interval = Interval ?? AnalyticsInterval.Day;
        var (step, steps, longest) = interval is AnalyticsInterval.Day
            ? (TimeSpan.FromDays(1), 30, MaxSpanOfDays)
            : (TimeSpan.FromHours(1), 48, MaxSpanOfHours);
        var to = To?.ToUniversalTime() ?? now;
        var end = Up(to, step);
        var from = From?.ToUniversalTime() ?? (end - DateTimeOffset.MinValue > steps * step ? end - steps * step : end);
        var start = Down(from, step);
        if (from >= to)
        {
            return Invalid.Field("from", "'from' must lie before 'to'.");
        }

        if (From is not null && to - from > longest)
        {
            return Invalid.Field("from", $"'from' may lie at most {longest.TotalDays:0} days before 'to' for this interval.");
        }

        return interval is AnalyticsInterval.Hour && start < StatisticsRetention.FirstHour(now)
            ? Invalid.Field(
                "from", $"Hours are kept for {StatisticsRetention.DaysOfHours} days: 'from' may be {StatisticsRetention.FirstHour(now):yyyy-MM-dd} at the earliest, or the interval must be day.")
            : new AnalyticsRange(ProjectId, start, end, interval);
    }

    private static DateTimeOffset Down(DateTimeOffset time, TimeSpan step) => time.AddTicks(-(time.Ticks % step.Ticks));

    // The last step of all time has no end that could be written down.
    private static DateTimeOffset Up(DateTimeOffset time, TimeSpan step) =>
        Down(time < DateTimeOffset.MaxValue - step ? time.AddTicks(step.Ticks - 1) : time, step);
}

/// <summary>Figures with what they are of.</summary>
/// <param name="Range">What was asked for, with its defaults filled in and widened to whole steps.</param>
/// <param name="Report">The figures.</param>
public sealed record ProjectAnalytics(AnalyticsRange Range, AnalyticsReport Report);
