using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Adapters.Web.Staff.Dispatch;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Adapters.Web.Staff;

/// <summary>The pages of all that can be asked of things of one kind.</summary>
/// <param name="at">Where they are: <c>/staff/orders</c>.</param>
/// <param name="noun">What people call one.</param>
internal sealed class DeedPages<TId>(string at, string noun) where TId : struct, IIdentifier<TId>
{
    /// <summary>What is to be seen of one, when it matters that nobody decides on what is no longer so; null where there is none.</summary>
    public Func<TId, IStorage, CancellationToken, Task<string?>> SeenNow { get; init; } = (_, _, _) => Task.FromResult<string?>(null);

    /// <summary>The same at the moment of deciding.</summary>
    public Func<TId, Situation, string?> SeenThen { get; init; } = (_, _) => null;

    /// <summary>The fields as they are before anybody types.</summary>
    public Func<TId, IStorage, CancellationToken, Task<IReadOnlyList<(string Name, string? Value)>>>? Known { get; init; }

    /// <summary>Of what has a history: its stream, whose version is seen.</summary>
    public Category? History { get; init; }

    public static DeedPages<TId> Guarded(string at, string noun, Category category) => new(at, noun)
    {
        History = category,
        SeenNow = async (id, storage, cancel) => Seen((await storage.LoadAsync(category.Stream(id.Value), cancel)).Version),
        SeenThen = (id, now) => Seen(now.Version(category.Stream(id.Value).Stream)),
    };

    public void Map(IEndpointRouteBuilder pages, params IEnumerable<Deed<TId>> deeds)
    {
        foreach (var deed in deeds)
        {
            var address = $"{at}/{{id}}/{deed.Name}";
            pages.MapGet(address, (string id, HttpRequest request, IStorage storage, CancellationToken cancel) =>
                OpenAsync(deed, id, request, storage, cancel)).WithName(deed.Page);
            pages.MapPost(address, (string id, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
                SendAsync(deed, id, request, caller, storage, clock, cancel)).WithName(deed.Form);
        }
    }

    /// <summary>What brings one into being, under an id that is typed.</summary>
    public void MapNew(IEndpointRouteBuilder pages, Deed<TId> deed)
    {
        var address = $"{at}/{deed.Name}";
        pages.MapGet(address, (HttpRequest request) =>
            ShowNew(deed, Form.Fresh(request.Query, deed.Blanks.Select(blank => (blank.Name, blank.Usual))))).WithName(deed.Page);
        pages.MapPost(address, async (HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel) =>
        {
            var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
            var id = filled.Id<TId>("id");
            var asked = deed.Ask(id, filled);
            var form = filled.Form;
            return form.IsFaulty ? ShowNew(deed, form) : await Desk.AnswerAsync(
                await storage.ExecuteAsync(form.Command(caller, deed.Operation, clock), asked, cancel), form,
                async done => Results.LocalRedirect(Desk.To(form, await AddressAsync(id, done, storage, cancel))),
                again => Task.FromResult<IResult>(ShowNew(deed, again)), () => Task.FromResult<string?>(null));
        }).WithName(deed.Form);
    }

    private async Task<IResult> OpenAsync(Deed<TId> deed, string given, HttpRequest request, IStorage storage, CancellationToken cancel)
    {
        if (!Identifier.IsValid(given)) return Missing(given);

        var id = TId.Of(given);
        var known = Known is null ? [] : await Known(id, storage, cancel);
        return await ShowAsync(deed, id, Form.Fresh(request.Query,
            [(Form.SeenField, await SeenNow(id, storage, cancel)), .. deed.Blanks.Select(blank => (blank.Name, blank.Usual)), .. known]), storage, cancel);
    }

    private async Task<IResult> SendAsync(
        Deed<TId> deed, string given, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (!Identifier.IsValid(given)) return Missing(given);

        var id = TId.Of(given);
        var filled = new Filled(await Form.ReadAsync(request, cancel), clock.GetUtcNow());
        var asked = deed.Ask(id, filled);
        var form = filled.Form;
        if (form.IsFaulty) return await ShowAsync(deed, id, form, storage, cancel);

        var command = form.Command(caller, $"{deed.Operation} {id}", clock);
        if (filled.Happened is { } then) command = command with { At = then };
        var answer = await storage.ExecuteAsync(command, IfSeen(asked, id, form.Text(Form.SeenField)), cancel);
        return await Desk.AnswerAsync(answer, form,
            async done => Results.LocalRedirect(Desk.To(form, await AddressAsync(id, done, storage, cancel))),
            again => ShowAsync(deed, id, again, storage, cancel),
            () => SeenNow(id, storage, cancel));
    }

    /// <summary>Where there is nothing, the business says so itself.</summary>
    private Lookup IfSeen(Lookup asked, TId id, string? seen) => seen is null ? asked : asked with
    {
        Ask = looked => asked.Ask(looked).Provided(now => SeenThen(id, now) is not { } present || present == seen),
    };

    /// <summary>What was sent again is shown as it was answered, when it has gone on since.</summary>
    public async Task<string> AddressAsync(TId id, Done done, IStorage storage, CancellationToken cancel)
    {
        if (!done.Repeated || History is null) return $"{at}/{id}";

        var stream = History.Stream(id.Value);
        var answered = done.Streams.Single(held => held.Stream == stream.Stream).Version;
        return (await storage.LoadAsync(stream, cancel)).Version == answered ? $"{at}/{id}" : $"{at}/{id}?version={answered}";
    }

    private async Task<IResult> ShowAsync(Deed<TId> deed, TId id, Form form, IStorage storage, CancellationToken cancel) =>
        Views.Show<DeedPage>(new DeedModel(deed, $"{at}/{id}", $"{noun} {id}", form,
            deed.Blanks.Any(blank => blank.IsTruck) ? await Trucks.FreeAsync(storage, cancel) : []), Desk.StatusOf(form));

    private RazorComponentResult<DeedPage> ShowNew(Deed<TId> deed, Form form) =>
        Views.Show<DeedPage>(new DeedModel(deed, at, $"New {noun.ToLowerInvariant()}", form, []), Desk.StatusOf(form));

    private IResult Missing(string given) => Views.Missing($"There is no {noun.ToLowerInvariant()} {given}.");

    private static string? Seen(long version) => version > 0 ? $"{version}" : null;
}

/// <param name="Deed">What can be asked here.</param>
/// <param name="At">The address of what it is asked of.</param>
/// <param name="Of">Its name: <c>Order S-1</c>.</param>
/// <param name="Form">As it is filled in.</param>
/// <param name="Trucks">Those that are available, where one is to be named.</param>
public sealed record DeedModel(Deed Deed, string At, string Of, Form Form, IReadOnlyList<string> Trucks);
