using Tempest.Application.Commands;
using Tempest.Application.Policies;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>The commands of one transaction, decided in the order they came, each on what the one before left.</summary>
internal sealed class Turn
{
    private readonly IReadOnlyList<Policy> policies;
    private readonly Settled[] settled;
    private readonly List<(Asked Asked, Commit Commit)> commits;

    public Turn(IReadOnlyList<Asked> batch, Present present, DateTimeOffset now, IReadOnlyList<Policy> policies)
    {
        (Present, Now, this.policies, settled, commits) = (present, now, policies, new Settled[batch.Count], new(batch.Count));
        foreach (var (index, asked) in batch.Index()) settled[index] = Settle(asked);
    }

    public Present Present { get; }

    /// <summary>When it is recorded.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What became of each, in the order they came; true once it is stored.</summary>
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
