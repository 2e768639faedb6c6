namespace PearlIo.Domain.Tenants;

/// <summary>What a tenant used in a time.</summary>
/// <param name="Renders">Cards drawn.</param>
/// <param name="BytesKept">Bytes of the cards that were drawn and kept.</param>
/// <param name="BytesSent">Bytes of cards answered.</param>
/// <param name="StoreCalls">Calls of the store.</param>
/// <param name="Fetches">Pages and pictures fetched.</param>
public sealed record TenantUsage(long Renders, long BytesKept, long BytesSent, long StoreCalls, long Fetches);
