using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Reads a page of a tenant's fonts, oldest first.</summary>
public sealed record ListFonts(int? Limit, string? Cursor) : IRequest<Result<Page<Font>>>
{
    private const string List = "fonts";

    internal sealed class Validator : AbstractValidator<ListFonts>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IFontRepository fonts) : IRequestHandler<ListFonts, Result<Page<Font>>>
    {
        public async Task<Result<Page<Font>>> Handle(ListFonts request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await fonts.ListAsync(after.Value, limit + 1, cancellationToken), limit, f => f.Id);
        }
    }
}
