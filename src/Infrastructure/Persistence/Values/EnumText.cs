namespace PearlIo.Infrastructure.Persistence.Values;

/// <summary>Enumerations as their lower-case names, so that a row reads alone and no number can shift.</summary>
internal static class EnumText
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Read<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text, ignoreCase: true);
}
