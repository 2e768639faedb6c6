using System.CommandLine;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Commands;

/// <summary><c>pearl address URL...</c>: whether addresses may be fetched from, one JSON line each. Neither resolves nor connects.</summary>
internal static class AddressCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var urls = new Argument<string[]>("URL") { Description = "Addresses, or anything that pretends to be one.", Arity = ArgumentArity.OneOrMore };
        var address = new Command("address", "Prints one JSON line for each address: whether it may be fetched from, as far as its spelling tells.") { urls };
        address.SetAction((parsed, token) => CommandHost.RunAsync(
            (services, _) => RunAsync(services.GetRequiredService<IAddressJudge>(), parsed.GetValue(urls)!), token));
        return address;
    }

    private static async Task<int> RunAsync(IAddressJudge judge, string[] urls)
    {
        foreach (var url in urls)
        {
            await OutsideJson.PrintAsync(new Judged(url, judge.IsAllowed(url)));
        }

        return 0;
    }

    private sealed record Judged(string Url, bool Allowed);
}
