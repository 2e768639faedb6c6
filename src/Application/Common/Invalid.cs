using FluentValidation.Results;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Common;

/// <summary>Makes failures for input that breaks rules.</summary>
public static class Invalid
{
    /// <summary>The code of every such failure.</summary>
    public const string Code = "request.invalid";

    /// <summary>One broken field.</summary>
    /// <param name="field">The field's camelCase name.</param>
    /// <param name="message">What to mend.</param>
    public static Failure Field(string field, string message) =>
        Because(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    /// <summary>Several broken fields.</summary>
    /// <param name="errors">Messages by the field's camelCase name.</param>
    public static Failure Because(IReadOnlyDictionary<string, string[]> errors) =>
        new(FailureKind.Invalid, Code, "The request has fields that break a rule; see 'errors'.") { Errors = errors };

    internal static Failure Because(IEnumerable<ValidationFailure> failures) => Because(failures
        .GroupBy(f => CamelCase(f.PropertyName), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal));

    /// <summary>
    /// The field as the caller wrote it: the last part of a property's path, in camelCase; of items of a list all that follows too, as in
    /// <c>items[3].path</c>.
    /// </summary>
    internal static string CamelCase(string path)
    {
        var end = path.IndexOf('[', StringComparison.Ordinal);
        var name = path[((end < 0 ? path : path[..end]).LastIndexOf('.') + 1)..];
        return name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }
}
