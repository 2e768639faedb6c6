namespace PearlIo.TestKit.Fonts;

/// <summary>Small fonts; <c>README.md</c> beside them says where they are from.</summary>
internal static class TestFonts
{
    /// <summary>What "Pearl Test Serif" and "Pearl Test Heavy" both can write.</summary>
    public const string Word = "Hamgo";

    public const string Serif = "Pearl Test Serif";

    public const string Heavy = "Pearl Test Heavy";

    /// <summary>The bytes of a file, which a test may change.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(TestFonts).Assembly.GetManifestResourceStream("Fonts/" + name) ?? throw new ArgumentException($"There is no font {name}.", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The file as a <c>data:</c> address.</summary>
    public static string Address(string name) => $"data:font/{Path.GetExtension(name)[1..]};base64,{Convert.ToBase64String(Read(name))}";
}
