using System.CommandLine;
using System.Globalization;
using MediatR;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl tenants create|list|show|suspend|resume|limits|delete|usage</c>: for whoever has the server itself.</summary>
internal static class TenantsCommand
{
    private const int PageSize = 200;
    private const string NoLimit = "none";

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("tenants", "Makes, lists, suspends, limits and deletes tenants.")
    {
        CreateCreate(),
        CreateList(),
        ForOne("show", "Shows a tenant.", (mediator, tenant, _) => PrintAsync(tenant)),
        ForOne("suspend", "Makes its cards the general card and its keys useless, on every server at once.", (mediator, tenant, t) => SuspendAsync(mediator, tenant, suspended: true, t)),
        ForOne("resume", "Takes a suspension back.", (mediator, tenant, t) => SuspendAsync(mediator, tenant, suspended: false, t)),
        CreateLimits(),
        ForOne("delete", "Deletes a tenant that has no projects any more, with its keys.", DeleteAsync),
        CreateUsage(),
    };

    private static Command CreateCreate()
    {
        var name = new Argument<string>("name") { Description = "A name for operators." };
        var create = new Command("create", "Makes a tenant and prints its id. PostgreSQL only.") { name };
        create.SetAction((parsed, token) => CommandHost.RunAsync(
            async (mediator, _, t) => await CommandHost.AnswerAsync(
                await mediator.Send(new CreateTenant(new TenantInput(parsed.GetValue(name))), t),
                async tenant =>
                {
                    await Console.Out.WriteLineAsync(tenant.Id.ToString("D"));
                    await Console.Error.WriteLineAsync($"It has no key yet: pearl keys create --admin --tenant {tenant.Id:D}");
                }),
            token));
        return create;
    }

    private static Command CreateList()
    {
        var list = new Command("list", "Lists tenants.");
        list.SetAction((_, token) => CommandHost.RunAsync((mediator, _, t) => ListAsync(mediator, t), token));
        return list;
    }

    private static Command CreateLimits()
    {
        var renders = LimitOption("--renders", "Cards that may be drawn in a month.");
        var bytes = LimitOption("--bytes", "Bytes of cards that may be kept.");
        var pages = LimitOption("--pages", "Pages that may have cards.");
        return ForOne(
            "limits",
            "Sets limits. They are kept and shown; nothing is refused because of them yet.",
            (mediator, tenant, parsed, token) =>
            {
                var limits = new TenantLimits(
                    Read(parsed.GetValue(renders), tenant.Limits.Renders),
                    Read(parsed.GetValue(bytes), tenant.Limits.Bytes),
                    Read(parsed.GetValue(pages), tenant.Limits.Pages));
                return ChangeAsync(mediator, tenant, new TenantInput(tenant.Name, tenant.IsSuspended, limits), token);
            },
            renders,
            bytes,
            pages);
    }

    private static Command CreateUsage()
    {
        var month = new Option<string?>("--month") { Description = "The month in UTC, such as 2026-11; the current one by default." };
        return ForOne(
            "usage",
            "Shows what a tenant used in a month.",
            async (mediator, tenant, parsed, token) => await CommandHost.AnswerAsync(
                await mediator.Send(new GetTenantUsage(tenant.Id, parsed.GetValue(month)), token), PrintAsync),
            month);
    }

    private static Command ForOne(string name, string description, Func<IMediator, Tenant, CancellationToken, Task<int>> action) =>
        ForOne(name, description, (mediator, tenant, _, token) => action(mediator, tenant, token));

    private static Command ForOne(
        string name, string description, Func<IMediator, Tenant, ParseResult, CancellationToken, Task<int>> action, params Option[] options)
    {
        var id = new Argument<Guid>("id") { Description = "Id of the tenant." };
        var command = new Command(name, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, token) => CommandHost.RunAsync(
            async (mediator, _, t) => await CommandHost.AnswerAsync(
                await mediator.Send(new GetTenant(parsed.GetValue(id)), t), tenant => action(mediator, tenant, parsed, t)),
            token));
        return command;
    }

    private static Task<int> SuspendAsync(IMediator mediator, Tenant tenant, bool suspended, CancellationToken cancellationToken) =>
        ChangeAsync(mediator, tenant, new TenantInput(tenant.Name, suspended, tenant.Limits), cancellationToken);

    private static async Task<int> ChangeAsync(IMediator mediator, Tenant tenant, TenantInput input, CancellationToken cancellationToken) =>
        await CommandHost.AnswerAsync(await mediator.Send(new ChangeTenant(tenant.Id, tenant.Version, input), cancellationToken), PrintAsync);

    private static async Task<int> DeleteAsync(IMediator mediator, Tenant tenant, CancellationToken cancellationToken) =>
        await CommandHost.AnswerAsync(
            await mediator.Send(new DeleteTenant(tenant.Id, tenant.Version), cancellationToken),
            _ => Console.Error.WriteLineAsync("The tenant is deleted."));

    private static async Task<int> ListAsync(IMediator mediator, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await mediator.Send(new ListTenants(PageSize, cursor), cancellationToken);
            foreach (var tenant in page.Value.Items)
            {
                await PrintAsync(tenant);
            }

            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);

        return 0;
    }

    private static async Task<int> PrintAsync(Tenant tenant)
    {
        var (renders, bytes, pages) = tenant.Limits;
        await Console.Out.WriteLineAsync(
            $"{tenant.Id:D}  {tenant.Name}  {(tenant.IsSuspended ? "suspended" : "active")}  renders {Text(renders)}, bytes {Text(bytes)}, pages {Text(pages)}");
        return 0;
    }

    private static Task PrintAsync(MonthlyUsage monthly)
    {
        var (month, usage) = monthly;
        return Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{month}  renders {usage.Renders}, bytes kept {usage.BytesKept}, bytes sent {usage.BytesSent}, store calls {usage.StoreCalls}, fetches {usage.Fetches}"));
    }

    private static string Text(long? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? NoLimit;

    private static Option<string?> LimitOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = $"{description} A number, or {NoLimit}." };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not NoLimit && !TryRead(token.Value, out _))
            {
                result.AddError($"{name} is '{token.Value}' and must be a whole number from 0, or {NoLimit}.");
            }
        });
        return option;
    }

    private static long? Read(string? text, long? current) => text switch
    {
        null => current,
        NoLimit => null,
        _ => TryRead(text, out var limit) ? limit : current,
    };

    private static bool TryRead(string text, out long limit) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
}
