namespace PearlIo.Domain.Common;

/// <summary>The tenant that every row belongs to until an operator makes others.</summary>
public static class Tenants
{
    /// <summary>The id of the tenant that the first migration inserts.</summary>
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");
}
