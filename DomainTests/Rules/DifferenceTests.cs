using System.Text.Json.Nodes;
using Shouldly;
using Tempest.Application.Timeline;
using Xunit;

namespace Tempest.DomainTests.Rules;

/// <summary>What is different is told value by value.</summary>
public sealed class DifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":"x"}}""", """{"a":1,"b":{"c":"x"}}""", "")]
    [InlineData("""{"a":1}""", """{"a":2}""", "/a: 1 -> 2")]
    [InlineData("""{"b":{"c":"x","d":1}}""", """{"b":{"c":"y","d":1}}""", "/b/c: x -> y")]
    [InlineData("""{"a":1}""", """{"a":1,"b":{"c":"y","d":2}}""", "/b/c:  -> y; /b/d:  -> 2")]
    [InlineData("""{"a":[{"n":1},{"n":2}]}""", """{"a":[{"n":1}]}""", "/a/1/n: 2 -> ")]
    [InlineData("""{"a":null}""", """{}""", "")]
    [InlineData("""{"a":[1]}""", """{"a":7}""", "/a: [1] -> 7")]
    [InlineData("""{"a/b~c":1}""", """{"a/b~c":2}""", "/a~1b~0c: 1 -> 2")]
    [InlineData("""{"x":1}""", """{"y":1}""", "/x: 1 -> ; /y:  -> 1")]
    public void Every_value_that_is_another_one_and_no_other(string before, string after, string told) =>
        string.Join("; ", Differences.Between(JsonNode.Parse(before), JsonNode.Parse(after))
                .Select(one => $"{one.Path}: {Text(one.Before)} -> {Text(one.After)}"))
            .ShouldBe(told);

    private static string Text(JsonNode? value) => value is JsonArray ? value.ToJsonString() : $"{value}";
}
