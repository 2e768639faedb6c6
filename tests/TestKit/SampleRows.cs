using System.Data.Common;
using Dapper;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.TestKit;

/// <summary>
/// Rows for every table of the newest schema, for tests that go over all tables whatever they are: with quotes, characters
/// of many scripts, JSON, microseconds, and nulls wherever a column allows them. A new table needs rows here.
/// </summary>
internal static class SampleRows
{
    /// <summary>A project with a card that never expires.</summary>
    public const string ProjectId = "01890000-0000-7000-8000-000000000002";

    // Both engines read all of it: PostgreSQL takes the text for uuid, timestamptz and jsonb. Bytes each writes in its own way.
    private const string Rows = """
        insert into tenants (id, name, suspended, limits, created_at) values
            ('00000000-0000-7000-8000-000000000002', 'Zweite ''Mandantin'' "Ö" 😀 \ 株式会社', true, '{"rendersPerMonth": 5}', '2026-01-02T03:04:05.000001Z')
            on conflict do nothing;

        insert into templates (id, tenant_id, name, published_version, created_at, updated_at, version) values
            ('01890000-0000-7000-8000-000000000091', '00000000-0000-7000-8000-000000000001', 'product-2', null, '2026-11-25T12:00:00.000001Z', '2026-11-25T12:00:00.000009Z', 1),
            ('01890000-0000-7000-8000-000000000092', '00000000-0000-7000-8000-000000000002', 'event', 2, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:30:00.000000Z', 9007199254740993)
            on conflict do nothing;

        insert into template_versions (tenant_id, template_id, version, html, content_hash, width, height, variables, created_at) values
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000091', 1, '<h1 title="it''s \ ü">{{title}} 😀</h1>', '1111111111111111111111111111111111111111111111111111111111111111', 1200, 630, '[]', '2026-11-25T12:00:00.000001Z'),
            ('00000000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000092', 2, '<p>x</p>', '2222222222222222222222222222222222222222222222222222222222222222', 1080, 1080, '[{"name": "größe", "type": "list", "default": "a\"b", "example": "", "description": null}]', '2026-11-25T12:00:00.000000Z')
            on conflict do nothing;

        insert into fonts (id, tenant_id, family, family_key, min_weight, max_weight, is_italic, format, content_hash, byte_size, created_at, content) values
            ('01890000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 'Grüße ''A'' "株" 😀', 'grüße ''a'' "株" 😀', 100, 900, true, 'woff2', '3333333333333333333333333333333333333333333333333333333333333333', 2, '2026-11-25T12:00:00.000001Z', BYTES),
            ('01890000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-000000000002', 'Acme', 'acme', 400, 400, false, 'ttf', '4444444444444444444444444444444444444444444444444444444444444444', 2, '2026-11-25T12:00:00.000000Z', BYTES)
            on conflict do nothing;

        insert into assets (id, tenant_id, name, format, width, height, content_hash, byte_size, created_at, updated_at, version, content) values
            ('01890000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-000000000001', 'logo', 'png', 64, 32, '3333333333333333333333333333333333333333333333333333333333333333', 2, '2026-11-25T12:00:00.000001Z', '2026-11-25T13:00:00.000001Z', 2, BYTES),
            ('01890000-0000-7000-8000-0000000000b2', '00000000-0000-7000-8000-000000000002', 'logo', 'svg', 300, 150, '4444444444444444444444444444444444444444444444444444444444444444', 2, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z', 1, BYTES)
            on conflict do nothing;

        insert into projects (id, tenant_id, title, url, favicon, cache_duration, template, theme, require_signature, created_at, updated_at, version, routes_revision, purged_at) values
            ('01890000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', 'Acme', 'https://acme.dev', null, 3600, null, '{}', false, '2026-11-25T12:00:00.123456Z', '2026-11-25T12:00:00.999999Z', 1, 1, null),
            ('01890000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'Zażółć ''gęślą'' "jaźń" – مرحبا 你好 👩‍👩‍👧 \n', 'https://xn--bcher-kva.example/?a=%20&b=''', 'https://acme.dev/favicon.ico', 0, 'article', '{"background": "#102030", "a\"b": "ü\\n", "accent": "#fff"}', true, '1999-12-31T23:59:59.000000Z', '2026-11-25T12:00:00.000010Z', 9007199254740993, 7, '2026-11-26T08:00:00.000001Z')
            on conflict do nothing;

        insert into routes (id, tenant_id, project_id, path, path_shape, return_type, cache_duration, template, variables, query, source, byte_budget, created_at, updated_at, version) values
            ('01890000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '/blog/{slug}', '/blog/{}', 'png', 60, null, '{}', '[]', null, 300000, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z', 1),
            ('01890000-0000-7000-8000-000000000012', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '/ü/{name}', '/ü/{}', 'jpeg', 60, 'article', '{"title": "Tab\tand \u00e9", "description": "it''s"}', '["page", "größe"]', 'page', 100000, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.500000Z', 3)
            on conflict do nothing;

        insert into cached_images (id, tenant_id, project_id, route_id, url, slot, cache_key, storage_path, content_hash, content_type, width, height, byte_size, render_ms, provisional, created_at, fresh_until, expires_at, page) values
            ('01890000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000011', 'https://acme.dev/blog/a', '1111111111111111111111111111111111111111111111111111111111111111', '2222222222222222222222222222222222222222222222222222222222222222', 'cards/01890000-0000-7000-8000-000000000001/11/1111111111111111111111111111111111111111111111111111111111111111/01890000-0000-7000-8000-000000000021.png', '3333333333333333333333333333333333333333333333333333333333333333', 'image/png', 1200, 630, 1000, 12.345678901234567, false, '2026-11-25T12:00:00.000001Z', '2026-11-25T13:00:00.000000Z', '2026-12-25T13:00:00.000000Z', null),
            ('01890000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', null, 'https://acme.dev/ü', '4444444444444444444444444444444444444444444444444444444444444444', '5555555555555555555555555555555555555555555555555555555555555555', 'cards/01890000-0000-7000-8000-000000000002/44/4444444444444444444444444444444444444444444444444444444444444444/01890000-0000-7000-8000-000000000022.webp', '6666666666666666666666666666666666666666666666666666666666666666', 'image/webp', 1200, 630, 2000, 0.1, true, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:01:00.000000Z', '2099-01-01T00:00:00.000000Z', '0123456789abcdef0123456789abcdef')
            on conflict do nothing;

        insert into cards (slot, tenant_id, project_id, cache_key, image_id, storage_path, content_hash, content_type, byte_size, provisional, created_at, fresh_until, expires_at, last_hit_at, inputs, confirmed_at) values
            ('1111111111111111111111111111111111111111111111111111111111111111', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '2222222222222222222222222222222222222222222222222222222222222222', '01890000-0000-7000-8000-000000000021', 'cards/01890000-0000-7000-8000-000000000001/11/1111111111111111111111111111111111111111111111111111111111111111/01890000-0000-7000-8000-000000000021.png', '3333333333333333333333333333333333333333333333333333333333333333', 'image/png', 1000, false, '2026-11-25T12:00:00.000001Z', '2026-11-25T13:00:00.000000Z', '2026-12-25T13:00:00.000000Z', null, '', null),
            ('4444444444444444444444444444444444444444444444444444444444444444', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '5555555555555555555555555555555555555555555555555555555555555555', '01890000-0000-7000-8000-000000000022', 'cards/01890000-0000-7000-8000-000000000002/44/4444444444444444444444444444444444444444444444444444444444444444/01890000-0000-7000-8000-000000000022.webp', '6666666666666666666666666666666666666666666666666666666666666666', 'image/webp', 2000, true, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:01:00.000000Z', '2099-01-01T00:00:00.000000Z', '2026-11-25T12:00:30.000000Z', '9999999999999999999999999999999999999999999999999999999999999999', '2026-11-25T12:00:40.000000Z')
            on conflict do nothing;

        insert into pages (tenant_id, project_id, path, variables, origin, validators, revision, updated_at) values
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '/', null, null, null, 3, '2026-11-25T12:00:00.000001Z'),
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '/ü/ "x"', '{"title": "it is \u00e9 😀"}', 'build', '{"etag": "\"a\""}', 9007199254740993, '2026-11-25T12:00:00.000000Z')
            on conflict do nothing;

        insert into fetched_sources (tenant_id, project_id, address, found, etag, last_modified, found_at, tried_at, due_at, cause, status) values
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', 'https://acme.dev/blog/%C3%BC', '{"title": "it''s \"ü\" 😀"}', 'W/"a''b"', 'Wed, 25 Nov 2026 12:00:00 GMT', '2026-11-25T12:00:00.000001Z', '2026-11-25T12:05:00.000001Z', '2026-11-25T12:10:00.000000Z', 'status', 503),
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', 'https://acme.dev/logo.svg', '{}', null, null, null, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z', null, null)
            on conflict do nothing;

        insert into signing_keys (id, tenant_id, project_id, name, secret, created_at, retired_at, revoked_at) values
            ('01890000-0000-7000-8000-000000000071', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', null, 'sk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '2026-11-25T12:00:00.000001Z', null, null),
            ('01890000-0000-7000-8000-000000000072', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', 'Schlüssel ''für'' "Ö" 🔑', null, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:30:00.000000Z', '2026-11-25T13:00:00.000000Z')
            on conflict do nothing;

        insert into render_leases (slot, tenant_id, project_id, owner, until) values
            ('1111111111111111111111111111111111111111111111111111111111111111', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000061', '2026-11-25T12:00:10.000000Z')
            on conflict do nothing;

        insert into jobs (id, tenant_id, project_id, kind, state, input, total, done, failed, report, cause, lease_owner, lease_until, created_at, updated_at, finished_at) values
            ('01890000-0000-7000-8000-000000000081', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', 'warm', 'running', '{"Paths": ["/a", "/ü"], "Sitemap": null, "Since": null}', 2, 1, 0, '[]', null, '01890000-0000-7000-8000-000000000061', '2026-11-25T12:02:00.000001Z', '2026-11-25T12:00:00.000001Z', '2026-11-25T12:00:00.000009Z', null),
            ('01890000-0000-7000-8000-000000000082', '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', 'warm', 'failed', '{"Paths": null, "Sitemap": "https://xn--bcher-kva.example/s.xml", "Since": "2026-11-01T00:00:00+00:00"}', null, 0, 1, '[{"Path": "/ü ''x''", "Code": "a", "Message": "it \"is\" 😀"}]', 'ü', null, null, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:01.000000Z')
            on conflict do nothing;

        insert into doomed_objects (id, tenant_id, name, doomed_at) values
            ('01890000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000001', 'cards/01890000-0000-7000-8000-000000000003/', '2026-11-25T12:00:00.000000Z')
            on conflict do nothing;

        insert into image_views (tenant_id, project_id, route_id, hour, crawler, outcome, count) values
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000011', '2026-11-25T12:00:00.000000Z', 'facebook', 'hit', 9007199254740993),
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '00000000-0000-0000-0000-000000000000', '2026-01-01T00:00:00.000000Z', 'ü ''other''', 'fallback', 1)
            on conflict do nothing;

        insert into view_batches (id, tenant_id, at) values
            ('01890000-0000-7000-8000-000000000071', '00000000-0000-7000-8000-000000000001', '2026-11-25T12:00:00.000001Z')
            on conflict do nothing;

        insert into render_stats (tenant_id, project_id, route_id, hour, format, template, bucket, count, kept, bytes, total_ms) values
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000011', '2026-11-25T12:00:00.000000Z', 'image/png', 'article', 13, 3, 2, 9007199254740993, 37.012345678901234),
            ('00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '00000000-0000-0000-0000-000000000000', '2026-01-01T00:00:00.000000Z', 'image/webp', 'größe "x"', 39, 1, 0, 0, 1e9)
            on conflict do nothing;

        insert into usage_daily (tenant_id, day, renders, bytes_kept, bytes_sent, store_calls, fetches) values
            ('00000000-0000-7000-8000-000000000001', '2026-11-25', 4, 9007199254740993, 2, 3, 5)
            on conflict do nothing;

        insert into api_keys (id, tenant_id, name, secret_hash, scopes, created_at, expires_at, revoked_at, last_used_at, replaced_by) values
            ('01890000000070008000000000000041', '00000000-0000-7000-8000-000000000001', 'CI', '7777777777777777777777777777777777777777777777777777777777777777', '["read", "write"]', '2026-11-25T12:00:00.000001Z', null, null, null, null),
            ('01890000000070008000000000000042', '00000000-0000-7000-8000-000000000002', 'Schlüssel ''für'' "Ö" 🔑', '8888888888888888888888888888888888888888888888888888888888888888', '["admin", "operator"]', '2026-11-25T12:00:00.000000Z', '2026-12-25T12:00:00.000000Z', '2026-11-25T13:00:00.000000Z', '2026-11-25T12:30:00.000000Z', '01890000000070008000000000000041')
            on conflict do nothing;

        insert into audit_log (id, tenant_id, at, actor, address, action, target_type, target_id, before, after) values
            ('01890000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000001', '2026-11-25T12:00:00.000001Z', 'command line', null, 'keys.create', 'key', '01890000000070008000000000000041', null, '{"name": "CI"}'),
            ('01890000-0000-7000-8000-000000000052', '00000000-0000-7000-8000-00000000dead', '2026-11-25T12:00:00.000000Z', '01890000000070008000000000000042', '2001:db8::1', 'projects.change', 'project', '01890000-0000-7000-8000-000000000001', '{"title": "ü \"a\""}', '{"title": "it''s 😀"}')
            on conflict do nothing;

        insert into breaking_steps (id) values ('99990101000000_Sample') on conflict do nothing;
        """;

