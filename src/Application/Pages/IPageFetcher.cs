namespace PearlIo.Application.Pages;

/// <summary>Fetches pages for what they say of themselves.</summary>
public interface IPageFetcher
{
    /// <summary>Fetches and reads a page: in 5 seconds, its first MiB, over 3 redirects at most. One fetch per page at a time; who comes meanwhile gets its outcome.</summary>
    /// <returns>What came of it; that a page cannot be had is an outcome too.</returns>
    Task<PageFetch> FetchAsync(PageRequest request, CancellationToken cancellationToken);
}

/// <summary>Fetches pictures.</summary>
public interface IPictureFetcher
{
    /// <summary>Fetches a picture: in 5 seconds, of 10 MiB at most, over 3 redirects at most. Its bytes may be anything: only a decoder can say what they are.</summary>
    /// <returns>What came of it; that a picture cannot be had is an outcome too.</returns>
    Task<PictureFetch> FetchAsync(FetchedAddress request, CancellationToken cancellationToken);
}

/// <summary>A page to fetch.</summary>
/// <param name="Page">Its absolute address.</param>
/// <param name="Site">Address of the project that it is of; in Development the host of it may be this machine.</param>
public sealed record PageRequest(Uri Page, Uri Site)
{
    /// <summary>The validators of the copy that the caller has, or null.</summary>
    public Validators? Known { get; init; }
}

/// <summary>A picture to fetch.</summary>
/// <param name="Address">Its absolute address.</param>
/// <param name="Site">Address of the project that it is for, or null where it is for none; in Development the host of it may be this machine.</param>
public sealed record FetchedAddress(Uri Address, Uri? Site)
{
    /// <summary>The validators of the copy that the caller has, or null.</summary>
    public Validators? Known { get; init; }
}

/// <summary>What a server tells one answer from another by, as it said it (RFC 9110 section 8.8).</summary>
/// <param name="ETag">The header <c>ETag</c>, with quotes, or null.</param>
/// <param name="LastModified">The header <c>Last-Modified</c>, or null.</param>
public sealed record Validators(string? ETag, string? LastModified);

/// <summary>What came of a fetch.</summary>
public enum FetchKind
{
    /// <summary>It is here.</summary>
    Found,

    /// <summary>The copy that the caller has is still right.</summary>
    NotModified,

    /// <summary>Something was answered, but nothing of the site's own: the last good copy stays.</summary>
    NoMetadata,

    /// <summary>Nothing usable was answered: the last good copy stays.</summary>
    Failed,
}

/// <summary>What came of fetching a page.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="FreshFor">How long it need not be asked for again; failures for a short while, too.</param>
public sealed record PageFetch(FetchKind Kind, TimeSpan FreshFor)
{
    /// <summary>What the page says; there when it was found.</summary>
    public PageMetadata? Metadata { get; init; }

    /// <summary>What to ask with next time; there when it was found or not modified, where the server gave any.</summary>
    public Validators? Validators { get; init; }

    /// <summary>Why there is no metadata, or null (<see cref="PageCauses"/>). May be shown to the project's owner.</summary>
    public string? Cause { get; init; }

    /// <summary>The status that was answered, or null where nothing was.</summary>
    public int? Status { get; init; }

    /// <summary>Where redirects ended, or null where nothing was answered.</summary>
    public Uri? Address { get; init; }
}

/// <summary>What came of fetching a picture: found, not modified or failed.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="FreshFor">How long it need not be asked for again; failures for a short while, too.</param>
public sealed record PictureFetch(FetchKind Kind, TimeSpan FreshFor)
{
    /// <summary>Its bytes; there when it was found.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>What to ask with next time; there when it was found or not modified, where the server gave any.</summary>
    public Validators? Validators { get; init; }

    /// <summary>Why there is no picture, or null (<see cref="PageCauses"/>). May be shown to the project's owner.</summary>
    public string? Cause { get; init; }
}
