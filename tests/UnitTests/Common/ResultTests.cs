using PearlIo.Application.Common;
using PearlIo.Domain.Common;

namespace PearlIo.UnitTests.Common;

public sealed class ResultTests
{
    private static readonly Failure Gone = new(FailureKind.NotFound, "things.not_found", "There is no such thing.");

    [Fact]
    public void Hands_out_the_value_of_a_success()
    {
        Result<string> result = "yes";
        Assert.True(result.TryGetValue(out var value, out var failure));
        Assert.Equal("yes", value);
        Assert.Equal("yes", result.Value);
        Assert.Null(failure);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void Hands_out_the_failure_and_no_value()
    {
        Result<int> result = Gone;
        Assert.False(result.TryGetValue(out _, out var failure));
        Assert.Same(Gone, failure);
        Assert.Same(Gone, result.Failure);
        Assert.Contains("things.not_found", Assert.Throws<InvalidOperationException>(() => result.Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_null_for_a_value_of_a_type_that_allows_it() => Assert.Null(Result<Guid?>.FromValue(null).Failure);

    [Theory]
    [InlineData("Input.Title", "title")]
    [InlineData("CacheDuration", "cacheDuration")]
    [InlineData("url", "url")]
    [InlineData("", "")]
    public void Names_fields_as_the_caller_wrote_them(string path, string field) => Assert.Equal(field, Invalid.CamelCase(path));

    [Fact]
    public void Tells_each_message_of_a_field_once()
    {
        var failure = Invalid.Because(
        [
            new("Input.Title", "too long"),
            new("Input.Url", "no address"),
            new("Input.Title", "too long"),
            new("Input.Title", "too blue"),
        ]);
        Assert.Equal("request.invalid", failure.Code);
        Assert.NotNull(failure.Errors);
        Assert.Equal(2, failure.Errors.Count);
        Assert.Equal(["too long", "too blue"], failure.Errors["title"]);
        Assert.Equal(["no address"], failure.Errors["url"]);
    }
}
