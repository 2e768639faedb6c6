using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace PearlIo.Infrastructure.Migrations.PostgreSql;

/// <summary>Drawn cards, and per slot the one that is current.</summary>
[DbContext(typeof(PostgreSqlMigrationsContext))]
[Migration("20261125000103_CreateCachedImagesAndCards")]
internal sealed class CreateCachedImagesAndCards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table cached_images (
            id uuid not null primary key,
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
        );

        create index cached_images_project on cached_images (project_id, created_at);

        create index cached_images_route on cached_images (route_id);

        create index cached_images_expiry on cached_images (expires_at, id);

        create table cards (
            slot text not null,
            tenant_id uuid not null,
            project_id uuid not null,
            cache_key text not null,
            image_id uuid not null,
            storage_path varchar(512) not null,
            content_hash text not null,
            content_type text not null,
            byte_size integer not null,
            provisional boolean not null default false,
            created_at timestamptz not null,
            fresh_until timestamptz not null,
            expires_at timestamptz not null,
            last_hit_at timestamptz,
            lease_owner text,
            lease_until timestamptz,
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
