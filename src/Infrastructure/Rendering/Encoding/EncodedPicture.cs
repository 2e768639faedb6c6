using PearlIo.Domain.OgImages;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>A picture as a file.</summary>
internal sealed record EncodedPicture(byte[] Bytes, ImageFormat Format);
