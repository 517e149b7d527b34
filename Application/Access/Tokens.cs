using System.Security.Cryptography;
using System.Text;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Application.Access;

/// <summary>Bearer tokens for staff and machines: <c>tmp_</c>, the token's id, and a secret of which only a hash is stored.</summary>
public sealed class Tokens(IPeople people, ISecrets secrets, TimeProvider clock)
{
    private const string Prefix = "tmp_";

    private const int IdLength = 12;

    /// <summary>Shown once, when it is made.</summary>
    public async Task<(string Token, AccessToken Kept)> CreateAsync(
        string name, Roles roles, CustomerId? customer, TimeSpan goodFor, CancellationToken cancel = default)
    {
        var (id, secret) = (secrets.Random(9), secrets.Random(32));
        var now = Instant.Kept(clock.GetUtcNow());
        var kept = new AccessToken(id, name, roles, customer, Digest.Of(secret), now, now + goodFor);
        await people.AddTokenAsync(kept, cancel);
        return ($"{Prefix}{id}{secret}", kept);
    }

    /// <returns>Null when it is no token of ours, or is worth nothing any more.</returns>
    public async Task<AccessToken?> FindAsync(string token, CancellationToken cancel = default)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal) || token.Length <= Prefix.Length + IdLength || token.Length > 200) return null;

        var kept = await people.FindTokenAsync(token[Prefix.Length..(Prefix.Length + IdLength)], cancel);
        var given = Encoding.ASCII.GetBytes(Digest.Of(token[(Prefix.Length + IdLength)..]));
        return kept is not null && CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(kept.SecretHash))
            && kept.IsGoodAt(clock.GetUtcNow()) ? kept : null;
    }
}
