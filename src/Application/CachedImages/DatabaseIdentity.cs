namespace PearlIo.Application.CachedImages;

/// <summary>
/// The database that this program works on, as a store tells it from others: a copy or a restored database has another host or name.
/// </summary>
/// <param name="Host">
/// Host of the server past any pooler, with the port where it is not the usual one; <c>sqlite</c> for an embedded database.
/// </param>
/// <param name="Name">Name of the database; of an embedded one the whole path of its file.</param>
public sealed record DatabaseIdentity(string Host, string Name)
{
    /// <inheritdoc />
    public override string ToString() => $"{Name} at {Host}";
}
