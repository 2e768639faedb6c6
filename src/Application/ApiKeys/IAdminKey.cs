namespace PearlIo.Application.ApiKeys;

/// <summary>The key from the server's settings, which is in no database.</summary>
public interface IAdminKey
{
    /// <summary>Whether there is one, so that tenants can be managed without any other key.</summary>
    bool IsSet { get; }
}
