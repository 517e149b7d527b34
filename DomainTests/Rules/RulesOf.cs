using Shouldly;
using Tempest.Domain;

namespace Tempest.DomainTests.Rules;

/// <summary>The three words in which a decider's rule is told: given what happened, when this is asked, then that.</summary>
public abstract class RulesOf<TDecider, TState, TCommand, TEvent>
    where TDecider : IDecider<TState, TCommand, TEvent>
{
    protected static Past Given(params IEnumerable<TEvent> history) =>
        new(history.Aggregate(TDecider.Initial, TDecider.Evolve));

    public sealed record Past(TState State)
    {
        public Reply When(TCommand command) => new(State, TDecider.Decide(State, command));
    }

    public sealed record Reply(TState Before, Decision<TEvent> Decision)
    {
        public Rejection? Rejection => Decision.Rejection;

        public TState After => Decision.Aggregate(Before, TDecider.Evolve);

        public void Then(params TEvent[] happened)
        {
            Rejection.ShouldBeNull();
            Decision.Events.ShouldBe(happened);
        }

        public void ThenNothing() => Then();
    }
}

/// <summary>A rule that ends in a no.</summary>
/// <param name="Sentence">The rule, in words.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Expected">What should have been answered.</param>
public sealed record Refused(string Sentence, Rejection? Answer, Rejection Expected);
