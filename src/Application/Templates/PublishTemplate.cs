using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Lets a template's name stand for one of its versions, an older one too; cards show it at once, in every replica.</summary>
/// <param name="Name">The template.</param>
/// <param name="ExpectedVersion">The version that the template must have, as its entity tag names it.</param>
/// <param name="Number">Number of the version to publish; required.</param>
public sealed record PublishTemplate(string Name, long ExpectedVersion, int? Number) : IRequest<Result<Template>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<PublishTemplate>
    {
        public Validator() => RuleFor(p => p.Number).NotNull().OverridePropertyName("version").WithMessage("'version' is required: the number of the version to publish.");
    }

    internal sealed class Handler(ITemplateRepository templates, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<PublishTemplate, Result<Template>>
    {
        public async Task<Result<Template>> Handle(PublishTemplate request, CancellationToken cancellationToken)
        {
            if (await templates.FindAsync(request.Name, cancellationToken) is not { } current)
            {
                return TemplateFailures.NotFound;
            }

            if (await templates.FindVersionAsync(current.Id, request.Number!.Value, cancellationToken) is null)
            {
                return Invalid.Field("version", $"'version' names none that is kept. The newest is {current.LatestVersion}.");
            }

            return current.PublishedVersion == request.Number ? current : await PublishAsync(request, current, cancellationToken);
        }

        private async Task<Result<Template>> PublishAsync(PublishTemplate request, Template current, CancellationToken cancellationToken)
        {
            var changed = current with
            {
                PublishedVersion = request.Number,
                UpdatedAt = Timestamps.Now(clock),
                Version = request.ExpectedVersion + 1,
            };
            var outcome = await templates.PublishAsync(changed, request.ExpectedVersion, cancellationToken);
            if (outcome != WriteOutcome.Done)
            {
                return outcome == WriteOutcome.NotFound ? TemplateFailures.NotFound : TemplateFailures.VersionChanged;
            }

            await audit.AddAsync("templates.publish", AuditTargets.Template(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return changed;
        }
    }
}
