using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Templates;

/// <summary>Reads a page of a tenant's own templates, oldest first.</summary>
public sealed record ListTemplates(int? Limit, string? Cursor) : IRequest<Result<Page<TemplateListing>>>
{
    private const string List = "templates";

    internal sealed class Validator : AbstractValidator<ListTemplates>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(ITemplateRepository templates) : IRequestHandler<ListTemplates, Result<Page<TemplateListing>>>
    {
        public async Task<Result<Page<TemplateListing>>> Handle(ListTemplates request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            return ListCursor.Cut(List, await templates.ListAsync(after.Value, limit + 1, cancellationToken), limit, t => t.Template.Id);
        }
    }
}
