using System.Text.Json;
using PearlIo.Application.Common;
using PearlIo.Application.Jobs;
using PearlIo.Domain.Jobs;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class JobRepository(Database database) : IJobRepository
{
    private const string Columns = """
        jobs.id, jobs.tenant_id, jobs.project_id, jobs.kind, jobs.state, jobs.total, jobs.done, jobs.failed, jobs.report, jobs.cause,
        jobs.created_at, jobs.updated_at, jobs.finished_at
        """;

    private static readonly Statement Insert = """
        insert into jobs (id, tenant_id, project_id, kind, state, input, total, report, created_at, updated_at)
        values (@Id, @TenantId, @ProjectId, @Kind, @State, @Input, @Total, @Report, @CreatedAt, @UpdatedAt)
        """;

    private static readonly Statement Find = $"select {Columns} from jobs where id = @id";

    private static readonly Statement Cancel = """
        update jobs set state = 'cancelled', updated_at = @now, finished_at = @now, lease_owner = null, lease_until = null
        where id = @id and finished_at is null
        """;

    // An end that is further away than a lease is long was set by a clock that was wrong.
    private const string WaitingOnSqlite = "finished_at is null and (lease_until is null or lease_until < @now or lease_until > @latest)";

    // The one clock that all replicas have in common is the server's.
    private const string WaitingOnPostgreSql = "finished_at is null and (lease_until is null or lease_until < now())";

    private static readonly Statement ListWaitingTenants = new(
        Sqlite: $"select distinct tenant_id from jobs where {WaitingOnSqlite}",
        PostgreSql: "select tenants_with_jobs(now())");

    private const string Longest = "order by updated_at, id limit 1";

    private const string Taken = "state = 'running', updated_at = @now, lease_owner = @owner";

    private static readonly Statement Claim = new(
        Sqlite: $"""
            update jobs set {Taken}, lease_until = @until where id = (select id from jobs where {WaitingOnSqlite} {Longest})
            returning {Columns}, jobs.input
            """,
        PostgreSql: $"""
            with next as materialized (select id from jobs where {WaitingOnPostgreSql} {Longest} for update skip locked)
            update jobs set {Taken}, lease_until = now() + make_interval(secs => @seconds) from next where jobs.id = next.id
            returning {Columns}, jobs.input
            """);

    private const string Written = """
        state = @State, input = coalesce(@Input, input), total = @Total, done = @Done, failed = @Failed, report = @Report, cause = @Cause,
            updated_at = @UpdatedAt, finished_at = @FinishedAt
        """;

    private static readonly Statement Save = new(
        Sqlite: $"update jobs set {Written}, lease_until = @Until where id = @Id and lease_owner = @Owner and finished_at is null",
        PostgreSql: $"""
            update jobs set {Written}, lease_until = now() + make_interval(secs => @Seconds)
            where id = @Id and lease_owner = @Owner and finished_at is null
            """);

    private static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);

    public Task AddAsync(Job job, WarmUp input, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Insert, Parameters(job, input, owner: null, lease: null), cancellationToken), cancellationToken);

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<JobRow>(Find, new { id }, cancellationToken), cancellationToken);
        return row?.ToJob();
    }

    public Task<WriteOutcome> CancelAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        WriteAsync(Cancel, new { id, now }, cancellationToken);

    public Task<IReadOnlyList<Guid>> ListWaitingTenantsAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant, session => session.QueryAsync<Guid>(ListWaitingTenants, new { now, latest = now + LongestLease }, cancellationToken), cancellationToken);

    public async Task<JobWork?> ClaimAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        var parameters = new { owner, now, until = now + lease, latest = now + LongestLease, seconds = lease.TotalSeconds };
        JobRow? row = null;
        await database.WriteAsync(
            async session =>
            {
                row = await session.FindAsync<JobRow>(Claim, parameters, cancellationToken);
                return row is null ? 0 : 1;
            },
            cancellationToken);
        return row is null ? null : new JobWork(row.ToJob(), JsonSerializer.Deserialize<WarmUp>(row.Input)!);
    }

    public Task<WriteOutcome> SaveAsync(Job job, WarmUp? input, Guid owner, TimeSpan? lease, CancellationToken cancellationToken) =>
        WriteAsync(Save, Parameters(job, input, owner, lease), cancellationToken);

    private Task<WriteOutcome> WriteAsync(Statement statement, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(statement, parameters, cancellationToken) > 0 ? WriteOutcome.Done : WriteOutcome.NotFound,
        cancellationToken);

    private static object Parameters(Job job, WarmUp? input, Guid? owner, TimeSpan? lease) => new
    {
        job.Id,
        job.TenantId,
        job.ProjectId,
        Kind = EnumText.Of(job.Kind),
        State = EnumText.Of(job.State),
        Input = input is null ? JsonValue.OfText(null) : JsonValue.Of(input),
        job.Total,
        job.Done,
        job.Failed,
        Report = JsonValue.Of(job.Report),
        job.Cause,
        job.CreatedAt,
        job.UpdatedAt,
        job.FinishedAt,
        Owner = owner,
        Until = job.UpdatedAt + lease,
        Seconds = lease?.TotalSeconds,
    };

    private sealed class JobRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public Guid ProjectId { get; init; }

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public string Input { get; init; } = "";

        public int? Total { get; init; }

        public int Done { get; init; }

        public int Failed { get; init; }

        public string Report { get; init; } = "";

        public string? Cause { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public Job ToJob() => new()
        {
            Id = Id,
            TenantId = TenantId,
            ProjectId = ProjectId,
            Kind = EnumText.Read<JobKind>(Kind),
            State = EnumText.Read<JobState>(State),
            Total = Total,
            Done = Done,
            Failed = Failed,
            Report = JsonSerializer.Deserialize<JobFailure[]>(Report) ?? [],
            Cause = Cause,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            FinishedAt = FinishedAt,
        };
    }
}
