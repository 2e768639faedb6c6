using NSubstitute;
using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Tenants;

public sealed class TenantUseCaseTests : IDisposable
{
    private static readonly TenantInput Input = new(" Käserei 🧀 ", Suspended: true, new TenantLimits(Renders: 0, Bytes: 5));

    private readonly TestApplication _application = new();

    public TenantUseCaseTests() => _application.TenantRows.HoldsMany.Returns(true);

    [Fact]
    public async Task Makes_a_tenant()
    {
        var tenant = (await _application.SendAsync(new CreateTenant(Input))).Value;

        Assert.Equal("Käserei 🧀", tenant.Name);
        Assert.True(tenant.IsSuspended);
        Assert.Equal(new TenantLimits(0, 5, null), tenant.Limits);
        Assert.Equal((1, FakeClock.Noon, 7), (tenant.Version, tenant.CreatedAt, tenant.Id.Version));
        await _application.TenantRows.Received(1).AddAsync(tenant, Arg.Any<CancellationToken>());
        Assert.Equal("tenants.create", Assert.Single(_application.Audit).Action);
    }

    [Fact]
    public async Task Says_what_more_tenants_need()
    {
        _application.TenantRows.HoldsMany.Returns(false);

        Assert.Same(TenantFailures.NeedPostgreSql, (await _application.SendAsync(new CreateTenant(Input))).Failure);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Tells_everything_that_is_wrong_with_a_tenant_at_once()
    {
        var refused = await _application.SendAsync(new CreateTenant(new TenantInput(new string('x', 256), Limits: new TenantLimits(-1, -2, -3))));

        Assert.Equal(["limits", "name"], refused.Failure!.Errors!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, refused.Failure.Errors["limits"].Length);
    }

    [Fact]
    public async Task Changes_a_tenant_that_still_has_the_version_that_was_read()
    {
        var before = Knows();
        _application.TenantRows.UpdateAsync(Arg.Any<Tenant>(), 4, Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);

        var after = (await _application.SendAsync(new ChangeTenant(before.Id, 4, Input))).Value;

        Assert.Equal((5, before.CreatedAt, true), (after.Version, after.CreatedAt, after.IsSuspended));
        Assert.Equal("tenants.change", Assert.Single(_application.Audit).Action);
    }

    [Theory]
    [InlineData(WriteOutcome.NotFound, "tenants.not_found")]
    [InlineData(WriteOutcome.VersionChanged, "tenants.version_changed")]
    [InlineData(WriteOutcome.InUse, "tenants.not_empty")]
    public async Task Tells_why_a_tenant_was_not_deleted(WriteOutcome outcome, string code)
    {
        var tenant = Knows();
        _application.TenantRows.DeleteAsync(tenant.Id, 4, Arg.Any<CancellationToken>()).Returns(outcome);

        Assert.Equal(code, (await _application.SendAsync(new DeleteTenant(tenant.Id, 4))).Failure?.Code);
    }

    [Fact]
    public async Task Keeps_the_default_tenant()
    {
        Knows(Tenant.DefaultId);

        Assert.Same(TenantFailures.IsDefault, (await _application.SendAsync(new DeleteTenant(Tenant.DefaultId, 4))).Failure);
        await _application.TenantRows.DidNotReceiveWithAnyArgs().DeleteAsync(default, default, default);
    }

    [Theory]
    [InlineData("2026-02", "2026-02-01", "2026-03-01")]
    [InlineData("2026-12", "2026-12-01", "2027-01-01")]
    [InlineData(null, "2026-03-01", "2026-04-01")]
    public async Task Reads_what_a_tenant_used_in_a_month_on_its_behalf(string? month, string from, string until)
    {
        var tenant = Knows();
        Guid? behalf = null;
        var sums = new TenantUsage(1, 2, 3, 4, 5);
        _application.Usage.ReadAsync(Day(from), Day(until), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            behalf = _application.Get<CallerContext>().Current.TenantId;
            return sums;
        });

        var usage = (await _application.SendAsync(new GetTenantUsage(tenant.Id, month))).Value;

        Assert.Equal(new MonthlyUsage(from[..7], sums), usage);
        Assert.Equal(tenant.Id, behalf);
        Assert.Equal(Tenant.DefaultId, _application.Get<CallerContext>().Current.TenantId);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("9999-12")]
    [InlineData("2026-11-01")]
    [InlineData("")]
    [InlineData("٢٠٢٦-١١")]
    public async Task Refuses_what_is_no_month(string month) =>
        Assert.Contains("month", (await _application.SendAsync(new GetTenantUsage(Tenant.DefaultId, month))).Failure!.Errors!.Keys);

    public void Dispose() => _application.Dispose();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private Tenant Knows(Guid? id = null)
    {
        var tenant = new Tenant { Id = id ?? Make.OtherId, Name = "Acme", CreatedAt = FakeClock.Noon, Version = 4 };
        _application.TenantRows.FindAsync(tenant.Id, Arg.Any<CancellationToken>()).Returns(tenant);
        return tenant;
    }
}
