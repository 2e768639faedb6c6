using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Analytics;

/// <summary>Reads figures of the cards that were drawn for a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="From">Start, inclusive; 30 days (for hours: 2 days) before the end by default.</param>
/// <param name="To">End, exclusive; now by default.</param>
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
            var range = request.Range(now);
            if (Problem(range) is { } problem)
            {
                return problem;
            }

            return await projects.FindAsync(request.ProjectId, cancellationToken) is null
                ? ProjectFailures.NotFound
                : new ProjectAnalytics(range, now, await analytics.ReadAsync(range, cancellationToken));
        }
    }

    private AnalyticsRange Range(DateTimeOffset now)
    {
        var interval = Interval ?? AnalyticsInterval.Day;
        var to = To?.ToUniversalTime() ?? now;
        var days = interval == AnalyticsInterval.Day ? 30 : 2;
        var from = From?.ToUniversalTime() ?? (to - DateTimeOffset.MinValue > TimeSpan.FromDays(days) ? to.AddDays(-days) : to);
        return new AnalyticsRange(ProjectId, from, to, interval);
    }

    private static Failure? Problem(AnalyticsRange range)
    {
        if (range.From >= range.To)
        {
            return Invalid.Field("from", "'from' must lie before 'to'.");
        }

        var longest = range.Interval == AnalyticsInterval.Day ? MaxSpanOfDays : MaxSpanOfHours;
        return range.To - range.From > longest
            ? Invalid.Field("from", $"'from' may lie at most {longest.TotalDays:0} days before 'to' for this interval.")
            : null;
    }
}

/// <summary>Figures with what they are of.</summary>
/// <param name="Range">What was asked for, with its defaults filled in.</param>
/// <param name="AsOf">When the figures were true.</param>
/// <param name="Report">The figures.</param>
public sealed record ProjectAnalytics(AnalyticsRange Range, DateTimeOffset AsOf, AnalyticsReport Report);
