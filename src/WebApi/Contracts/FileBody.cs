using PearlIo.Domain.Common;

namespace PearlIo.WebApi.Contracts;

/// <summary>Says that the body of an operation is a file as it is, whatever type it says it has.</summary>
/// <param name="mostBytes">Most bytes that it may have; more are 413.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesFileAttribute(int mostBytes) : Attribute
{
    public int MostBytes { get; } = mostBytes;
}

/// <summary>Bodies that are files.</summary>
internal static class FileBody
{
    /// <summary>Reads the body of a request. The server stops a larger one than the operation takes.</summary>
    /// <returns>The bytes, or an Invalid failure that says how to send a file.</returns>
    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("The file was sent as a form. Send the file itself as the body, as curl --data-binary @FILE does.");
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.Length > 0 ? buffer.ToArray() : Refuse("The body is empty. Send the file itself as the body, as curl --data-binary @FILE does.");
    }

    private static Failure Refuse(string message) => new(FailureKind.Invalid, "request.file_expected", message);
}
