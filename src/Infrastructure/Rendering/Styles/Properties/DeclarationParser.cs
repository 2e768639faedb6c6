using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Turns a declaration into longhands with typed values.</summary>
internal static class DeclarationParser
{
    /// <param name="name">As written.</param>
    /// <param name="value">The tokens after the colon, without <c>!important</c>.</param>
    /// <param name="to">Takes the longhands.</param>
    /// <param name="place">Line and column of the declaration.</param>
    /// <param name="report">Takes what is wrong.</param>
    public static void Parse(string name, TokenReader value, List<Declared> to, (int Line, int Column) place, Action<string> report)
    {
        if (name.StartsWith("--", StringComparison.Ordinal))
        {
            var text = value.List.Slice(value.Position, value.End);
            to.Add(new Declared(null, new CustomValue(name, text, OnlyWord(value) is { } word ? WideKeyword.Of(word) : null)));
            return;
        }

        var lower = name.ToLowerInvariant();
        var property = PropertyTable.Find(lower);
        var shorthand = property is null ? PropertyTable.FindShorthand(lower) : null;
        if (property is null && shorthand is null)
        {
            KnownNames.Report(lower, report);
            return;
        }

        IReadOnlyList<Property> longhands = property is null ? shorthand!.Longhands : [property];
        if (value.AtEnd)
        {
            report($"{lower} has no value; the declaration is left out.");
        }
        else if (OnlyWord(value) is { } word && WideKeyword.Of(word) is { } keyword)
        {
            AddAll(longhands, keyword, to);
        }
        else if (Substitution.IsNeeded(value))
        {
            var text = value.List.Slice(value.Position, value.End);
            to.Add(new Declared(null, new PendingValue(lower, text, longhands, place)));
        }
        else if (!ParseValue(property, shorthand, value, to))
        {
            report(KnownNames.WrongValue(lower, value.List.Slice(value.Start, value.End)));
        }
        else if (KnownNames.Approximation(lower, value) is { } approximation)
        {
            report(approximation);
        }
    }

    /// <summary>Parses a value in which variables are put in; null where it is wrong.</summary>
    public static Declared[]? Parse(string name, string text)
    {
        var reader = TokenReader.Of(text);
        var property = PropertyTable.Find(name);
        var shorthand = property is null ? PropertyTable.FindShorthand(name) : null;
        var declared = new List<Declared>();
        if (OnlyWord(reader) is { } word && WideKeyword.Of(word) is { } keyword)
        {
            AddAll(property is null ? shorthand!.Longhands : [property], keyword, declared);
            return [.. declared];
        }

        return ParseValue(property, shorthand, reader, declared) ? [.. declared] : null;
    }

    public static void AddAll(IReadOnlyList<Property> longhands, CssValue value, List<Declared> to)
    {
        foreach (var longhand in longhands)
        {
            to.Add(new Declared(longhand, value));
        }
    }

    private static bool ParseValue(Property? property, Shorthand? shorthand, TokenReader value, List<Declared> to)
    {
        if (value.AtEnd)
        {
            return false;
        }

        if (property is not null)
        {
            if (property.Parse(value) is not { } parsed || !value.AtEnd)
            {
                return false;
            }

            to.Add(new Declared(property, parsed));
            return true;
        }

        var count = to.Count;
        if (shorthand!.Expand(value, to) && value.AtEnd)
        {
            return true;
        }

        to.RemoveRange(count, to.Count - count);
        return false;
    }


    private static string? OnlyWord(TokenReader value)
    {
        if (value.AtEnd || value.Current.Kind != CssTokenKind.Ident)
        {
            return null;
        }

        for (var i = value.Position + 1; i < value.End; i++)
        {
            if (value.List.Tokens[i].Kind != CssTokenKind.Space)
            {
                return null;
            }
        }

        return value.Current.Text;
    }
}
