using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.IntegrationTests.Migrations;

/// <summary>A program to come: it has all steps of this one, and one that adds, one that fails for a cause, one that breaks.</summary>
internal sealed class LaterProgram(DatabaseAddress address) : MigrationsContext
{
    public const string Adding = "99990101000001_AddNotes";
    public const string Failing = "99990101000002_AddLedger";
    public const string Breaking = "99990101000003_DropNotes";

    /// <summary>What makes <see cref="Failing"/> fail in its middle.</summary>
    public const string Cause = "insert into notes (id) values (7)";

    /// <summary>What mends that.</summary>
    public const string Mend = "delete from notes where id = 7";

    public static DatabaseMigrator MigratorOf(string url) => new(DatabaseAddress.Parse(url), a => new LaterProgram(a));

    private DatabaseAddress Address => address;

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        optionsBuilder.ReplaceService<IMigrationsAssembly, StepsOfBoth>();
        _ = address.Engine is DatabaseEngine.Sqlite
            ? optionsBuilder.UseSqlite(MigrationHistory.SqliteConnectionString(address))
            : optionsBuilder.UseNpgsql(MigrationHistory.PostgresConnectionString(address));
    }

    private sealed class StepsOfBoth : IMigrationsAssembly
    {
        public StepsOfBoth(ICurrentDbContext current)
        {
            using var earlier = For(((LaterProgram)current.Context).Address);
            var steps = new SortedDictionary<string, TypeInfo>(
                earlier.GetService<IMigrationsAssembly>().Migrations.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (var step in new[] { typeof(AddNotes), typeof(AddLedger), typeof(DropNotes) })
            {
                steps.Add(step.GetCustomAttribute<MigrationAttribute>()!.Id, step.GetTypeInfo());
            }

            Migrations = steps;
        }

        public IReadOnlyDictionary<string, TypeInfo> Migrations { get; }

        public ModelSnapshot? ModelSnapshot => null;

        public Assembly Assembly => typeof(LaterProgram).Assembly;

        public string? FindMigrationId(string nameOrId) => Migrations.Keys.SingleOrDefault(k => k == nameOrId);

        public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
        {
            var migration = (Migration)Activator.CreateInstance(migrationClass)!;
            migration.ActiveProvider = activeProvider;
            return migration;
        }
    }
}

[Migration(LaterProgram.Adding)]
internal sealed class AddNotes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("create table notes (id integer primary key);");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table notes;");
}

[Migration(LaterProgram.Failing)]
internal sealed class AddLedger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table ledger (id integer primary key);

        alter table notes add column text varchar(10);

        insert into notes (id) values (7);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table ledger;

        alter table notes drop column text;
        """);
}

[Migration(LaterProgram.Breaking)]
internal sealed class DropNotes : BreakingMigration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table notes drop column text;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table notes add column text varchar(10);");
}
