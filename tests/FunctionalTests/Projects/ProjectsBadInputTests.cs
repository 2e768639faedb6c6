using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Projects;

public sealed class ProjectsBadInputTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Valid = "\"title\": \"Acme\", \"url\": \"https://acme.dev\"";

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("null", "must be a JSON object")]
    [InlineData("{\"title\": \"a\", \"title\": \"b\"}", "stands twice")]
    [InlineData("{" + Valid + ", \"colour\": 1}", "'colour' is not known")]
    [InlineData("{" + Valid + ", \"Title\": \"x\"}", "'Title' is not known")]
    [InlineData("{" + Valid + ", \"id\": \"x\"}", "'id' is not known")]
    [InlineData("{\"title\": 5, \"url\": \"https://acme.dev\"}", "'title' must be a text")]
    [InlineData("{" + Valid + ", \"cacheDuration\": \"60\"}", "'cacheDuration' must be a whole number")]
    [InlineData("{" + Valid + ", \"cacheDuration\": 1.5}", "'cacheDuration' must be a whole number")]
    [InlineData("{" + Valid + ", \"cacheDuration\": 99999999999}", "'cacheDuration' must be a whole number")]
    [InlineData("{" + Valid + ", \"requireSignature\": 1}", "'requireSignature' must be true or false")]
    [InlineData("{" + Valid + ", \"theme\": []}", "'theme' must be an object")]
    [InlineData("{" + Valid + ", \"theme\": {\"--ink\": 1}}", "'theme' must be an object whose members are texts")]
    [InlineData("{\"title\": \"\\ud800\", \"url\": \"https://acme.dev\"}", "'title' must be a text of whole Unicode characters")]
    [InlineData("{\"\\ud800\": 1}", "Unicode")]
    public async Task Tells_what_is_wrong_with_the_shape_of_a_body(string body, string expected)
    {
        var (response, problem) = await server.SendAsync(HttpMethod.Post, "/api/projects", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("request.json_invalid", (string?)problem["code"]);
        Assert.Contains(expected, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("PearlIo", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"url\": \"https://acme.dev\"}", "title")]
    [InlineData("{\"title\": null, \"url\": \"https://acme.dev\"}", "title")]
    [InlineData("{\"title\": \"  \", \"url\": \"https://acme.dev\"}", "title")]
    [InlineData("{\"title\": \"a\\u0000b\", \"url\": \"https://acme.dev\"}", "title")]
    [InlineData("{\"title\": \"Acme\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"/blog\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"acme.dev\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"javascript:alert(1)\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"ftp://acme.dev\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"http:acme.dev\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"https://acme.dev/?a=1\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"https://\"}", "url")]
    [InlineData("{\"title\": \"Acme\", \"url\": \"https://me:secret@acme.dev\"}", "url")]
    [InlineData("{" + Valid + ", \"favicon\": \"data:image/png;base64,AA==\"}", "favicon")]
    [InlineData("{" + Valid + ", \"cacheDuration\": -1}", "cacheDuration")]
    [InlineData("{" + Valid + ", \"cacheDuration\": 31536001}", "cacheDuration")]
    [InlineData("{" + Valid + ", \"template\": \"nope\"}", "template")]
    [InlineData("{" + Valid + ", \"theme\": {\"--brand\": \"red\"}}", "theme")]
    [InlineData("{" + Valid + ", \"theme\": {\"--size\": \"#fff\"}}", "theme")]
    public async Task Names_the_field_that_breaks_a_rule(string body, string field)
    {
        var (response, problem) = await server.SendAsync(HttpMethod.Post, "/api/projects", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("request.invalid", (string?)problem["code"]);
        Assert.Equal(field, Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Tells_all_broken_rules_at_once()
    {
        var body = new { title = new string('x', 256), url = "javascript:x", favicon = "https://a.b/" + new string('x', 512), cacheDuration = -5 };

        var (_, problem) = await server.SendAsync(HttpMethod.Post, "/api/projects", body);

        Assert.Equal(["title", "url", "favicon", "cacheDuration"], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.NotEmpty((string)problem["traceId"]!);
        Assert.Equal("urn:pearl-io:problem:request.invalid", (string?)problem["type"]);
        Assert.Equal("Bad Request", (string?)problem["title"]);
    }

    [Fact]
    public async Task Counts_characters_as_people_do()
    {
        var (fits, _) = await server.SendAsync(HttpMethod.Post, "/api/projects", new { title = string.Concat(Enumerable.Repeat("🚀", 255)), url = "https://acme.dev" });
        var (over, _) = await server.SendAsync(HttpMethod.Post, "/api/projects", new { title = string.Concat(Enumerable.Repeat("🚀", 256)), url = "https://acme.dev" });

        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, over.StatusCode);
    }

    [Theory]
    [InlineData("{\"title\": null}", HttpStatusCode.BadRequest)]
    [InlineData("{\"unknown\": null}", HttpStatusCode.BadRequest)]
    [InlineData("{\"url\": \"x\"}", HttpStatusCode.BadRequest)]
    [InlineData("{\"theme\": {\"--ink\": \"blue\"}}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.OK)]
    public async Task Checks_a_patch_as_it_checks_a_body(string patch, HttpStatusCode expected)
    {
        var id = await server.CreateProjectIdAsync();

        var (response, _) = await server.SendAsync(HttpMethod.Patch, $"/api/projects/{id}", patch);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "text/plain")]
    [InlineData("POST", "application/xml")]
    [InlineData("POST", "application/merge-patch+json")]
    [InlineData("POST", "application/vnd.api+json")]
    [InlineData("POST", "application/json; charset=utf-16")]
    [InlineData("PATCH", "application/json-patch+json")]
    [InlineData("PATCH", "text/plain")]
    public async Task Refuses_other_content_types(string method, string contentType)
    {
        var path = method == "POST" ? "/api/projects" : $"/api/projects/{await server.CreateProjectIdAsync()}";

        var (response, problem) = await server.SendAsync(new HttpMethod(method), path, "{" + Valid + "}", contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("request.media_type_unsupported", (string?)problem["code"]);
    }

    [Fact]
    public async Task Refuses_a_body_that_is_not_in_UTF_8()
    {
        using var content = new ByteArrayContent([.. "{\"title\": \"caf"u8, 0xE9, .. "\", \"url\": \"https://acme.dev\"}"u8]);
        content.Headers.ContentType = new("application/json");

        var response = await server.Client.PostAsync("/api/projects", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("UTF-8", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_body_behind_a_byte_order_mark()
    {
        var (response, project) = await server.SendAsync(HttpMethod.Post, "/api/projects", "\uFEFF{" + Valid + "}");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("Acme", (string?)project["title"]);
    }

    [Fact]
    public async Task Refuses_a_body_over_one_mebibyte()
    {
        using var content = new StringContent("{\"title\": \"" + new string('x', 10_000_000) + "\"}", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/projects") { Content = content };
        request.Headers.ExpectContinue = true;

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("request.body_too_large", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?limit=-1", "limit")]
    [InlineData("?limit=many", "limit")]
    [InlineData("?limit=99999999999999", "limit")]
    [InlineData("?cursor=abc", "cursor")]
    [InlineData("?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor")]
    [InlineData("?cursor=%00", "cursor")]
    public async Task Refuses_a_page_that_cannot_be(string query, string field)
    {
        var (response, problem) = await server.SendAsync(HttpMethod.Get, "/api/projects" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Refuses_a_cursor_that_was_tampered_with()
    {
        await server.CreateProjectIdAsync();
        await server.CreateProjectIdAsync();
        var (_, page) = await server.SendAsync(HttpMethod.Get, "/api/projects?limit=1");
        var cursor = (string)page["nextCursor"]!;
        var changed = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];

        var (response, _) = await server.SendAsync(HttpMethod.Get, $"/api/projects?cursor={changed}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/projects/no-id", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/projects/01890000-0000-7000-8000-00000000000", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/projects/01890000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/projects/01890000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/api/projects", HttpStatusCode.MethodNotAllowed)]
    public async Task Answers_a_problem_where_nothing_is(string method, string path, HttpStatusCode expected)
    {
        var (response, problem) = await server.SendAsync(new HttpMethod(method), path);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)expected, (int?)problem["status"]);
        Assert.NotEmpty((string)problem["detail"]!);
    }
}
