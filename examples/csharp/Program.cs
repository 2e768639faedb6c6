// Prints the signed address of a card.
//
// dotnet run -- BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]
using PearlIo.Examples;

if (args.Length < 4)
{
    Console.Error.WriteLine("usage: dotnet run -- BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]");
    return 2;
}

var parameters = args.Skip(4).Select(argument => argument.Split('=', 2)).Select(pair => (pair[0], pair.ElementAtOrDefault(1) ?? ""));
Console.WriteLine(CardAddress.Sign(args[0], Guid.Parse(args[1]), args[2], args[3], parameters));
return 0;
