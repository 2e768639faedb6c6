using dotenv.net;

namespace PearlIo.WebApi.Hosting;

/// <summary>Where settings come from: the environment, and a <c>.env</c> file in the working directory that it wins over.</summary>
internal static class PearlConfiguration
{
    private const string File = ".env";

    /// <summary>Puts the file's settings into the environment, where that does not have them.</summary>
    /// <exception cref="StartUpException">The file cannot be read; the message says why.</exception>
    public static void LoadFile()
    {
        if (!System.IO.File.Exists(File))
        {
            return;
        }

        try
        {
            DotEnv.Load(new DotEnvOptions(ignoreExceptions: false, envFilePaths: [File], overwriteExistingVars: false, supportExportSyntax: true));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartUpException($"The file {File} in {Environment.CurrentDirectory} cannot be read: {e.Message.TrimEnd('.')}. Each line must be NAME=value; mend or remove it.", e);
        }
    }

    /// <summary>The sources that every command reads; files of the framework's own are none of them.</summary>
    /// <param name="builder">Loses the sources that it has.</param>
    /// <param name="settings">Settings in place of the environment, or null.</param>
    public static void AddTo(IConfigurationBuilder builder, IReadOnlyDictionary<string, string?>? settings)
    {
        builder.Sources.Clear();
        if (settings is null)
        {
            builder.AddEnvironmentVariables();
        }
        else
        {
            builder.AddInMemoryCollection(settings);
        }
    }
}
