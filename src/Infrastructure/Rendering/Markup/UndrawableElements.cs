using AngleSharp.Dom;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>Elements that a card cannot show, and what is said of them.</summary>
internal static class UndrawableElements
{
    /// <summary>Without a word: they draw nothing in a browser either.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "base", "meta", "noscript", "source", "template", "title", "track",
    };

    private static readonly Dictionary<string, string> Left = new(StringComparer.Ordinal)
    {
        ["script"] = "Scripts do not run in a card; write what they would make into the document.",
        ["iframe"] = "An <iframe> is not drawn; use an <img>.",
        ["frameset"] = "Frames are not drawn; write the content into the body.",
        ["video"] = "A <video> is not drawn; use an <img> of its poster.",
        ["audio"] = "An <audio> is not drawn; leave it out.",
        ["canvas"] = "A <canvas> is not drawn, for no script fills it; use an <img> or an inline <svg>.",
        ["object"] = "An <object> is not drawn; use an <img>.",
        ["embed"] = "An <embed> is not drawn; use an <img>.",
        ["math"] = "Formulas are not drawn; use an <img> or an inline <svg>.",
        ["input"] = "Form fields are not drawn; use a <div> with a border.",
        ["textarea"] = "Form fields are not drawn; use a <div> with a border.",
        ["select"] = "Form fields are not drawn; use a <div> with a border.",
        ["progress"] = "A <progress> is not drawn; use a <div> with a width in per cent.",
        ["meter"] = "A <meter> is not drawn; use a <div> with a width in per cent.",
    };

    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["table"] = "Tables are laid out as plain blocks; use display: flex.",
        ["button"] = "A <button> is drawn as a plain <span>; style it, or use a <div>.",
        ["details"] = "A <details> is drawn open and without its mark.",
        ["dialog"] = "A <dialog> is drawn as a plain block.",
        ["ruby"] = "Ruby text is drawn in the line and not above it.",
        ["marquee"] = "A <marquee> does not move.",
        ["fieldset"] = "A <fieldset> is drawn as a plain block.",
    };

    /// <summary>Reports what is not drawn as a browser draws it.</summary>
    /// <returns>Whether the element is left out with all that is in it.</returns>
    public static bool Report(IElement element, int line, int column, List<StyleProblem> problems)
    {
        if (element.LocalName is "link")
        {
            ReportLink(element, line, column, problems);
            return true;
        }

        if (Left.TryGetValue(element.LocalName, out var message))
        {
            problems.Add(new StyleProblem(line, column, message));
            return true;
        }

        if (Plain.TryGetValue(element.LocalName, out message))
        {
            problems.Add(new StyleProblem(line, column, message));
        }

        return Silent.Contains(element.LocalName);
    }

    private static void ReportLink(IElement link, int line, int column, List<StyleProblem> problems)
    {
        if ((link.GetAttribute("rel") ?? string.Empty).Contains("stylesheet", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new StyleProblem(line, column, "Style sheets are not fetched; copy the rules into a <style> element, and upload fonts."));
        }
    }
}
