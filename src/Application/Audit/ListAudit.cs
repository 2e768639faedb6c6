using System.Globalization;
using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Audit;

/// <summary>Reads a page of the tenant's audit, newest first.</summary>
/// <param name="From">First moment, or null.</param>
/// <param name="To">Moment behind the last, or null.</param>
/// <param name="Actor">Who did it, or null.</param>
/// <param name="Action">What was done, or null.</param>
/// <param name="Target">To what: an id, or <c>type/id</c>; or null.</param>
/// <param name="Limit">Most entries to return.</param>
/// <param name="Cursor">Where to go on.</param>
public sealed record ListAudit(
    DateTimeOffset? From, DateTimeOffset? To, string? Actor, string? Action, string? Target, int? Limit, string? Cursor)
    : IRequest<Result<Page<AuditEntry>>>
{
    private const int MaxFilterLength = 255;

    // A cursor goes on in the list that gave it: the one with the same filters.
    private string List => string.Create(CultureInfo.InvariantCulture, $"audit\n{From:O}\n{To:O}\n{Actor}\n{Action}\n{Target}");

    private AuditFilter ToFilter()
    {
        var slash = Target?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return new AuditFilter(From, To, Actor, Action, slash > 0 ? Target![..slash] : null, Target?[(slash + 1)..]);
    }

    internal sealed class Validator : AbstractValidator<ListAudit>
    {
        public Validator()
        {
            RuleFor(q => q.Limit).PageLimit();
            RuleFor(q => q.Actor).Must(IsFilter).WithMessage("'actor' must be the text of an entry's actor.");
            RuleFor(q => q.Action).Must(IsFilter).WithMessage("'action' must be the text of an entry's action, such as projects.create.");
            RuleFor(q => q.Target).Must(IsFilter).WithMessage("'target' must be an id, or type/id such as project/0195a000-0000-7000-8000-000000000001.");
        }

        private static bool IsFilter(string? text) => text is null || (text.Length > 0 && Rules.TextProblem(text, MaxFilterLength) is null);
    }

    internal sealed class Handler(IAuditLog log) : IRequestHandler<ListAudit, Result<Page<AuditEntry>>>
    {
        public async Task<Result<Page<AuditEntry>>> Handle(ListAudit request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(request.List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            var entries = await log.ListAsync(request.ToFilter(), after.Value, limit + 1, cancellationToken);
            return ListCursor.Cut(request.List, entries, limit, e => e.Id);
        }
    }
}
