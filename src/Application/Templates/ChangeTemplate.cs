using FluentValidation;
using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Adds a version to a template, as a draft, where the template still has the version that the caller read. HTML that is the newest version's already adds none.</summary>
public sealed record ChangeTemplate(string Name, long ExpectedVersion, string? Html) : IRequest<Result<TemplateDetail>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<ChangeTemplate>
    {
        public Validator() => RuleFor(t => t.Html).Html();
    }

    internal sealed class Handler(ITemplateCompiler compiler, ITemplateRepository templates, AuditTrail audit, TimeProvider clock)
        : IRequestHandler<ChangeTemplate, Result<TemplateDetail>>
    {
        public async Task<Result<TemplateDetail>> Handle(ChangeTemplate request, CancellationToken cancellationToken)
        {
            var report = compiler.Compile(request.Html!);
            if (TemplateRules.WhyRefused(report) is { } refusal)
            {
                return refusal;
            }

            if (await templates.FindAsync(request.Name, cancellationToken) is not { } current)
            {
                return TemplateFailures.NotFound;
            }

            var changed = current with
            {
                LatestVersion = current.LatestVersion + 1,
                UpdatedAt = Timestamps.Now(clock),
                Version = request.ExpectedVersion + 1,
            };
            var added = CreateTemplate.MakeVersion(changed, request.Html!, report);
            var latest = await templates.FindVersionAsync(current.Id, current.LatestVersion, cancellationToken);
            return latest?.ContentHash == added.ContentHash
                ? TemplateDetail.Of(current, current.LatestVersion, request.Html!, report)
                : await AddAsync(request, current, changed, added, report, cancellationToken);
        }

        private async Task<Result<TemplateDetail>> AddAsync(
            ChangeTemplate request, Template current, Template changed, TemplateVersion added, TemplateReport report, CancellationToken cancellationToken)
        {
            if (WhyNot(await templates.AddVersionAsync(changed, request.ExpectedVersion, added, request.Html!, cancellationToken)) is { } failure)
            {
                return failure;
            }

            await audit.AddAsync("templates.change", AuditTargets.Template(changed.Id), AuditJson.Of(current), AuditJson.Of(changed), cancellationToken);
            return TemplateDetail.Of(changed, added.Number, request.Html!, report);
        }

        private static Failure? WhyNot(WriteOutcome outcome) => outcome switch
        {
            WriteOutcome.Done => null,
            WriteOutcome.NotFound => TemplateFailures.NotFound,
            WriteOutcome.InUse => TemplateFailures.TooManyVersions,
            _ => TemplateFailures.VersionChanged,
        };
    }
}
