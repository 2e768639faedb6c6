using FluentValidation;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Application.Templates;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>What a caller says of a route; null stands for the default or none.</summary>
/// <param name="Path">The pattern of pages' paths, at most 512 characters; required.</param>
/// <param name="ReturnType">Format of the cards; PNG by default.</param>
/// <param name="CacheDuration">Seconds that a card stays fresh, 0 (never kept) to 31536000; the project's by default.</param>
/// <param name="Template">Template: <c>name</c> or <c>name@version</c>; the project's by default.</param>
/// <param name="Variables">Values of the template's variables; <c>{name}</c> stands for that part of the page's path.</param>
/// <param name="Query">Names of the query parameters that an unsigned request may set; none by default.</param>
/// <param name="Source">Where variables come from that nobody gave.</param>
/// <param name="ByteBudget">Bytes that a card may have at most; 300000 by default.</param>
public sealed record RouteInput(
    string? Path,
    ReturnType? ReturnType = null,
    int? CacheDuration = null,
    string? Template = null,
    IReadOnlyDictionary<string, string>? Variables = null,
    IReadOnlyList<string>? Query = null,
    RouteSource? Source = null,
    int? ByteBudget = null)
{
    /// <summary>The route with these values, which must be valid.</summary>
    /// <param name="route">The route as it was, or a new one.</param>
    /// <param name="projectCacheDuration">What a missing <see cref="CacheDuration"/> stands for.</param>
    internal Route ApplyTo(Route route, int projectCacheDuration) => route with
    {
        Path = Path!.Normalize(),
        PathShape = RoutePattern.Parse(Path.Normalize()).Value.Shape,
        ReturnType = ReturnType ?? Domain.Routes.ReturnType.Png,
        CacheDuration = CacheDuration ?? projectCacheDuration,
        Template = Template,
        Variables = VariableRules.Normalize(Variables),
        Query = Query ?? [],
        Source = Source,
        ByteBudget = ByteBudget ?? Route.DefaultByteBudget,
    };

    internal sealed class Validator : AbstractValidator<RouteInput>
    {
        private const int MaxQueryNames = 32;

        public Validator()
        {
            RuleFor(r => r.Path).Custom(CheckPath);
            RuleFor(r => r.CacheDuration).CacheDuration();
            RuleFor(r => r.Template).NamesTemplate();
            RuleFor(r => r.Variables).Custom(CheckVariables);
            RuleFor(r => r.Query).Custom(CheckQuery);
            RuleFor(r => r.ByteBudget).Custom(CheckByteBudget);
        }

        private static void CheckPath(string? path, ValidationContext<RouteInput> context)
        {
            if (path is null)
            {
                context.AddFailure("'path' is required.");
            }
            else if (Rules.TextProblem(path, Route.MaxPathLength) is { } problem)
            {
                context.AddFailure($"'path' {problem}");
            }
            else if (RoutePattern.Parse(path.Normalize()).Failure is { } failure)
            {
                context.AddFailure(failure.Message);
            }
        }

        private static void CheckVariables(IReadOnlyDictionary<string, string>? variables, ValidationContext<RouteInput> context)
        {
            foreach (var problem in VariableRules.Problems(variables, "variables"))
            {
                context.AddFailure(problem);
            }
        }

        private static void CheckQuery(IReadOnlyList<string>? names, ValidationContext<RouteInput> context)
        {
            if (names is null)
            {
                return;
            }

            if (names.Count > MaxQueryNames)
            {
                context.AddFailure($"'query' may have at most {MaxQueryNames} names.");
            }
            else if (names.Any(n => n is null || !Rules.IsName(n)))
            {
                context.AddFailure("'query' has a name that is none: letters, digits and '_', at most 64, no digit first.");
            }
            else if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            {
                context.AddFailure("'query' has a name twice.");
            }
            else if (names.Intersect(CountedQuery.Reserved, StringComparer.Ordinal).Any())
            {
                context.AddFailure($"'query' must not have {string.Join(", ", CountedQuery.Reserved)}: they mean something of their own.");
            }
        }

        private static void CheckByteBudget(int? bytes, ValidationContext<RouteInput> context)
        {
            if (bytes is < Route.MinByteBudget or > Route.MaxByteBudget)
            {
                context.AddFailure($"'byteBudget' must be between {Route.MinByteBudget} and {Route.MaxByteBudget} bytes.");
            }
        }
    }
}
