namespace PearlIo.Domain.ApiKeys;

/// <summary>What a key lets its holder do.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read what the tenant has.</summary>
    Read = 1,

    /// <summary>Create, change and delete what the tenant has.</summary>
    Write = 2,

    /// <summary>Publish versions of templates.</summary>
    Publish = 4,

    /// <summary>Manage the tenant's keys and read its audit; holds read, write and publish too.</summary>
    Admin = 8,

    /// <summary>Manage tenants and read metrics; holds nothing else.</summary>
    Operator = 16,
}

/// <summary>Reads, writes and compares scopes.</summary>
public static class ScopeRules
{
    /// <summary>Every scope that there is.</summary>
    public const Scopes All = Scopes.Read | Scopes.Write | Scopes.Publish | Scopes.Admin | Scopes.Operator;

    private static readonly Scopes[] Each = [Scopes.Read, Scopes.Write, Scopes.Publish, Scopes.Admin, Scopes.Operator];

    /// <summary>Names of all scopes, as they are written.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Each.Select(Name)];

    /// <summary>The scopes with those that they hold besides.</summary>
    public static Scopes WithImplied(this Scopes scopes) =>
        scopes.HasFlag(Scopes.Admin) ? scopes | Scopes.Read | Scopes.Write | Scopes.Publish : scopes;

    /// <summary>Whether everything in <paramref name="wanted"/> may be done, what is held besides included.</summary>
    public static bool Allow(this Scopes scopes, Scopes wanted) => scopes.WithImplied().HasFlag(wanted);

    /// <summary>What of <paramref name="wanted"/> may not be done.</summary>
    public static Scopes Missing(this Scopes scopes, Scopes wanted) => wanted & ~scopes.WithImplied();

    /// <summary>Lower-case names, always in the same order.</summary>
    public static IReadOnlyList<string> ToNames(this Scopes scopes) => [.. Each.Where(s => scopes.HasFlag(s)).Select(Name)];

    /// <summary>Reads names.</summary>
    /// <exception cref="FormatException">One is unknown.</exception>
    public static Scopes Parse(IEnumerable<string?> names) =>
        TryParse(names, out var scopes) ? scopes : throw new FormatException($"A scope is one of: {string.Join(", ", Names)}.");

    /// <summary>Reads names; false where one is unknown.</summary>
    public static bool TryParse(IEnumerable<string?> names, out Scopes scopes)
    {
        ArgumentNullException.ThrowIfNull(names);
        scopes = Scopes.None;
        foreach (var name in names)
        {
            var scope = Array.Find(Each, s => string.Equals(Name(s), name, StringComparison.Ordinal));
            if (scope == Scopes.None)
            {
                return false;
            }

            scopes |= scope;
        }

        return true;
    }

    private static string Name(Scopes scope) => scope.ToString().ToLowerInvariant();
}
