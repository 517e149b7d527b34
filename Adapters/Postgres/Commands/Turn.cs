using Tempest.Application.Commands;
using Tempest.Application.Policies;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>The commands of one transaction, decided in the order they came, each on what the one before left.</summary>
internal sealed class Turn
{
    /// <summary>What a row takes beside its JSON, about.</summary>
    private const int Row = 250;

    private readonly IReadOnlyList<Policy> policies;
    private readonly List<Settled> settled;
    private readonly List<(Asked Asked, Commit Commit)> commits;
    private long bytes;

    /// <param name="batch">What is asked.</param>
    /// <param name="present">What it is decided on.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="options">What looks at everything that happens, and how much is stored at once.</param>
    public Turn(IReadOnlyList<Asked> batch, Present present, DateTimeOffset now, PostgresOptions options)
    {
        (Present, Now, policies, settled, commits) = (present, now, options.Policies, new(batch.Count), new(batch.Count));
        foreach (var asked in batch.TakeWhile(_ => bytes < options.MostBytesTogether)) settled.Add(Settle(asked));
    }

    public Present Present { get; }

    /// <summary>When it is recorded.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>
    /// What became of each, in the order they came; true once it is stored. As many of the first as are stored together:
    /// nothing was decided of the others.
    /// </summary>
    public IReadOnlyList<Settled> Settled => settled;

    /// <summary>What is to be stored.</summary>
    public IReadOnlyList<(Asked Asked, Commit Commit)> Commits => commits;

    /// <summary>
    /// Every answer is stored under its command's id, so that storing it finds out whether it was given before.
    /// </summary>
    public bool KeepsEveryAnswer => settled.All(what => what is AnsweredBefore or Answered { IsKept: true });

    private Settled Settle(Asked asked)
    {
        if (Present.AnsweredBefore(asked) is { } before) return before;
        if (Present.MustReadFirst(asked)) return new ReadFirst();

        try
        {
            Present.ThrowIfBroken(asked);
            var commit = CommandPath.Decide(
                asked.Command, asked.UseCase, Present.For(asked), Present.Heads[asked.Tenant], Now, policies);
            if (commit.Kept is null) return new Answered(commit.Answer, IsKept: false);

            Present.Apply(asked, commit);
            commits.Add((asked, commit));
            bytes += Row + commit.Kept.Length + commit.Events.Sum(happened => Row + happened.Data.Length)
                + commit.Queued.Sum(one => Row + one.What.Length);
            return new Answered(commit.Answer, IsKept: true);
        }
#pragma warning disable CA1031 // Whatever goes wrong in deciding this command is this command's alone.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Failed(e);
        }
    }
}
