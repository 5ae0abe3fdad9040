using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>A text as the tagger sees it: its words, and between them the marks that separate phrases.</summary>
internal sealed class TokenSequence
{
    private readonly List<LexicalWord> _tokens = [];
    private readonly int[] _places;
    private readonly LexicalWord _end;

    /// <summary>Looks all words up.</summary>
    public TokenSequence(scoped in WordList words, Lexicon lexicon)
    {
        _end = lexicon.End;
        _places = new int[words.Count];
        _tokens.Add(_end);
        for (var i = 0; i < words.Count; i++)
        {
            _places[i] = _tokens.Count;
            _tokens.Add(lexicon[words[i]]);
            var gap = words.GapAfter(i);
            if (i + 1 == words.Count || gap is " ")
                continue;
            if (gap.ContainsAny('.', '!', '?'))
                _tokens.Add(_end);
            else if (gap.ContainsAny(",;:()"))
                _tokens.Add(lexicon.Comma);
            else if (gap.Trim().Length > 0)
                _tokens.Add(lexicon.Joint);
        }
        _tokens.Add(_end);
        _tokens.Add(_end);
    }

    /// <summary>Words and marks; an end opens and two ends close it.</summary>
    public IReadOnlyList<LexicalWord> Tokens => _tokens;

    /// <summary>Where a word stands among the tokens.</summary>
    public int PlaceOf(int word) => _places[word];

    /// <summary>A word of the text.</summary>
    public LexicalWord this[int word] => _tokens[_places[word]];

    /// <summary>Whether a sentence begins with the word.</summary>
    public bool StartsSentence(int word) => _tokens[_places[word] - 1] == _end;
}
