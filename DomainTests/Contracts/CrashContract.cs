using Shouldly;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>A host that dies between any two steps: whoever asks again is answered as if nothing had been.</summary>
public abstract class CrashContract : StorageContract
{
    public static TheoryData<Moment, int> Moments()
    {
        var data = new TheoryData<Moment, int>();
        foreach (var moment in Enum.GetValues<Moment>())
            foreach (var attempt in (int[])[1, 2]) data.Add(moment, attempt);
        return data;
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Dies_and_is_asked_again(Moment when, int deaths)
    {
        var (from, to, id) = (Own("from"), Own("to"), Own("command"));
        await using (var storage = await OpenAsync()) await Do(storage, from, new Put(10));

        for (var death = 0; death < deaths; death++)
        {
            await using var dying = await OpenAsync(at: moment =>
            {
                if (moment == when) throw new HostDied();
            });
            try
            {
                await dying.ExecuteAsync(Jars.Named(id), Jars.Move(from, to, 4));
            }
            catch (HostDied)
            {
                // Nobody was answered.
            }
        }

        await using var next = await OpenAsync();
        var answer = (Done)await next.ExecuteAsync(Jars.Named(id), Jars.Move(from, to, 4));

        answer.Streams.Select(held => ((Jar)held.State).Coins).ShouldBe([6, 4]);
        (await Coins(next, from), await Coins(next, to)).ShouldBe((6, 4));
        (await next.HistoryAsync(Jars.Category.Stream(to).Stream, 1, 10)).Count.ShouldBe(1);
    }

    private sealed class HostDied : Exception;
}
