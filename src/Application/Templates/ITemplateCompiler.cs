using PearlIo.Domain.Templates;

namespace PearlIo.Application.Templates;

/// <summary>Says what a template is and what is wrong with it, without drawing it.</summary>
public interface ITemplateCompiler
{
    /// <summary>Compiles the HTML of a template; whatever stands in it, there is a report.</summary>
    TemplateReport Compile(string html);

    /// <summary>A template that comes with the program, or null where there is none of this name.</summary>
    BuiltInTemplate? FindBuiltIn(string name);
}

/// <summary>What a template says of itself, and what is wrong with it.</summary>
/// <param name="Width">Width of its cards, in px.</param>
/// <param name="Height">Height of its cards, in px.</param>
/// <param name="Description">One sentence about it, or null.</param>
/// <param name="Variables">What it declares; where it declares nothing every variable is text.</param>
/// <param name="Errors">What refuses it, each as <c>line:column: sentence</c>.</param>
/// <param name="Warnings">What is left out when it is drawn, each as <c>line:column: sentence</c>.</param>
public sealed record TemplateReport(
    int Width,
    int Height,
    string? Description,
    IReadOnlyList<TemplateVariable> Variables,
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Warnings);

/// <summary>A template that comes with the program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Html">Its HTML.</param>
/// <param name="Report">What it says of itself.</param>
public sealed record BuiltInTemplate(string Name, string Html, TemplateReport Report);
