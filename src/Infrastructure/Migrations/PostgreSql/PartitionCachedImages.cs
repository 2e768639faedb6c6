using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PearlIo.Infrastructure.Persistence;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>
/// Drawn cards by the day (UTC) that they expire on, so that the disk of a day that is over is freed at once. Rows keep their places; days
/// ahead are made by the service (<see cref="PartitionRepository"/>), and what expires later stands in the default partition.
/// </summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000130_PartitionCachedImages")]
internal sealed class PartitionCachedImages : Migration
{
    private static readonly string[] Functions = ["make_partition(date)", "drop_partition(date)", "count_default_rows(date, date)"];

    private const string Columns = """
        id, tenant_id, project_id, route_id, url, slot, cache_key, storage_path, content_hash, content_type, width, height, byte_size, render_ms,
        provisional, created_at, fresh_until, expires_at
        """;

    private const string Definitions = """
        id uuid not null,
        tenant_id uuid not null,
        project_id uuid not null,
        route_id uuid,
        url varchar(512) not null,
        slot text not null,
        cache_key text not null,
        storage_path varchar(512) not null,
        content_hash text not null,
        content_type text not null,
        width integer not null,
        height integer not null,
        byte_size integer not null,
        render_ms double precision not null,
        provisional boolean not null default false,
        created_at timestamptz not null,
        fresh_until timestamptz not null,
        expires_at timestamptz not null,
        foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade,
        foreign key (tenant_id, project_id, route_id) references routes (tenant_id, project_id, id) on delete cascade
        """;

    // Out of the way with its names, which the table that takes its rows gets.
    private const string SetAside = """
        alter table cached_images rename to cached_images_before;

        alter table cached_images_before drop constraint cached_images_tenant_id_project_id_route_id_fkey;

        alter table cached_images_before drop constraint cached_images_tenant_id_project_id_fkey;

        alter table cached_images_before drop constraint cached_images_pkey;

        drop index cached_images_project;

        drop index cached_images_route;

        drop index cached_images_expiry;
        """;

    // Cleaners go from tenant to tenant: each finds its own expired rows without passing those of others.
    private const string MakePartitioned = $"""
        create table cached_images (
            {Definitions},
            primary key (id, expires_at)
        ) partition by range (expires_at);

        create index cached_images_project on cached_images (project_id, created_at);

        create index cached_images_route on cached_images (route_id);

        create index cached_images_expiry on cached_images (tenant_id, expires_at, id);

        create table cached_images_default partition of cached_images default;
        """;

    // One at a time. A wait for a lock ends soon and is told as `busy`, for whoever comes behind one that waits for a strong lock waits
    // too. A day's rows are moved while others write; those that came meanwhile follow with writers of later rows kept out. Where there
    // were any, a statement that was planned without the new day must not run behind it and miss them.
    private static readonly string MakePartition = $"""
        create function make_partition(day date) returns text language plpgsql strict set lock_timeout = '200ms' as $make$
        declare
            part text := 'cached_images_' || to_char(day, 'YYYYMMDD');
            first timestamptz := day::timestamp at time zone 'UTC';
            next timestamptz := (day + 1)::timestamp at time zone 'UTC';
            move text := format(
                'with later as (delete from cached_images_default where expires_at >= %L and expires_at < %L returning *) insert into %I select * from later',
                first, next, part);
            moved bigint;
            late bigint;
        begin
            if to_regclass(part) is not null then
                return 'exists';
            end if;
            if not pg_try_advisory_xact_lock({PartitionRepository.AdvisoryKey}) then
                return 'busy';
            end if;
            if to_regclass(part) is not null then
                return 'exists';
            end if;
            execute format('create table %I (like cached_images including all)', part);
            execute format('{RowSecurity.Isolate("%1$I", "tenant_id")}', part);
            execute move;
            get diagnostics moved = row_count;
            lock table only cached_images_default in share row exclusive mode;
            execute move;
            get diagnostics late = row_count;
            lock table projects, routes in share row exclusive mode;
            if moved + late > 0 then
                lock table only cached_images in access exclusive mode;
            end if;
            execute format('alter table cached_images attach partition %I for values from (%L) to (%L)', part, first, next);
            return 'made';
        exception
            when lock_not_available or deadlock_detected then
                return 'busy';
        end $make$;
        """;

