namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>A file is no font that can be used. Never leaves this folder: <see cref="FontFileReader"/> makes it a value.</summary>
/// <param name="message">What is wrong with the file, as a sentence.</param>
internal sealed class BrokenFontException(string message) : Exception(message);
