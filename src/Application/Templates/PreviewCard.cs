using FluentValidation;
using MediatR;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Fonts;
using PearlIo.Application.OgImages;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Templates;

/// <summary>Draws a card that is kept nowhere.</summary>
/// <param name="Template">Name of the template; the default one where neither it nor HTML is given.</param>
/// <param name="Html">HTML of a template that is kept nowhere, in place of a name.</param>
/// <param name="Variables">Values of variables; those that are not given have their examples, an empty one its default.</param>
/// <param name="Theme">Colours, as a project has them.</param>
/// <param name="Width">Width in px, 16-4096; the template's by default.</param>
/// <param name="Height">Height in px, 16-4096; the template's by default.</param>
/// <param name="Format">Format of the picture; PNG by default.</param>
public sealed record PreviewCard(
    string? Template = null,
    string? Html = null,
    IReadOnlyDictionary<string, string>? Variables = null,
    IReadOnlyDictionary<string, string>? Theme = null,
    int? Width = null,
    int? Height = null,
    ReturnType? Format = null) : IRequest<Result<RenderedCard>>
{
    internal sealed class Validator : AbstractValidator<PreviewCard>
    {
        public Validator()
        {
            RuleFor(p => p.Template).NamesTemplate();
            RuleFor(p => p.Template).Null().When(p => p.Html is not null).WithMessage("'template' must not be given beside 'html'.");
            RuleFor(p => p.Html).Html().When(p => p.Html is not null);
            RuleFor(p => p.Theme).Theme();
            RuleFor(p => p.Variables).Custom(CheckVariables);
            RuleFor(p => p.Width).Custom((side, context) => CheckSide(side, "width", context));
            RuleFor(p => p.Height).Custom((side, context) => CheckSide(side, "height", context));
        }

        private static void CheckVariables(IReadOnlyDictionary<string, string>? variables, ValidationContext<PreviewCard> context)
        {
            foreach (var problem in VariableRules.Problems(variables, "variables"))
            {
                context.AddFailure(problem);
            }
        }

        private static void CheckSide(int? side, string field, ValidationContext<PreviewCard> context)
        {
            if (side is < Domain.Templates.Template.MinSide or > Domain.Templates.Template.MaxSide)
            {
                context.AddFailure($"'{field}' must be between {Domain.Templates.Template.MinSide} and {Domain.Templates.Template.MaxSide} px.");
            }
        }
    }

    internal sealed class Handler(
        ICardRenderer renderer, ITemplateCompiler compiler, TemplateChecks checks, TemplateFonts fonts, PreviewPictures pictures, CallerContext callers)
        : IRequestHandler<PreviewCard, Result<RenderedCard>>
    {
        public async Task<Result<RenderedCard>> Handle(PreviewCard request, CancellationToken cancellationToken)
        {
            var found = request.Html is { } html ? Compile(html) : await checks.FindAsync(request.Template ?? renderer.Templates[0], mustStay: false, cancellationToken);
            if (!found.TryGetValue(out var use, out var failure))
            {
                return failure;
            }

            var given = VariableRules.Normalize(request.Variables);
            if ((CheckSize(request, use) ?? TemplateChecks.CheckValues(use.Variables, given)) is { } refusal)
            {
                return refusal;
            }

            var preview = await WithFontsAsync(
                new CardPreview(MakeContent(request, use, given), request.Html, request.Width ?? use.Width, request.Height ?? use.Height), cancellationToken);
            var output = new CardOutput(request.Format ?? ReturnType.Png, Route.DefaultByteBudget);
            preview = preview with { Content = preview.Content with { Pictures = await pictures.FindAsync(preview, cancellationToken) } };
            return await renderer.RenderPreviewAsync(preview, output, new RenderOrder(callers.Current.TenantId), cancellationToken);
        }

        private async Task<CardPreview> WithFontsAsync(CardPreview preview, CancellationToken cancellationToken) => preview switch
        {
            { Html: { } html } => preview with { Fonts = await fonts.FindAsync(html, cancellationToken) },
            { Content.Own: { } own } => preview with { Content = preview.Content with { Own = await fonts.AddToAsync(own, cancellationToken) } },
            _ => preview,
        };

        private Result<TemplateUse> Compile(string html)
        {
            var report = compiler.Compile(html);
            return TemplateRules.WhyRefused(report) is { } refusal
                ? refusal
                : new TemplateUse("html", Own: null, report.Variables, report.Width, report.Height);
        }

        private static Failure? CheckSize(PreviewCard request, TemplateUse use) =>
            (long)(request.Width ?? use.Width) * (request.Height ?? use.Height) > Domain.Templates.Template.MaxPixels
                ? Invalid.Field("width", $"'width' times 'height' must be at most {Domain.Templates.Template.MaxPixels} pixels.")
                : null;

        private static CardContent MakeContent(PreviewCard request, TemplateUse use, IReadOnlyDictionary<string, string> given)
        {
            var values = use.Variables.Where(v => v.Example.Length > 0).ToDictionary(v => v.Name, v => v.Example, StringComparer.Ordinal);
            foreach (var (name, value) in given)
            {
                values[name] = value;
            }

            return new CardContent
            {
                Template = use.Name,
                Own = use.Own,
                Title = values.GetValueOrDefault("title", string.Empty),
                Description = values.GetValueOrDefault("description"),
                SiteName = values.GetValueOrDefault("siteName", string.Empty),
                Address = values.GetValueOrDefault("address", string.Empty),
                Variables = values,
                Theme = request.Theme ?? new Dictionary<string, string>(StringComparer.Ordinal),
            };
        }
    }
}
