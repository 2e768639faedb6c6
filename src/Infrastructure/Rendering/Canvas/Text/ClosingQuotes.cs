using System.Buffers;
using System.Text;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Gives a closing quotation mark the script of what stands before it, as browsers do: Pango gives it that of its opening one, so that in a Korean sentence
/// with a Latin word in quotes the second mark is parted from the word, not kerned with it and spaced otherwise.
/// </summary>
internal sealed unsafe class ClosingQuotes(FontSet fonts)
{
    private const string Marks = "\u2019\u201D\u203A\u00BB";

    /// <param name="paragraph">The text.</param>
    /// <param name="items">What Pango made of it or of a part, in logical order.</param>
    public void Apply(Paragraph paragraph, GList* items)
    {
        var hasChanged = false;
        for (var node = items; node is not null && node->Next is not null; node = node->Next)
        {
            while (node->Next is not null && TakesScript(node, paragraph.Utf8, ref hasChanged) && CanJoin(paragraph, (PangoItem*)node->Data, (PangoItem*)node->Next->Data))
            {
                Join(node);
            }
        }
    }

    /// <summary>Whether the next item has the script of this one now, for it starts with such a mark or goes on behind one.</summary>
    private static bool TakesScript(GList* node, byte* utf8, ref bool hasChanged)
    {
        var item = (PangoItem*)node->Data;
        var next = (PangoItem*)node->Next->Data;
        if (next->Script == item->Script)
        {
            return hasChanged;
        }

        var text = new ReadOnlySpan<byte>(utf8 + next->Offset, next->Length);
        if (Rune.DecodeFromUtf8(text, out var first, out _) != OperationStatus.Done || !first.IsBmp || !Marks.Contains((char)first.Value, StringComparison.Ordinal))
        {
            return hasChanged = false;
        }

        var (bytes, characters) = MeasureCommon(text);
        if (bytes < next->Length)
        {
            var front = PangoNative.Split(next, bytes, characters);
            GObjectNative.InsertBefore(node, node->Next, (nint)front);
        }

        ((PangoItem*)node->Next->Data)->Script = item->Script;
        return hasChanged = true;
    }

    /// <summary>How many bytes and characters at the start belong to no script.</summary>
    private static (int Bytes, int Characters) MeasureCommon(ReadOnlySpan<byte> text)
    {
        var (at, characters) = (0, 0);
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out var rune, out var length) == OperationStatus.Done
            && GObjectNative.ScriptOf((uint)rune.Value) is GObjectNative.CommonScript or GObjectNative.InheritedScript)
        {
            (at, characters) = (at + length, characters + 1);
        }

        return (at, characters);
    }

    private bool CanJoin(Paragraph paragraph, PangoItem* item, PangoItem* next)
        => item->Level == next->Level && item->Gravity == next->Gravity && item->Flags == next->Flags
            && AreSame(item->ExtraAttributes, next->ExtraAttributes) && HaveSameFont(paragraph, item, next);

    /// <summary>Pango has a font for each language.</summary>
    private bool HaveSameFont(Paragraph paragraph, PangoItem* item, PangoItem* next)
    {
        if (item->Font == next->Font)
        {
            return true;
        }

        var before = paragraph.PieceAt(paragraph.CharacterAt(item->Offset)).Style;
        var after = paragraph.PieceAt(paragraph.CharacterAt(next->Offset)).Style;
        return fonts.Describe(before, before.Language) == fonts.Describe(after, after.Language)
            && HarfBuzzNative.GetFace(PangoNative.GetHarfBuzzFont(item->Font)) == HarfBuzzNative.GetFace(PangoNative.GetHarfBuzzFont(next->Font));
    }

    private static bool AreSame(GList* attributes, GList* others)
    {
        for (; attributes is not null && others is not null; attributes = attributes->Next, others = others->Next)
        {
            var attribute = (PangoAttribute*)attributes->Data;
            var other = (PangoAttribute*)others->Data;
            if (attribute->Class != other->Class || attribute->Start != other->Start || attribute->End != other->End)
            {
                return false;
            }
        }

        return attributes is null && others is null;
    }

    private static void Join(GList* node)
    {
        var item = (PangoItem*)node->Data;
        var next = (PangoItem*)node->Next->Data;
        item->Length += next->Length;
        item->CharacterCount += next->CharacterCount;
        PangoNative.FreeItem(next);
        GObjectNative.RemoveLink(node, node->Next);
    }
}
