using System.Net;
using System.Net.Mail;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tempest.Application.Access;

namespace Tempest.Adapters.Mail;

/// <summary>Where letters go: into files of a folder, or to a server.</summary>
/// <param name="From">Whose letters they are.</param>
/// <param name="Folder">Where they are written as .eml files when there is no server.</param>
/// <param name="Server">The SMTP server's name; null: into files.</param>
/// <param name="Port">The server's port.</param>
/// <param name="User">Who signs in there; null: nobody.</param>
public sealed record PostOptions(string From, string Folder, string? Server = null, int Port = 587, string? User = null, string? Password = null);

/// <summary>
/// Sends letters one after the other, off the callers' paths, so that nobody waits for a mail server or learns from the time
/// it takes whether there was a letter at all. What a host has not sent when it dies is asked for again.
/// </summary>
public sealed partial class Post(PostOptions options, ILogger<Post> log) : BackgroundService, IMail
{
    private const int Attempts = 5;

    private readonly Channel<Letter> letters = Channel.CreateBounded<Letter>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    void IMail.Post(Letter letter) => letters.Writer.TryWrite(letter);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in letters.Reader.ReadAllAsync(stoppingToken)) await SendAsync(letter, stoppingToken);
    }

    private async Task SendAsync(Letter letter, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await SendOnceAsync(letter, cancel);
                return;
            }
            catch (Exception e) when (e is SmtpException or IOException or UnauthorizedAccessException)
            {
                NotSent(log, attempt, e);
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)), cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendOnceAsync(Letter letter, CancellationToken cancel)
    {
        using var message = new MailMessage(options.From, letter.To, letter.Subject, letter.Text);
        using var smtp = options.Server is { } server
            ? new SmtpClient(server, options.Port) { EnableSsl = true, Credentials = new NetworkCredential(options.User, options.Password) }
            : new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = Directory.CreateDirectory(options.Folder).FullName,
            };
        await smtp.SendMailAsync(message, cancel);
    }

    [LoggerMessage(LogLevel.Warning, "A letter was not sent (attempt {Attempt}).")]
    private static partial void NotSent(ILogger log, int attempt, Exception why);
}
