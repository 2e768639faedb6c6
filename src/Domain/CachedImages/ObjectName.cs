using System.Buffers;
using PearlIo.Domain.OgImages;

namespace PearlIo.Domain.CachedImages;

/// <summary>Name of a stored object; made of hashes and ids only, never of a caller's text.</summary>
public readonly record struct ObjectName
{
    private readonly string? _value;

    private ObjectName(string value) => _value = value;

    /// <summary>The name: segments of <c>a-z</c>, <c>0-9</c>, <c>-</c> and a dot before the extension, parted by slashes.</summary>
    public string Value => _value ?? throw new InvalidOperationException("The name was never set.");

    /// <summary>The bytes of one drawn card: <c>cards/{project}/{2 digits of slot}/{slot}/{image id}.{extension}</c>.</summary>
    public static ObjectName Card(Guid projectId, Slot slot, Guid imageId, ImageFormat format)
    {
        var hex = slot.Hash.Hex;
        return new ObjectName($"{ObjectPrefix.Project(projectId).Value}{hex[..2]}/{hex}/{imageId:D}.{format.Extension()}");
    }

    /// <summary>Reads a name back that <see cref="Card"/> once made.</summary>
    /// <exception cref="FormatException">The text is not such a name.</exception>
    public static ObjectName Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ObjectPrefix.IsSafe(value) && !value.EndsWith('/')
            ? new ObjectName(value)
            : throw new FormatException("The text is not the name of a stored object.");
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>What the names of several stored objects begin with; ends with a slash.</summary>
public readonly record struct ObjectPrefix
{
    private static readonly SearchValues<char> SafeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-./");

    private readonly string? _value;

    private ObjectPrefix(string value) => _value = value;

    /// <summary>The prefix with its closing slash.</summary>
    public string Value => _value ?? throw new InvalidOperationException("The prefix was never set.");

    /// <summary>All objects of a project: <c>cards/{project}/</c>.</summary>
    public static ObjectPrefix Project(Guid projectId) => new($"cards/{projectId:D}/");

    /// <summary>Reads a prefix back that <see cref="Project"/> once made.</summary>
    /// <exception cref="FormatException">The text is not such a prefix.</exception>
    public static ObjectPrefix Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // A prefix is there to be deleted, and a shorter one would name the objects of every project.
        return value.Split('/') is ["cards", var project, ""]
            && Guid.TryParseExact(project, "D", out var id)
            && string.Equals(Project(id).Value, value, StringComparison.Ordinal)
                ? new ObjectPrefix(value)
                : throw new FormatException("The text is not a prefix of names of stored objects.");
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    // No empty or dotted segment can come out of this, so a name can never climb out of the store.
    internal static bool IsSafe(string value) =>
        value.StartsWith("cards/", StringComparison.Ordinal)
        && !value.AsSpan().ContainsAnyExcept(SafeCharacters)
        && !value.Contains("//", StringComparison.Ordinal)
        && !value.Contains("/.", StringComparison.Ordinal)
        && !value.Contains("..", StringComparison.Ordinal);
}
