using PearlIo.Infrastructure.Copying;

namespace PearlIo.UnitTests.Copying;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b": 1, "a": 2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"a": 1, "a": 2}""", """{"a":2}""")]
    [InlineData("""{"a": "\u00e9\/"}""", """{"a":"é/"}""")]
    [InlineData("[1.0, 1e2, -0, 1.50e-1, 0.10]", "[1,100,0,0.15,0.1]")]
    [InlineData("[123456789012345678901234567, 1e300]", "[123456789012345678901234567,1E+300]")]
    [InlineData(" [ true , false , null, {} , [] ] ", "[true,false,null,{},[]]")]
    public void Is_the_same_for_texts_of_the_same_value(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Of(json));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    public void Refuses_what_is_none(string text) => Assert.Throws<FormatException>(() => CanonicalJson.Of(text));
}
