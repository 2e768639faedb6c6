using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Templates;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>A paragraph while it is shaped: its text in both encodings, and what is known of its characters.</summary>
internal sealed unsafe class Paragraph
{
    private readonly int[] _characterAt;
    private readonly int[] _byteAt;
    private string? _language;
    private int _piece;

    public Paragraph(string text, byte* utf8, int byteLength, IReadOnlyList<TextPiece> pieces)
    {
        Text = text;
        Utf8 = utf8;
        ByteLength = byteLength;
        Pieces = pieces;
        Advances = new double[text.Length];
        Breaks = new TextBreak[text.Length];
        GraphemeStarts = new bool[text.Length];
        _characterAt = new int[byteLength + 1];
        _byteAt = new int[text.Length + 1];
        Map();
    }

    public string Text { get; }

    public byte* Utf8 { get; }

    public int ByteLength { get; }

    public IReadOnlyList<TextPiece> Pieces { get; }

    public double[] Advances { get; }

    public TextBreak[] Breaks { get; }

    /// <summary>Whether what a reader takes for one character starts at a UTF-16 unit (UAX 29).</summary>
    public bool[] GraphemeStarts { get; }

    public List<TextRun> Runs { get; } = [];

    /// <summary>Rounds the advances as they come.</summary>
    public SegmentWidths Segments { get; } = new();

    /// <summary>The UTF-16 unit of a byte.</summary>
    public int CharacterAt(int at) => _characterAt[at];

    /// <summary>The first byte of a UTF-16 unit.</summary>
    public int ByteAt(int character) => _byteAt[character];

    /// <summary>The language that the text is most likely in, for pieces that name none (BCP 47).</summary>
    public string Language => _language ??= Scripts.LanguageOf(Text);

    /// <summary>The piece of a character.</summary>
    public TextPiece PieceAt(int character) => Pieces[FindPiece(character)];

    /// <summary>The number of a character's piece; asked for from left to right mostly.</summary>
    public int FindPiece(int character)
    {
        while (Pieces[_piece].Start > character)
        {
            _piece--;
        }

        while (Pieces[_piece].Start + Pieces[_piece].Length <= character)
        {
            _piece++;
        }

        return _piece;
    }

    public int CountCharacters()
    {
        var count = 0;
        for (var i = 0; i < Text.Length; i++)
        {
            count += char.IsLowSurrogate(Text[i]) && i > 0 && char.IsHighSurrogate(Text[i - 1]) ? 0 : 1;
        }

        return count;
    }

    private void Map()
    {
        var at = 0;
        for (var i = 0; i < Text.Length; i++)
        {
            _byteAt[i] = at;
            var isPair = char.IsSurrogatePair(Text, i);
            var bytes = isPair ? 4 : Text[i] < 0x80 ? 1 : Text[i] < 0x800 ? 2 : 3;
            _characterAt.AsSpan(at, bytes).Fill(i);
            at += bytes;
            if (isPair)
            {
                _byteAt[++i] = at;
            }
        }

        (_byteAt[Text.Length], _characterAt[ByteLength]) = (at, Text.Length);
    }
}
