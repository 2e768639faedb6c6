using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MediatR;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Tenants;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Tenants;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl keys create|list|revoke</c>: for whoever has the server itself.</summary>
internal static class KeysCommand
{
    private const int PageSize = 200;

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("keys", "Makes, lists and revokes keys of the management API.") { CreateCreate(), CreateList(), CreateRevoke() };

    private static Command CreateCreate()
    {
        var admin = new Option<bool>("--admin") { Description = "Gives the scope admin, which holds read, write and publish." };
        var isOperator = new Option<bool>("--operator") { Description = "Gives the scope operator: tenants and metrics." };
        var scopes = new Option<string?>("--scopes") { Description = $"Gives scopes, separated by commas: {string.Join(", ", ScopeRules.Names)}." };
        var name = new Option<string>("--name") { Description = "What the key is for.", DefaultValueFactory = _ => "made on the command line" };
        var tenant = TenantOption();
        var expires = new Option<TimeSpan?>("--expires") { Description = "How long the key lives, such as 90d or 12h; for ever by default.", CustomParser = ReadTime };
        var create = new Command("create", "Makes a key and prints it, once, to standard output.") { admin, isOperator, scopes, name, tenant, expires };
        create.Validators.Add(result =>
        {
            if (!result.GetValue(admin) && !result.GetValue(isOperator) && result.GetValue(scopes) is null)
            {
                result.AddError("Say what the key may do: --admin, --operator or --scopes read,write.");
            }
        });
        create.SetAction((parsed, token) =>
        {
            string?[] given = [parsed.GetValue(admin) ? "admin" : null, parsed.GetValue(isOperator) ? "operator" : null, .. Split(parsed.GetValue(scopes))];
            return InTenantAsync(
                parsed.GetValue(tenant),
                (mediator, owner, t) => CreateAsync(
                    mediator, owner, new CreateKey(parsed.GetValue(name), [.. given.Where(s => s is not null)], Later(parsed.GetValue(expires))), t),
                token);
        });
        return create;
    }

    private static Command CreateList()
    {
        var tenant = TenantOption();
        var list = new Command("list", "Lists the keys of a tenant, without their secrets.") { tenant };
        list.SetAction((parsed, token) => InTenantAsync(parsed.GetValue(tenant), (mediator, _, t) => ListAsync(mediator, t), token));
        return list;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<Guid>("id") { Description = "Id of the key: what stands between pk_ and the secret.", CustomParser = ReadId };
        var revoke = new Command("revoke", "Makes a key of any tenant useless at once.") { id };
        revoke.SetAction((parsed, token) => CommandHost.RunAsync(
            (mediator, services, t) => RevokeAsync(mediator, services, parsed.GetValue(id), t), token));
        return revoke;
    }

    private static Option<Guid> TenantOption() => new("--tenant")
    {
        Description = "Id of the tenant; the default one by default.",
        DefaultValueFactory = _ => Tenant.DefaultId,
    };

    private static Task<int> InTenantAsync(
        Guid tenantId, Func<IMediator, Tenant, CancellationToken, Task<int>> action, CancellationToken cancellationToken) => CommandHost.RunAsync(
        async (mediator, services, token) =>
        {
            var found = await mediator.Send(new GetTenant(tenantId), token);
            using var scope = CommandHost.Enter(services, tenantId);
            return await CommandHost.AnswerAsync(found, tenant => action(mediator, tenant, token));
        },
        cancellationToken);

    // The key alone goes to standard output, so that it can be piped to where secrets are kept.
    private static async Task<int> CreateAsync(IMediator mediator, Tenant owner, CreateKey command, CancellationToken cancellationToken) =>
        await CommandHost.AnswerAsync(
            await mediator.Send(command, cancellationToken),
            async made =>
            {
                await Console.Error.WriteLineAsync(
                    $"Key {KeyToken.FormatId(made.Key.Id)} of tenant '{owner.Name}' with {string.Join(", ", made.Key.Scopes.ToNames())}. It is shown this once and kept nowhere:");
                await Console.Out.WriteLineAsync(made.Token.Reveal());
            });

    // Whoever finds a leaked key has its id, and not always an idea whose it is.
    private static async Task<int> RevokeAsync(IMediator mediator, IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var holder = await services.GetRequiredService<IApiKeyRepository>().FindHolderAsync(id, cancellationToken);
        using var scope = CommandHost.Enter(services, holder?.Key.TenantId ?? Tenant.DefaultId);
        return await CommandHost.AnswerAsync(
            await mediator.Send(new RevokeKey(id), cancellationToken), _ => Console.Error.WriteLineAsync("The key is revoked."));
    }

    private static async Task<int> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await mediator.Send(new ListKeys(PageSize, cursor), cancellationToken);
            foreach (var key in page.Value.Items)
            {
                await Console.Out.WriteLineAsync(Line(key));
            }

            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);

        return 0;
    }

    private static string Line(ApiKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{KeyToken.FormatId(key.Id)}  {string.Join(',', key.Scopes.ToNames())}  {key.Name}  created {key.CreatedAt:u}{Moment("expires", key.ExpiresAt)}{Moment("revoked", key.RevokedAt)}{Moment("last used", key.LastUsedAt)}");

    private static string Moment(string what, DateTimeOffset? time) =>
        time is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {what} {time:u}");

    private static string[] Split(string? scopes) => scopes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static DateTimeOffset? Later(TimeSpan? by) => by is null ? null : TimeProvider.System.GetUtcNow() + by;

    private static Guid ReadId(ArgumentResult result)
    {
        if (!KeyToken.TryParseId(result.Tokens.Single().Value, out var id))
        {
            result.AddError("The id of a key is 32 hexadecimal digits; 'pearl keys list' shows it.");
        }

        return id;
    }

    private static TimeSpan? ReadTime(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        TimeSpan? unit = text[^1..] switch
        {
            "d" => TimeSpan.FromDays(1),
            "h" => TimeSpan.FromHours(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => null,
        };
        if (unit is not null && ushort.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return unit * count;
        }

        result.AddError($"'{text}' must be a number of days, hours or minutes, such as 90d, 12h or 30m.");
        return null;
    }
}
