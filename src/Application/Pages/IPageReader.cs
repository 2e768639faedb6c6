namespace PearlIo.Application.Pages;

/// <summary>Reads what a page says of itself; never fetches.</summary>
public interface IPageReader
{
    /// <summary>Reads a page.</summary>
    PageReading Read(PageSource page);
}

/// <summary>A page as it was sent.</summary>
/// <param name="Bytes">Its bytes, decompressed; those past the first MiB are not read.</param>
/// <param name="Address">Where it was found, behind all redirects: absolute, what relative addresses in it refer to.</param>
public sealed record PageSource(ReadOnlyMemory<byte> Bytes, Uri Address)
{
    /// <summary>The header <c>Content-Type</c>, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>The header <c>Content-Language</c>, or null.</summary>
    public string? ContentLanguage { get; init; }
}

/// <summary>What was read.</summary>
/// <param name="Metadata">What the page says of itself; nothing where there is a cause.</param>
/// <param name="Cause">Why the page is none of the site's own (<see cref="PageCauses"/>), or null.</param>
/// <param name="HeadTitle">The text of its <c>&lt;title&gt;</c>, or null.</param>
public sealed record PageReading(PageMetadata Metadata, string? Cause, string? HeadTitle);
