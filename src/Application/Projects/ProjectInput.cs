using FluentValidation;
using PearlIo.Application.Common;
using PearlIo.Application.Templates;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>What a caller says of a project; null stands for the default or none.</summary>
/// <param name="Title">Name of the site, 1-255 characters; required.</param>
/// <param name="Url">Absolute http(s) address of the site, at most 512 characters; required.</param>
/// <param name="Favicon">Absolute http(s) address of the site's icon, at most 512 characters.</param>
/// <param name="CacheDuration">Seconds that a card stays fresh, 0 (never kept) to 31536000; a day by default.</param>
/// <param name="Template">Template that cards are drawn with: <c>name</c> or <c>name@version</c>.</param>
/// <param name="Theme">Colours of the template: <c>--brand</c>, <c>--ink</c>, <c>--paper</c>, each <c>#rgb</c> or <c>#rrggbb</c>.</param>
/// <param name="RequireSignature">Whether unsigned card requests are refused; false by default.</param>
public sealed record ProjectInput(
    string? Title,
    string? Url,
    string? Favicon = null,
    int? CacheDuration = null,
    string? Template = null,
    IReadOnlyDictionary<string, string>? Theme = null,
    bool? RequireSignature = null)
{
    /// <summary>The project with these values; they must be valid.</summary>
    internal Project ApplyTo(Project project) => project with
    {
        Title = Title!.Normalize().Trim(),
        Url = Url!.Normalize(),
        Favicon = Favicon?.Normalize(),
        CacheDuration = CacheDuration ?? Project.DefaultCacheDuration,
        Template = Template,
        Theme = Theme ?? new Dictionary<string, string>(StringComparer.Ordinal),
        RequireSignature = RequireSignature ?? false,
    };

    internal sealed class Validator : AbstractValidator<ProjectInput>
    {
        public Validator()
        {
            RuleFor(p => p.Title).RequiredText(Project.MaxTitleLength);
            RuleFor(p => p.Url).NotNull().WithMessage("'url' is required.").WebAddress();
            RuleFor(p => p.Url).Must(url => url is null || !url.AsSpan().ContainsAny('?', '#'))
                .WithMessage("'url' must not have a query or fragment: addresses of pages are made of it.");
            RuleFor(p => p.Favicon).WebAddress();
            RuleFor(p => p.CacheDuration).CacheDuration();
            RuleFor(p => p.Template).NamesTemplate();
            RuleFor(p => p.Theme).Theme();
        }
    }
}
