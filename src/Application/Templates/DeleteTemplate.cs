using MediatR;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Deletes a template with its versions, where no project and no route names it.</summary>
public sealed record DeleteTemplate(string Name, long ExpectedVersion) : IRequest<Result<Unit>>, ITransactional
{
    internal sealed class Handler(ITemplateRepository templates, AuditTrail audit) : IRequestHandler<DeleteTemplate, Result<Unit>>
    {
        public async Task<Result<Unit>> Handle(DeleteTemplate request, CancellationToken cancellationToken)
        {
            if (await templates.FindAsync(request.Name, cancellationToken) is not { } template)
            {
                return TemplateFailures.NotFound;
            }

            if (WhyNot(await templates.DeleteAsync(template, request.ExpectedVersion, cancellationToken)) is { } failure)
            {
                return failure;
            }

            await audit.AddAsync("templates.delete", AuditTargets.Template(template.Id), AuditJson.Of(template), after: null, cancellationToken);
            return Unit.Value;
        }

        private static Failure? WhyNot(WriteOutcome outcome) => outcome switch
        {
            WriteOutcome.Done => null,
            WriteOutcome.NotFound => TemplateFailures.NotFound,
            WriteOutcome.InUse => TemplateFailures.InUse,
            _ => TemplateFailures.VersionChanged,
        };
    }
}
