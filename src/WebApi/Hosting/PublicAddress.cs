using Microsoft.Extensions.Options;
using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>What absolute addresses of cards begin with.</summary>
internal sealed class PublicAddress(IOptions<ServerOptions> options, IHostEnvironment environment)
{
    /// <summary>In Production the address of a request says nothing of where crawlers find the server.</summary>
    private static readonly Failure Missing = new(
        FailureKind.Conflict,
        "service.public_url_missing",
        "The server does not know where crawlers find it. Set PUBLIC_URL to its address, such as https://cards.acme.dev, and start it again.");

    private readonly string? _setting = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>The setting, or outside Production the address that a request was sent to; without a slash at its end.</summary>
    /// <returns>The address, or a Conflict failure where nobody has said it.</returns>
    public Result<string> Find(HttpRequest request)
    {
        if (_setting is not null)
        {
            return _setting;
        }

        return environment.IsProduction() ? Missing : $"{request.Scheme}://{request.Host}";
    }

    /// <summary>Whether a setting can be what addresses begin with: http or https, without user, query and fragment.</summary>
    public static bool IsUsable(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.UserInfo.Length == 0
        && !text.AsSpan().ContainsAny('?', '#')
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\\');
}
