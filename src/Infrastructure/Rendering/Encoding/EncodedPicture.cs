using PearlIo.Domain.OgImages;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>A picture as a file.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Means">How it was made to keep its budget, such as <c>jpeg quality 50</c>.</param>
internal sealed record EncodedPicture(byte[] Bytes, ImageFormat Format, string Means);
