using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.SigningKeys;

/// <summary>Makes a signing key of a project, which may have two live ones; the answer is the only one that shows its secret.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Name">What it is for, 1-255 characters, or null.</param>
public sealed record CreateSigningKey(Guid ProjectId, string? Name) : IRequest<Result<SigningKey>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateSigningKey>
    {
        public Validator() => RuleFor(k => k.Name).RequiredText(SigningKey.MaxNameLength).When(k => k.Name is not null);
    }

    internal sealed class Handler(IProjectRepository projects, ISigningKeyRepository keys, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<CreateSigningKey, Result<SigningKey>>
    {
        public async Task<Result<SigningKey>> Handle(CreateSigningKey request, CancellationToken cancellationToken)
        {
            // First: whoever changes keys of the project stands in line at its row, so that they can be counted.
            if (await projects.RaiseCardsRevisionAsync(request.ProjectId, cancellationToken) != WriteOutcome.Done
                || await projects.FindAsync(request.ProjectId, cancellationToken) is not { } project)
            {
                return ProjectFailures.NotFound;
            }

            var usable = await keys.ListUsableAsync(project.Id, cancellationToken);
            if (usable.Count(k => k.State == SigningKeyState.Live) >= SigningKey.MaxLive)
            {
                return SigningKeyFailures.TooManyLive;
            }

            var key = Make(project, request.Name, Timestamps.Now(clock));
            await keys.AddAsync(key, cancellationToken);
            await audit.AddAsync("signing_keys.create", AuditTargets.SigningKey(key.Id), before: null, AuditJson.Of(key), cancellationToken);
            return key;
        }

        private static SigningKey Make(Project project, string? name, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            TenantId = project.TenantId,
            ProjectId = project.Id,
            Name = name?.Normalize().Trim(),
            Secret = SigningSecret.Create(),
            CreatedAt = now,
        };
    }
}
