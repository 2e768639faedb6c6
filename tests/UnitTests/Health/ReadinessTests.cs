using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Health;

public sealed class ReadinessTests
{
    private readonly FakeClock _clock = new();
    private readonly ServiceActivity _activity;
    private readonly IReadinessCheck _database = Check("database", asksDatabase: true);
    private readonly IReadinessCheck _store = Check("storage", asksDatabase: false);
    private readonly Readiness _readiness;

    public ReadinessTests()
    {
        _activity = new ServiceActivity(_clock);
        _readiness = new Readiness([_store, _database], _activity);
    }

    [Fact]
    public async Task Does_not_ask_a_database_that_was_never_there()
    {
        Assert.Equal(("The database has not been there since the start.", null), await CheckAsync());
        Assert.Equal((0, 1), (Asked(_database), Asked(_store)));
    }

    [Fact]
    public async Task Lets_a_database_sleep_that_was_well()
    {
        _activity.Start();
        Assert.Equal((null, null), await CheckAsync());
        _clock.Advance(ServiceActivity.IdleAfter);

        Assert.Equal((null, null), await CheckAsync());

        Assert.Equal((1, 2), (Asked(_database), Asked(_store)));
    }

    [Fact]
    public async Task Asks_a_database_that_was_not_well_in_idleness_too()
    {
        _activity.Start();
        Fails(_database, "It is gone.");
        Assert.Equal(("It is gone.", null), await CheckAsync());
        _clock.Advance(ServiceActivity.IdleAfter);

        Assert.Equal(("It is gone.", null), await CheckAsync());
        Fails(_database, null);
        Assert.Equal((null, null), await CheckAsync());
        Assert.Equal((null, null), await CheckAsync());

        Assert.Equal(3, Asked(_database));
    }

    private static IReadinessCheck Check(string name, bool asksDatabase)
    {
        var check = Substitute.For<IReadinessCheck>();
        check.Name.Returns(name);
        check.AsksDatabase.Returns(asksDatabase);
        Fails(check, null);
        return check;
    }

    private static void Fails(IReadinessCheck check, string? problem) => check.CheckAsync(Arg.Any<CancellationToken>()).Returns(problem);

    private static int Asked(IReadinessCheck check) =>
        check.ReceivedCalls().Count(c => c.GetMethodInfo().Name is nameof(IReadinessCheck.CheckAsync));

    private async Task<(string? Database, string? Store)> CheckAsync()
    {
        var parts = await _readiness.CheckAsync(CancellationToken.None);
        Assert.Equal(["database", "storage"], parts.Select(p => p.Key), StringComparer.Ordinal);
        return (parts[0].Value, parts[1].Value);
    }
}
