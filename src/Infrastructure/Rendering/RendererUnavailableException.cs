namespace PearlIo.Infrastructure.Rendering;

/// <summary>The machine lacks something that drawing needs; the message says what to install.</summary>
internal sealed class RendererUnavailableException(string message) : Exception(message);