    // Only a day that is over, and only once the clean-up has doomed the objects of its rows and deleted them. That it has none is asked
    // again under the lock, past which nobody is left who could add one.
    private const string DropPartition = $"""
        create function drop_partition(day date) returns text language plpgsql strict set lock_timeout = '200ms' as $drop$
        declare
            part text := 'cached_images_' || to_char(day, 'YYYYMMDD');
            filled boolean;
        begin
            if (day + 1)::timestamp at time zone 'UTC' > now() then
                raise exception using errcode = 'invalid_parameter_value',
                    message = format('The day %s is not over, so that its cards are in use and its partition must stay.', day);
            end if;
            if to_regclass(part) is null then
                return 'missing';
            end if;
            execute format('select exists (select from %I)', part) into filled;
            if filled then
                return 'filled';
            end if;
            if not pg_try_advisory_xact_lock({PartitionRepository.AdvisoryKey}) then
                return 'busy';
            end if;
            lock table only cached_images in access exclusive mode;
            if to_regclass(part) is null then
                return 'missing';
            end if;
            lock table only cached_images_default in access exclusive mode nowait;
            execute format('lock table only %I in access exclusive mode nowait', part);
            execute format('select exists (select from %I)', part) into filled;
            if filled then
                return 'filled';
            end if;
            execute format('drop table %I', part);
            return 'dropped';
        exception
            -- Another replica dropped it between two looks.
            when undefined_table then
                return 'missing';
            when lock_not_available or deadlock_detected then
                return 'busy';
        end $drop$;
        """;

    private const string CountDefaultRows = """
        create function count_default_rows(since date, until date) returns bigint language sql stable
        as 'select count(*) from cached_images_default where expires_at >= since::timestamp at time zone ''UTC'' and expires_at < until::timestamp at time zone ''UTC''';
        """;

    // Rows of days that are still to come have their day made at once; a day that cannot be had now is left to the service.
    private const string MoveRowsIn = $"""
        do $days$ begin
            perform make_partition(day)
            from (select distinct (expires_at at time zone 'UTC')::date as day from cached_images_before where expires_at < now() + interval '40 days') as days;
        end $days$;

        insert into cached_images ({Columns}) select {Columns} from cached_images_before;

        drop table cached_images_before;
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SetAside);
        migrationBuilder.Sql(MakePartitioned);
        migrationBuilder.Sql(RowSecurity.Isolate("cached_images"));
        migrationBuilder.Sql(RowSecurity.Isolate("cached_images_default", "tenant_id"));
        migrationBuilder.Sql(MakePartition);
        migrationBuilder.Sql(DropPartition);
        migrationBuilder.Sql(CountDefaultRows);
        foreach (var function in Functions)
        {
            migrationBuilder.Sql(RowSecurity.CrossTenants(function));
        }

        migrationBuilder.Sql(MoveRowsIn);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var function in Functions)
        {
            migrationBuilder.Sql($"drop function {function};");
        }

        migrationBuilder.Sql(SetAside);
        migrationBuilder.Sql($"""
            create table cached_images (
                {Definitions},
                primary key (id)
            );

            insert into cached_images ({Columns}) select {Columns} from cached_images_before;

            drop table cached_images_before;

            create index cached_images_project on cached_images (project_id, created_at);

            create index cached_images_route on cached_images (route_id);

            create index cached_images_expiry on cached_images (expires_at, id);
            """);
        migrationBuilder.Sql(RowSecurity.Isolate("cached_images"));
    }
}
