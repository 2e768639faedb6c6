using System.Text.Json;
using PearlIo.Domain.Audit;

namespace PearlIo.WebApi.Contracts;

/// <summary>What somebody changed.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who: the id of a key, `admin-key`, `command line`, `development` (a request without a key there) or `service`.</param>
/// <param name="Address">The address that the request came from, or null for work without a request.</param>
/// <param name="Action">What was done, such as `projects.create`.</param>
/// <param name="Target">To what.</param>
/// <param name="Before">The target before, or null where there was none; never with secrets.</param>
/// <param name="After">The target after, or null where there is none; never with secrets.</param>
internal sealed record AuditResource(
    Guid Id, DateTime At, string Actor, string? Address, string Action, AuditTargetResource Target, JsonElement? Before, JsonElement? After)
{
    public static AuditResource Of(AuditEntry entry) => new(
        entry.Id,
        entry.At.UtcDateTime,
        entry.Actor,
        entry.Address,
        entry.Action,
        new AuditTargetResource(entry.Target.Type, entry.Target.Id),
        Read(entry.Before),
        Read(entry.After));

    private static JsonElement? Read(string? json) => json is null ? null : JsonElement.Parse(json);
}

/// <summary>What a change was made to.</summary>
/// <param name="Type">`project`, `route`, `key`, `job`, `tenant` or `schema`.</param>
/// <param name="Id">Its id.</param>
internal sealed record AuditTargetResource(string Type, string Id);

/// <summary>A page of the audit.</summary>
/// <param name="Items">The entries, newest first.</param>
/// <param name="NextCursor">What to pass as `cursor` for the next page, or null on the last.</param>
internal sealed record AuditPage(IReadOnlyList<AuditResource> Items, string? NextCursor);
