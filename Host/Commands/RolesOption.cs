using System.CommandLine;
using System.CommandLine.Parsing;
using Tempest.Application.Access;
using Tempest.Application.Storage;

namespace Tempest.Host.Commands;

/// <summary><c>--roles sales,finance</c>: what somebody may act as.</summary>
internal static class RolesOption
{
    private static readonly Roles[] Each = [Roles.Sales, Roles.Dispatch, Roles.Driver, Roles.Finance, Roles.Catalogue, Roles.Operator];

    private static readonly string Words = string.Join(", ", Each.Select(Word.Of));

    public static Option<Roles> Create(bool required) => new("--roles")
    {
        Description = $"What they may act as, with commas between: {Words}; or all.", HelpName = "roles", Required = required, CustomParser = Parse,
    };

    public static string Text(Roles roles) =>
        string.Join(", ", Each.Prepend(Roles.Customer).Where(role => roles.HasFlag(role)).Select(Word.Of));

    private static Roles Parse(ArgumentResult result)
    {
        var roles = Roles.None;
        foreach (var word in string.Join(',', result.Tokens.Select(token => token.Value)).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (word == "all") roles |= Roles.Staff;
            else if (Each.FirstOrDefault(role => Word.Of(role) == word) is var role and not Roles.None) roles |= role;
            else result.AddError($"There is no role '{word}'; there are {Words}.");
        }

        return roles;
    }
}
