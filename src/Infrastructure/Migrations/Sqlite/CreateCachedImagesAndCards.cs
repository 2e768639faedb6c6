using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.Sqlite;

/// <summary>Drawn cards, and per slot the one that is current.</summary>
[DbContext(typeof(SqliteMigrationsContext))]
[Migration("20261125000103_CreateCachedImagesAndCards")]
internal sealed class CreateCachedImagesAndCards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table cached_images (
            id text not null primary key,
            tenant_id text not null,
            project_id text not null,
            route_id text,
            url text not null check (length(url) <= 512),
            slot text not null,
            cache_key text not null,
            storage_path text not null check (length(storage_path) <= 512),
            content_hash text not null,
            content_type text not null,
            width integer not null,
            height integer not null,
            byte_size integer not null,
            render_ms real not null,
            provisional boolean not null default 0,
            created_at text not null,
            fresh_until text not null,
            expires_at text not null,
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade,
            foreign key (tenant_id, project_id, route_id) references routes (tenant_id, project_id, id) on delete cascade
        );

        create index cached_images_project on cached_images (project_id, created_at);

        create index cached_images_route on cached_images (route_id);

        create index cached_images_expiry on cached_images (expires_at, id);

        create table cards (
            slot text not null,
            tenant_id text not null,
            project_id text not null,
            cache_key text not null,
            image_id text not null,
            storage_path text not null check (length(storage_path) <= 512),
            content_hash text not null,
            content_type text not null,
            byte_size integer not null,
            provisional boolean not null default 0,
            created_at text not null,
            fresh_until text not null,
            expires_at text not null,
            last_hit_at text,
            lease_owner text,
            lease_until text,
            primary key (slot, tenant_id),
            foreign key (tenant_id, project_id) references projects (tenant_id, id) on delete cascade
        );

        create index cards_project on cards (project_id);

        create index cards_image on cards (image_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table cards;

        drop table cached_images;
        """);
}
