using System.Text;
using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Makes a template of a tenant's own; its first version is a draft until it is published.</summary>
/// <param name="Name">What projects and routes will call it; required.</param>
/// <param name="Html">The HTML of version 1; required.</param>
public sealed record CreateTemplate(string? Name, string? Html) : IRequest<Result<TemplateDetail>>, ITransactional
{
    internal sealed class Validator : AbstractValidator<CreateTemplate>
    {
        public Validator(ICardRenderer renderer)
        {
            RuleFor(t => t.Name).OwnTemplateName(renderer.Templates);
            RuleFor(t => t.Html).Html();
        }
    }

    internal sealed class Handler(ITemplateCompiler compiler, ITemplateRepository templates, AuditTrail audit, CallerContext callers, TimeProvider clock)
        : IRequestHandler<CreateTemplate, Result<TemplateDetail>>
    {
        public async Task<Result<TemplateDetail>> Handle(CreateTemplate request, CancellationToken cancellationToken)
        {
            var report = compiler.Compile(request.Html!);
            if (TemplateRules.WhyRefused(report) is { } refusal)
            {
                return refusal;
            }

            var template = Make(request.Name!, Timestamps.Now(clock));
            var first = MakeVersion(template, request.Html!, report);
            if (await templates.AddAsync(template, first, request.Html!, cancellationToken) != WriteOutcome.Done)
            {
                return TemplateFailures.NameTaken;
            }

            await audit.AddAsync("templates.create", AuditTargets.Template(template.Id), before: null, AuditJson.Of(template), cancellationToken);
            return TemplateDetail.Of(template, first.Number, request.Html!, report);
        }

        private Template Make(string name, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            TenantId = callers.Current.TenantId,
            Name = name,
            LatestVersion = 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>The newest version of a template as it stands.</summary>
    internal static TemplateVersion MakeVersion(Template template, string html, TemplateReport report) => new()
    {
        TenantId = template.TenantId,
        TemplateId = template.Id,
        Number = template.LatestVersion,
        ContentHash = Sha256Hash.Of(Encoding.UTF8.GetBytes(html)),
        Width = report.Width,
        Height = report.Height,
        Variables = report.Variables,
        CreatedAt = template.UpdatedAt,
    };
}
