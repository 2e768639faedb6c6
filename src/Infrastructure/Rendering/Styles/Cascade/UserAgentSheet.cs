using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The browser's own sheet: HTML, section 15 (Rendering), as Chromium has it, for what can be drawn.</summary>
internal static class UserAgentSheet
{
    private const string Text = """
        html, body, address, article, aside, blockquote, center, dd, details, dialog, dir, div, dl, dt, fieldset, figcaption, figure,
        footer, form, h1, h2, h3, h4, h5, h6, header, hgroup, hr, legend, li, listing, main, menu, nav, ol, optgroup, option, p, plaintext,
        pre, search, section, summary, ul, xmp, table, caption, thead, tbody, tfoot, tr, td, th { display: block }
        area, base, basefont, datalist, head, link, meta, noembed, noframes, noscript, param, rp, script, style, template, title,
        source, track, iframe, frameset, video, audio, canvas, object, embed, math, input, textarea, select, progress, meter,
        [hidden] { display: none }
        body { margin: 8px }
        p, dl, ul, ol, menu, dir, blockquote, figure, pre, xmp, listing, plaintext { margin-top: 1em; margin-bottom: 1em }
        blockquote, figure { margin-left: 40px; margin-right: 40px }
        dd { margin-inline-start: 40px }
        ul, ol, menu, dir { padding-inline-start: 40px }
        :is(ul, ol, menu, dir, dl) :is(ul, ol, menu, dir, dl) { margin-top: 0; margin-bottom: 0 }
        h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }
        b, strong { font-weight: bolder }
        h1 { font-size: 2em; margin-top: 0.67em; margin-bottom: 0.67em }
        h2 { font-size: 1.5em; margin-top: 0.83em; margin-bottom: 0.83em }
        h3 { font-size: 1.17em; margin-top: 1em; margin-bottom: 1em }
        h4 { margin-top: 1.33em; margin-bottom: 1.33em }
        h5 { font-size: 0.83em; margin-top: 1.67em; margin-bottom: 1.67em }
        h6 { font-size: 0.67em; margin-top: 2.33em; margin-bottom: 2.33em }
        i, em, cite, dfn, var, address { font-style: italic }
        u, ins { text-decoration: underline }
        s, strike, del { text-decoration: line-through }
        small { font-size: smaller }
        big { font-size: larger }
        sub { vertical-align: sub; font-size: smaller }
        sup { vertical-align: super; font-size: smaller }
        mark { background-color: mark; color: marktext }
        a:any-link { color: linktext; text-decoration: underline }
        abbr[title], acronym[title] { text-decoration: dotted underline }
        q::before { content: open-quote }
        q::after { content: close-quote }
        pre, xmp, listing, plaintext { white-space: pre; font-family: monospace }
        code, kbd, samp, tt { font-family: monospace }
        nobr { white-space: nowrap }
        center { text-align: -webkit-center }
        th { text-align: center }
        hr { color: gray; border: 1px solid; margin: 0.5em auto; overflow: hidden }
        fieldset { margin: 0 2px; border: 2px solid buttonface; padding: 0.35em 0.75em 0.625em; min-width: min-content }
        legend { padding: 0 2px }
        optgroup { font-weight: bold }
        img { overflow: clip }
        svg { overflow: hidden }
        button { display: inline-block }
        bdi, output { unicode-bidi: isolate }
                [dir=rtl i] { direction: rtl; unicode-bidi: isolate }
        [dir=ltr i] { direction: ltr; unicode-bidi: isolate }
        bdo, bdo[dir] { unicode-bidi: isolate-override }
        address, blockquote, center, div, figure, figcaption, footer, form, header, hr, legend, li, main, nav, ol, p, pre, section, summary, ul, menu, dir, listing, xmp,
        article, aside, dd, dl, dt, h1, h2, h3, h4, h5, h6, hgroup, search { unicode-bidi: isolate }
        """;

    /// <summary>What comes to it in quirks mode.</summary>
    private const string QuirksText = "form { margin-block-end: 1em }";

    public static readonly StyleSheet Sheet = CssParser.Parse([new StyleSource(Text)]);

    public static readonly StyleSheet QuirksSheet = CssParser.Parse([new StyleSource(Text), new StyleSource(QuirksText)]);
}
