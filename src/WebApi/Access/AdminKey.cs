using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PearlIo.Application.Access;
using PearlIo.Domain.Tenants;
using PearlIo.WebApi.Errors;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Access;

/// <summary>Asks for the admin key in Production; elsewhere the program listens on loopback only and asks for none.</summary>
internal sealed class AdminKey(IOptions<ServerOptions> options, CallerContext callers, IHostEnvironment environment)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash = Hash(options.Value.AdminKey ?? string.Empty);

    /// <summary>Whether requests need the key at all.</summary>
    public bool IsRequired => environment.IsProduction();

    /// <summary>Whether the request may use what the key guards.</summary>
    public bool Allows(HttpContext context)
    {
        if (!IsRequired)
        {
            return true;
        }

        // Hashes are compared, so that the time taken tells neither the key nor its length.
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), _hash);
    }

    /// <summary>Guards the management API; cards need no key.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/api/og", StringComparison.OrdinalIgnoreCase)
            && !Allows(context))
        {
            await RefuseAsync(context);
            return;
        }

        using var scope = callers.Enter(new Caller(
            Tenant.DefaultId, IsRequired ? "admin-key" : "development", context.Connection.RemoteIpAddress?.ToString(), IsOperator: true));
        await next(context);
    }

    /// <summary>Answers 401.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            "access.key_required",
            "Send the key as 'Authorization: Bearer <key>'. It is the ADMIN_KEY that the server was started with.");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
