using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace PearlIo.Infrastructure.Migrations;

/// <summary>
/// A step that takes away what the program before it needs: drops or renames a column, narrows a type. It notes its id in
/// <c>breaking_steps</c>, where that older program finds it and refuses to start. Any other step only adds, and older
/// programs go on with a warning.
/// </summary>
internal abstract class BreakingMigration : Migration
{
    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> UpOperations =>
        [.. base.UpOperations, Note($"insert into breaking_steps (id) values ('{Id}');")];

    /// <inheritdoc />
    public override IReadOnlyList<MigrationOperation> DownOperations =>
        [Note($"delete from breaking_steps where id = '{Id}';"), .. base.DownOperations];

    private string Id => GetType().GetCustomAttribute<MigrationAttribute>()!.Id;

    private static SqlOperation Note(string sql) => new() { Sql = sql };
}
