using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using PearlIo.Domain.OgImages;

namespace PearlIo.Domain.CachedImages;

/// <summary>Name of a stored object; made of hashes and ids only, never of a caller's text.</summary>
public readonly record struct ObjectName
{
    private const int LongestExtension = 5;

    private static readonly SearchValues<char> ExtensionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string? _value;

    private ObjectName(string value) => _value = value;

    /// <summary>What says which database the store belongs to. It is none of the cards: no text is read as this name.</summary>
    public static ObjectName Owner { get; } = new("pearl.json");

    /// <summary>What says when the store was last looked through for orphans, and what came of it.</summary>
    public static ObjectName Sweep { get; } = new("sweep.json");

    /// <summary>The name: segments of <c>a-z</c>, <c>0-9</c>, <c>-</c> and a dot before the extension, parted by slashes.</summary>
    public string Value => _value ?? throw new InvalidOperationException("The name was never set.");

    /// <summary>Id of the row that a card belongs to.</summary>
    /// <exception cref="InvalidOperationException">It is the name of no card.</exception>
    public Guid ImageId => Guid.TryParseExact(Value[(Value.LastIndexOf('/') + 1)..].Split('.')[0], "D", out var id)
        ? id
        : throw new InvalidOperationException($"{Value} is no card.");

    /// <summary>The bytes of one drawn card: <c>cards/{project}/{2 digits of slot}/{slot}/{image id}.{extension}</c>.</summary>
    public static ObjectName Card(Guid projectId, Slot slot, Guid imageId, ImageFormat format) =>
        new($"{ObjectPrefix.Slot(projectId, slot).Value}{imageId:D}.{format.Extension()}");

    /// <summary>Reads a name back that <see cref="Card"/> once made.</summary>
    /// <exception cref="FormatException">The text is not such a name.</exception>
    public static ObjectName Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryParse(value, out var name) ? name : throw new FormatException("The text is not the name of a stored object.");
    }

    /// <summary>Reads a name back that <see cref="Card"/> once made, of this release or another, where the text is one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, out ObjectName name)
    {
        var end = value?.LastIndexOf('/') + 1 ?? 0;
        var valid = value is not null && ObjectPrefix.IsSlot(value[..end]) && IsFile(value[end..]);
        name = valid ? new ObjectName(value!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsFile(string text) =>
        text.Split('.') is [var id, { Length: > 0 and <= LongestExtension } extension]
        && ObjectPrefix.IsId(id)
        && !extension.AsSpan().ContainsAnyExcept(ExtensionCharacters);
}

/// <summary>What the names of several stored objects begin with; ends with a slash.</summary>
public readonly record struct ObjectPrefix
{
    private const string Root = "cards";

    private readonly string? _value;

    private ObjectPrefix(string value) => _value = value;

    /// <summary>The prefix with its closing slash.</summary>
    public string Value => _value ?? throw new InvalidOperationException("The prefix was never set.");

    /// <summary>All objects of a project: <c>cards/{project}/</c>.</summary>
    public static ObjectPrefix Project(Guid projectId) => new($"{Root}/{projectId:D}/");

    /// <summary>
    /// All objects of a slot: <c>cards/{project}/{2 digits of slot}/{slot}/</c>. Their ids are UUIDs v7, so that the last name is that
    /// of the card drawn last.
    /// </summary>
    public static ObjectPrefix Slot(Guid projectId, Slot slot)
    {
        var hex = slot.Hash.Hex;
        return new ObjectPrefix($"{Project(projectId).Value}{hex[..2]}/{hex}/");
    }

    /// <summary>The project's objects among which one is.</summary>
    public static ObjectPrefix ProjectOf(ObjectName name) => Parse(string.Join('/', name.Value.Split('/')[..2]) + '/');

    /// <summary>Reads a prefix back that <see cref="Project"/> once made.</summary>
    /// <exception cref="FormatException">The text is not such a prefix.</exception>
    public static ObjectPrefix Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);

        // A prefix is there to be deleted, and a shorter one would name the objects of every project.
        return value.Split('/') is [Root, var project, ""] && IsId(project)
            ? new ObjectPrefix(value)
            : throw new FormatException("The text is not a prefix of names of stored objects.");
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    internal static bool IsSlot(string value) =>
        value.Split('/') is [Root, var project, { Length: 2 } begin, var slot, ""]
        && IsId(project)
        && Sha256Hash.TryParse(slot, out _)
        && slot.StartsWith(begin, StringComparison.Ordinal);

    internal static bool IsId(string text) =>
        Guid.TryParseExact(text, "D", out var id) && string.Equals(id.ToString("D"), text, StringComparison.Ordinal);
}