    // Partitions are no tables of their own here, and the history is the engine's.
    private static readonly Statement Tables = new(
        Sqlite: "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_\\_EF%' escape '\\' order by name",
        PostgreSql: """
            select relname::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> '__EFMigrationsHistory'
            order by relname
            """);

    /// <summary>Adds those rows that are not there, past all roles and tenants.</summary>
    public static Task AddAsync(string url) => WithConnectionAsync(url, (connection, engine) =>
        connection.ExecuteAsync(Rows.Replace("BYTES", engine is DatabaseEngine.PostgreSql ? @"'\x00ff'" : "x'00ff'", StringComparison.Ordinal)));

    /// <summary>How many rows each table has.</summary>
    public static Task<SortedDictionary<string, long>> CountAsync(string url) => WithConnectionAsync(url, async (connection, engine) =>
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await connection.QueryAsync<string>(Tables.For(engine)))
        {
            counts[table] = await connection.QuerySingleAsync<long>($"select count(*) from {table}");
        }

        return counts;
    });

    private static async Task<T> WithConnectionAsync<T>(string url, Func<DbConnection, DatabaseEngine, Task<T>> work)
    {
        var address = DatabaseAddress.Parse(url);
        await using var connection = MigrationHistory.Connect(address);
        await connection.OpenAsync();
        return await work(connection, address.Engine);
    }
}
