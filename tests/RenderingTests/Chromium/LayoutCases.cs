using System.Collections.Frozen;
using PearlIo.RenderingTests.Chromium.Cases;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>All documents whose boxes are compared, by name.</summary>
internal static class LayoutCases
{
    public static readonly IReadOnlyList<HtmlCase> All =
    [
        .. FlexCases.All(),
        .. FlexSizingCases.All(),
        .. PositionCases.All(),
        .. SizeCases.All(),
        .. BlockCases.All(),
        .. InlineCases.All(),
        .. TextCases.All(),
        .. TreeCases.All(),
        .. CardCases.All(),
        .. QuirksCases.All(),
        .. SplitInlineCases.All(),
        .. InlineTreeCases.All(),
        .. PageCases.All(),
        .. ReducedCases.All(),
        .. RandomCases.All(),
    ];

    private static readonly FrozenDictionary<string, HtmlCase> ByName = All.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);

    public static HtmlCase Named(string name) => ByName[name];
}
