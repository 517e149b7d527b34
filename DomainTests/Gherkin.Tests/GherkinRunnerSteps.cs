using Shouldly;
using Tempest.DomainTests.Gherkin;

namespace Tempest.DomainTests.GherkinTests;

// The step classes of the runner's own tests. They carry no [Binding], so that no feature of Tempest finds them.

public sealed class Diary : IDisposable
{
    public List<string> Lines { get; } = [];

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}

public enum Speed
{
    Slow,
    VeryFast,
}

public sealed record Price(decimal Amount, string Currency);

public sealed record Article(string Name, decimal Price);

public sealed class Shop
{
    public List<string> Wrote { get; } = [];
}

public sealed class ShopSteps(Shop shop)
{
    [StepArgumentTransformation(@"(\d+) (EUR|USD)", Name = "price")]
    public static Price Price(decimal amount, string currency) => new(amount, currency);

    [StepArgumentTransformation]
    public static IReadOnlyList<Article> Articles(DataTable table) => [.. table.CreateSet<Article>()];

    [Given("this/these article(s)")]
    public void Stock(IReadOnlyList<Article> articles) =>
        shop.Wrote.AddRange(articles.Select(
            article => FormattableString.Invariant($"{article.Name} {article.Price}")));

    [When("{int} of {string} is/are ordered for {price}")]
    public async Task Order(int count, string article, Price price)
    {
        await Task.Yield();
        shop.Wrote.Add($"{count} {article} {price.Amount} {price.Currency}");
    }

    [When("the note reads")]
    public ValueTask Note(string note)
    {
        shop.Wrote.Add(note.ReplaceLineEndings(" "));
        return ValueTask.CompletedTask;
    }

    [When("it happens {Speed}")]
    public void Happen(Speed speed) => shop.Wrote.Add(speed.ToString());

    [StepDefinition("^the shop wrote \"([^\"]*)\"$")]
    public void Wrote(string all) => string.Join(", ", shop.Wrote).ShouldBe(all);
}

public sealed class FaultySteps
{
    [StepArgumentTransformation(@"(\d+) (EUR|USD)", Name = "price")]
    public Price Price(decimal amount, string currency) =>
        currency == "EUR" ? new Price(amount, currency) : throw new FormatException("only EUR");

    [When("it is said {word}")]
    public void Once(string word) => word.ShouldNotBeNull();

    [When("it is said twice")]
    public void Again()
    {
    }

    [When("{int} are ordered")]
    public void Order(int count) => count.ShouldBePositive();

    [When("it costs {price}")]
    public void Cost(Price price) => price.ShouldNotBeNull();

    [When("{int} and {int}")]
    public void Pair(int only) => only.ShouldBePositive();

    [Then("it breaks")]
    public void Break() => throw new InvalidOperationException();
}

public sealed class UnheardSteps
{
    // The broken twin of a step that returns a task.
    [Then("it is not heard")]
    public async void Unheard() => await Task.Yield();
}

public sealed class LonelySteps(IDisposable nobody)
{
    [When("it turns")]
    public void Turn() => nobody.Dispose();
}

public sealed class Ring(CircleSteps steps)
{
    public CircleSteps Steps => steps;
}

public sealed class CircleSteps(Ring ring)
{
    [When("it turns")]
    public void Turn() => ring.Steps.Turn();
}

public sealed class Early(Diary diary) : IDisposable
{
    public void Dispose() => diary.Lines.Add("Early gone");
}

public sealed class Late(Diary diary, Early early) : IAsyncDisposable
{
    public Early Early => early;

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        diary.Lines.Add("Late gone");
    }
}

public sealed class HookSteps(Diary diary, Late late, Early early, ScenarioContext context)
{
    [BeforeScenario(Order = 2)]
    public void Second() => diary.Lines.Add("before 2");

    [BeforeScenario(Order = 1)]
    public async Task First()
    {
        await Task.Yield();
        diary.Lines.Add("before 1");
    }

    [BeforeScenario("@noisy", Order = 3)]
    public void Noisy() => diary.Lines.Add("before noisy");

    [AfterScenario]
    public void After()
    {
        diary.Lines.Add(context.TestError is null ? "after" : $"after {context.TestError.Message}");
        if (context.TestError is not null) throw new InvalidOperationException("tidying failed too");
    }

    [When("it runs")]
    public void Run()
    {
        late.Early.ShouldBeSameAs(early);
        diary.Lines.Add("run");
    }

    [When("it fails")]
    public void Fail() => throw new InvalidOperationException("broken");
}

/// <summary>The one exception, to be found; no feature would say its sentence.</summary>
[Binding]
public sealed class FoundSteps
{
    [Given("a step of the runner's own tests")]
    public void Found()
    {
    }
}
