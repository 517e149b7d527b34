using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Tempest.Application;

namespace Tempest.Host.Commands;

/// <summary>
/// Shows how far a long piece of work is: a bar when a person watches, a plain line now and then otherwise.
/// </summary>
internal static class Progress
{
    public static Task<T> ShowAsync<T>(string what, Func<IProgress<WorkProgress>, Task<T>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive ? BarAsync(what, work) : work(new Lines(what));

    /// <summary>For work that counts for itself and knows neither the clock nor the end.</summary>
    public static Task<T> ShowAsync<T>(string what, long total, Func<IProgress<long>, Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        return ShowAsync(what, progress => work(new Counted(done => progress.Report(new(done, total, watch.Elapsed)))));
    }

    private static Task<T> BarAsync<T>(string what, Func<IProgress<WorkProgress>, Task<T>> work) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(what);
                return await work(new Told(progress =>
                {
                    bar.MaxValue = Math.Max(progress.Total, 1);
                    bar.Value = progress.Done;
                    bar.Description = string.Create(CultureInfo.InvariantCulture, $"{what} {progress.PerSecond:F0}/s");
                }));
            });

    private sealed class Told(Action<WorkProgress> tell) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => tell(value);
    }

    private sealed class Counted(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }

    private sealed class Lines(string what) : IProgress<WorkProgress>
    {
        private TimeSpan next = TimeSpan.FromSeconds(2);

        public void Report(WorkProgress value)
        {
            if (value.Elapsed < next) return;

            next = value.Elapsed + TimeSpan.FromSeconds(2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {value.Done} of {value.Total}, {value.PerSecond:F0} a second, {value.Left.TotalSeconds:F0} s left"));
        }
    }
}
