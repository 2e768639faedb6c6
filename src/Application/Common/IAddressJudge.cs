namespace PearlIo.Application.Common;

/// <summary>Judges addresses that strangers name, without resolving or connecting.</summary>
public interface IAddressJudge
{
    /// <summary>Whether an address may be fetched from; anything that is none may not. A name may still turn out to lead where nothing may be fetched.</summary>
    bool IsAllowed(string address);
}
