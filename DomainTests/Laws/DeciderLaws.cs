using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tempest.Application.Storage;
using Tempest.Domain;
using Xunit;

namespace Tempest.DomainTests.Laws;

/// <summary>What holds for every event-sourced entity, whatever its business.</summary>
public abstract class DeciderLaws<TDecider, TState, TCommand, TEvent>(
    Category<TState, TCommand, TEvent> category, Gen<TCommand> commands)
    where TDecider : IDecider<TState, TCommand, TEvent>
    where TState : class
    where TEvent : class
{
    /// <summary>Which event can follow which phase; every other one breaks the history.</summary>
    protected abstract (Type Phase, Type Event)[] Follows { get; }

    protected Gen<ValueList<TEvent>> Histories { get; } =
        Any.ListOf(commands, 0, 12).Select(asked => asked.Aggregate(ValueList.Of<TEvent>([]), (history, command) =>
            [.. history, .. TDecider.Decide(Fold(history), command)]));

    [Fact]
    public void The_cases_reach_every_phase_and_every_event()
    {
        var histories = Law.Some(Histories).ToArray();
        histories
            .SelectMany(history => history.Select((happened, at) => (Fold(history.Take(at)).GetType(), happened.GetType())))
            .Distinct().ShouldBe(Follows, ignoreOrder: true);
    }

    [Fact]
    public void Deciding_an_identical_repeat_adds_nothing() => Law.Holds(Histories.Zip(commands), one =>
    {
        var (history, command) = one;
        var before = Fold(history);
        var decision = TDecider.Decide(before, command);
        if (decision.Rejection is not null) return;

        var again = TDecider.Decide(decision.Aggregate(before, TDecider.Evolve), command);
        again.Rejection.ShouldBeNull();
        again.Events.ShouldBeEmpty();
    });

    [Fact]
    public void The_same_input_gives_the_same_answer() => Law.Holds(Histories.Zip(commands), one =>
        TDecider.Decide(Fold(one.Item1), one.Item2).Equals(TDecider.Decide(Fold(one.Item1), one.Item2)).ShouldBeTrue());

    [Fact]
    public void A_snapshot_at_any_version_and_the_tail_equal_a_full_replay() => Law.Holds(Histories, history =>
    {
        var stored = history.Select((happened, at) => Stored(happened, at + 1)).ToArray();
        var replayed = stored.Aggregate(category.Nothing("x"), category.Evolve);
        replayed.State.ShouldBe(Fold(history));
        for (var version = 0; version <= stored.Length; version++)
        {
            var held = stored.Take(version).Aggregate(category.Nothing("x"), category.Evolve);
            var snapshot = held with { State = category.ReadSnapshot(category.WriteSnapshot(held.State)) };
            stored.Skip(version).Aggregate(snapshot, category.Evolve).ShouldBe(replayed);
        }
    });

    [Fact]
    public void Every_state_written_reads_back_equal() => Law.Holds(Histories, history =>
    {
        for (var version = 0; version <= history.Count; version++)
        {
            var state = Fold(history.Take(version));
            category.ReadSnapshot(category.WriteSnapshot(state)).ShouldBe(state);
        }
    });

    [Fact]
    public void Every_event_written_reads_back_equal() => Law.Holds(Histories, history =>
    {
        foreach (var happened in history)
        {
            var (type, schema, data) = category.Encode(happened);
            category.Decode(type, schema, data).ShouldBe(happened);
        }
    });

    [Fact]
    public void An_event_that_cannot_follow_breaks_the_history() => Law.Holds(Histories.Zip(Histories), two =>
    {
        var state = Fold(two.Item1);
        foreach (var happened in two.Item2)
        {
            if (Follows.Contains((state.GetType(), happened.GetType()))) TDecider.Evolve(state, happened);
            else Should.Throw<BrokenHistoryException>(() => TDecider.Evolve(state, happened));
        }
    });

    [Fact]
    public void A_gap_in_the_versions_breaks_the_history() => Law.Holds(
        Histories.Where(history => history.Count > 0), history => Should.Throw<BrokenHistoryException>(() => category.Evolve(category.Nothing("x"), Stored(history[0], 2))));

    protected static TState Fold(IEnumerable<TEvent> history) => history.Aggregate(TDecider.Initial, TDecider.Evolve);

    private RecordedEvent Stored(TEvent happened, int version)
    {
        var (type, schema, data) = category.Encode(happened);
        var at = DateTimeOffset.UnixEpoch;
        return new(new(category.Name, "x"), version, version, type, schema, data, "a law", "c", "c", null, at, at);
    }
}
