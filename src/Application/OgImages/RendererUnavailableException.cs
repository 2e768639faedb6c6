namespace PearlIo.Application.OgImages;

/// <summary>The machine lacks something that drawing needs; the message says what to install.</summary>
/// <param name="message">What is missing and how to get it.</param>
public sealed class RendererUnavailableException(string message) : Exception(message);
