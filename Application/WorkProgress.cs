namespace Tempest.Application;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Done">Of whatever it deals with, so far.</param>
/// <param name="Total">All of it.</param>
public sealed record WorkProgress(long Done, long Total, TimeSpan Elapsed)
{
    public double PerSecond => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    public TimeSpan Left => PerSecond > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Done) / PerSecond) : TimeSpan.Zero;
}
