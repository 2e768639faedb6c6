using System.Text.Json;
using System.Text.Json.Nodes;
using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Contracts;

/// <summary>JSON Merge Patch (RFC 7396): absent members stay, null removes, objects are merged, all else replaces.</summary>
internal static class MergePatch
{
    /// <summary>A resource with a patch applied.</summary>
    /// <param name="current">The resource as it is.</param>
    /// <param name="patch">What to change; members that <typeparamref name="T"/> does not have are refused, null ones too.</param>
    public static Result<T> Apply<T>(T current, JsonObject patch)
    {
        if (StrictJson.FindUnknown<T>(patch) is { } unknown)
        {
            return unknown;
        }

        var target = JsonSerializer.SerializeToNode(current, StrictJson.Options)!.AsObject();
        Merge(target, patch);
        return StrictJson.Read<T>(target);
    }

    // The algorithm of RFC 7396 section 2.
    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject changes)
            {
                if (target[name] is not JsonObject)
                {
                    target[name] = new JsonObject();
                }

                Merge(target[name]!.AsObject(), changes);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
