using MediatR;
using PearlIo.Domain.Common;
using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Reads a version of a template with its HTML; also of one that comes with the program.</summary>
/// <param name="Name">The template.</param>
/// <param name="Number">Number of the version, or null for the newest.</param>
public sealed record GetTemplate(string Name, int? Number = null) : IRequest<Result<TemplateDetail>>
{
    internal sealed class Handler(ITemplateCompiler compiler, ITemplateRepository templates) : IRequestHandler<GetTemplate, Result<TemplateDetail>>
    {
        public async Task<Result<TemplateDetail>> Handle(GetTemplate request, CancellationToken cancellationToken)
        {
            if (compiler.FindBuiltIn(request.Name) is { } builtIn)
            {
                return request.Number is null ? new TemplateDetail(builtIn.Name, Template: null, Number: null, builtIn.Html, builtIn.Report) : TemplateFailures.NotFound;
            }

            // What is no name is in no database, and some take no such text.
            if (!TemplateReference.IsName(request.Name) || await templates.FindAsync(request.Name, cancellationToken) is not { } template)
            {
                return TemplateFailures.NotFound;
            }

            var number = request.Number ?? template.LatestVersion;
            return await templates.FindHtmlAsync(template.Id, number, cancellationToken) is { } html
                ? TemplateDetail.Of(template, number, html, compiler.Compile(html))
                : TemplateFailures.NotFound;
        }
    }
}
