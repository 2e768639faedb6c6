using FluentValidation;
using MediatR;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.SigningKeys;

/// <summary>Reads a page of a project's signing keys, oldest first, revoked ones too.</summary>
public sealed record ListSigningKeys(Guid ProjectId, int? Limit, string? Cursor) : IRequest<Result<Page<SigningKey>>>
{
    private string List => $"signing-keys/{ProjectId:D}";

    internal sealed class Validator : AbstractValidator<ListSigningKeys>
    {
        public Validator() => RuleFor(q => q.Limit).PageLimit();
    }

    internal sealed class Handler(IProjectRepository projects, ISigningKeyRepository keys)
        : IRequestHandler<ListSigningKeys, Result<Page<SigningKey>>>
    {
        public async Task<Result<Page<SigningKey>>> Handle(ListSigningKeys request, CancellationToken cancellationToken)
        {
            var after = ListCursor.Decode(request.List, request.Cursor);
            if (after.Failure is not null)
            {
                return after.Failure;
            }

            if (await projects.FindAsync(request.ProjectId, cancellationToken) is null)
            {
                return ProjectFailures.NotFound;
            }

            var limit = request.Limit ?? Page.DefaultLimit;
            var rows = await keys.ListAsync(request.ProjectId, after.Value, limit + 1, cancellationToken);
            return ListCursor.Cut(request.List, rows, limit, k => k.Id);
        }
    }
}
