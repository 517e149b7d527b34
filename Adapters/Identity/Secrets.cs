using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Tempest.Application.Access;

namespace Tempest.Adapters.Identity;

/// <summary>The framework's cryptography: its password hasher, and its data protection for what is sealed.</summary>
internal sealed class Secrets(IDataProtectionProvider protection) : ISecrets
{
    private static readonly PasswordHasher<object> Hasher = new();

    private readonly ITimeLimitedDataProtector seals = protection.CreateProtector("Tempest.Links").ToTimeLimitedDataProtector();

    public string Hash(string password) => Hasher.HashPassword(this, password);

    public (bool IsRight, string? Rehashed) Verify(string hash, string password) =>
        Hasher.VerifyHashedPassword(this, hash, password) switch
        {
            PasswordVerificationResult.Success => (true, null),
            PasswordVerificationResult.SuccessRehashNeeded => (true, Hash(password)),
            _ => (false, null),
        };

    public string Seal(string what, TimeSpan validFor) => seals.Protect(what, validFor);

    public string? Open(string sealedText)
    {
        try
        {
            return seals.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
