namespace PearlIo.Application.Pages;

/// <summary>Why a page or picture from outside gave nothing; stable codes that explanations and figures are labelled with.</summary>
public static class PageCauses
{
    /// <summary>It cannot be had: denied, refused, without an address, or broken off. They look alike, for the difference shows what is there.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It took longer than a fetch may.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>Others are being fetched from that host, and it is slow.</summary>
    public const string Busy = "busy";

    /// <summary>The status was not 200.</summary>
    public const string Status = "status";

    /// <summary>Something keeps programs out and asks visitors to show that they are none.</summary>
    public const string Challenge = "challenge";

    /// <summary>Visitors have to log in first.</summary>
    public const string Login = "login";

    /// <summary>The page says that there is none, though its status does not.</summary>
    public const string ErrorPage = "error_page";

    /// <summary>It is no HTML.</summary>
    public const string NotHtml = "not_html";

    /// <summary>It is empty.</summary>
    public const string Empty = "empty";
}
