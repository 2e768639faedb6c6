using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Storage;

/// <summary>What the answers and failures of an S3 server mean.</summary>
internal static class S3Faults
{
    /// <summary>Codes of answers to calls that a server does not know, or not in this form.</summary>
    private static readonly string[] UnknownCalls = ["NotImplemented", "MethodNotAllowed", "MissingContentMD5", "InvalidDigest", "BadDigest"];

    /// <summary>Whether the object is definitely not there: a missing bucket, or a page of some proxy, says nothing of it.</summary>
    public static bool IsAbsence(AmazonS3Exception exception) =>
        exception is { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" };

    /// <summary>Whether the server does not know what it was asked to do.</summary>
    public static bool IsUnknownCall(AmazonS3Exception exception) =>
        exception.StatusCode is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed
        || UnknownCalls.Contains(exception.ErrorCode, StringComparer.Ordinal);

    /// <summary>Whether an exception, not thrown because the caller wanted to stop, is of the server or of the way to it.</summary>
    public static bool IsFault(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or InvalidDataException or XmlException
            or OperationCanceledException or TimeoutException;

    /// <summary>The fault as the port of the store tells it.</summary>
    /// <param name="exception">The fault.</param>
    /// <param name="call">What was asked for.</param>
    /// <param name="store">What and where the store is.</param>
    public static IOException Translate(Exception exception, string call, string store)
    {
        return exception switch
        {
            AmazonServiceException answer when IsPassing(answer) => Away($"it is too busy or at fault: {Explain(answer)}"),
            AmazonServiceException answer => Refused(Explain(answer)),
            AmazonClientException or XmlException => Away($"it does not answer as an S3 server does: {exception.Message}"),
            OperationCanceledException or TimeoutException => Away("it did not answer in time."),
            InvalidDataException => Refused(exception.Message),
            _ => Away(exception.Message),
        };

        StoreAwayException Away(string why) => new($"The store ({store}) is away for '{call}': {why}", exception);

        IOException Refused(string why) => new($"The store ({store}) refuses '{call}': {why}", exception);
    }

    private static bool IsPassing(AmazonServiceException answer) =>
        ((int)answer.StatusCode is 0 or 200 or >= 500 && answer.StatusCode is not HttpStatusCode.NotImplemented)
        || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict
        || answer.ErrorCode is "SlowDown" or "RequestTimeout";

    private static string Explain(AmazonServiceException answer) => $"{(int)answer.StatusCode} {answer.ErrorCode}: {answer.Message}";
}
