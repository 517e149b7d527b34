using System.Globalization;
using Spectre.Console;
using Tempest.Application.Import;

namespace Tempest.Host.Commands;

/// <summary>
/// Shows how far a long piece of work is: a bar when a person watches, a plain line now and then otherwise.
/// </summary>
internal static class Progress
{
    public static Task<T> ShowAsync<T>(string what, Func<IProgress<ImportProgress>, Task<T>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive ? BarAsync(what, work) : work(new Lines(what));

    private static Task<T> BarAsync<T>(string what, Func<IProgress<ImportProgress>, Task<T>> work) =>
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

    private sealed class Told(Action<ImportProgress> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value);
    }

    private sealed class Lines(string what) : IProgress<ImportProgress>
    {
        private TimeSpan next = TimeSpan.FromSeconds(2);

        public void Report(ImportProgress value)
        {
            if (value.Elapsed < next) return;

            next = value.Elapsed + TimeSpan.FromSeconds(2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what}: {value.Done} of {value.Total}, {value.PerSecond:F0} a second, {value.Left.TotalSeconds:F0} s left"));
        }
    }
}
