using PearlIo.Application.Pages;

namespace PearlIo.Application.Fetching;

/// <summary>Why something outside gave nothing, in words for whoever owns the project.</summary>
public static class FetchCauses
{
    /// <summary>The bytes are no picture that can be drawn.</summary>
    public const string NoPicture = "no_picture";

    /// <summary>The picture is smaller than what could be shown well.</summary>
    public const string TooSmall = "too_small";

    /// <summary>The address is longer than what is fetched.</summary>
    public const string AddressTooLong = "address_too_long";

    /// <summary>A sentence about a cause.</summary>
    /// <param name="cause">The code.</param>
    /// <param name="status">The status that was answered, or null.</param>
    public static string Explain(string cause, int? status) => cause switch
    {
        PageCauses.Unreachable => "It could not be fetched: its host has no address that may be asked, does not answer, or broke off.",
        PageCauses.TooSlow => "Its server took longer than a fetch may.",
        PageCauses.Busy => "Its host is slow, and others are being fetched from it; it is tried again soon.",
        PageCauses.Status when status is { } code => FormattableString.Invariant($"Its server answered {code} in place of 200."),
        PageCauses.Status => "Its server answered with an error.",
        PageCauses.Challenge => "Its server asks visitors to show that they are no programs. Let the agent Pearl-IO through.",
        PageCauses.Login => "Visitors have to log in first, so that nobody who sees the card's link could read it.",
        PageCauses.ErrorPage => "It says that there is no such page, though its status does not.",
        PageCauses.NotHtml => "It is no HTML.",
        PageCauses.Empty => "It is empty.",
        NoPicture => "It is no PNG, JPEG, WebP, GIF, ICO or SVG that can be drawn, or it is damaged or too large.",
        TooSmall => "It has fewer than 32 pixels a side and would be a blur.",
        AddressTooLong => "Its address has more than 2,000 characters.",
        _ => "It could not be had.",
    };
}
