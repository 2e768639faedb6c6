using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PearlIo.Application.ApiKeys;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Access;

/// <summary>The key from the settings (<c>ADMIN_KEY</c>): the default tenant's, with every scope.</summary>
internal sealed class AdminKey(IOptions<ServerOptions> options) : IAdminKey
{
    /// <summary>What the audit calls whoever has it.</summary>
    public const string Actor = "admin-key";

    private readonly byte[] _hash = Hash(options.Value.AdminKey ?? string.Empty);

    public bool IsSet { get; } = options.Value.AdminKey is not null;

    /// <summary>Whether a text is the key. Hashes are compared, so that the time taken tells neither the key nor its length.</summary>
    public bool Matches(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), _hash) & IsSet;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
