using System.Text.RegularExpressions;

namespace Sluice.Workers.Augmentation.Words;

/// <summary>
/// What no method cuts or replaces in part, within a stretch without blanks: addresses, names of accounts, tags,
/// numbers with their marks, versions, abbreviations with full stops, paths, identifiers, emoticons.
/// </summary>
internal static partial class Atoms
{
    private const string Letter = @"[A-Za-z\u00C0-\u024F]";
    private const string Alnum = @"[A-Za-z\u00C0-\u024F_\d\p{No}]";
    private const string NotWithin = @"(?<![\p{L}\p{M}\p{N}_])";
    private const string NotGoingOn = @"(?![\p{L}\p{M}\p{N}_])";

    /// <summary>Up to a last character that is no punctuation of the sentence; brackets only in pairs.</summary>
    private const string UrlBody =
        @"(?:[^\s<>""“”«»`()]|\([^\s()<>]*\))*(?:[\w/=&\#~%$+@-]|\([^\s()<>]*\))";

    private const string Url =
        NotWithin
        + @"(?:(?i:[a-z][a-z0-9+.-]{1,15}://|www\.|(?:mailto|tel|doi|urn|magnet|arxiv):))"
        + UrlBody;

    private const string Email =
        NotWithin + @"[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}" + NotGoingOn;

    /// <summary>Entities of HTML; a digit on a key; both are signs and no words.</summary>
    private const string Signs =
        @"&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});|[0-9\#*]\uFE0F?\u20E3";

    private const string Account =
        @"(?<![\w.])@\w+(?:[.-]\w+)*(?:@\w+(?:[.-]\w+)*)?|"
        + NotWithin
        + @"\#\w+(?:-\w+)*|"
        + NotWithin
        + @"[ru]/\w+";

    private const string Placeholder =
        @"\$\{[^\s{}]{1,60}\}|\{\{?[\w.:-]{0,60}\}?\}|%\(\w{1,40}\)[a-z]|\[[A-Z_]{2,20}\d*\]|(?<!\w)%[sdif]"
        + NotGoingOn
        + "|"
        + NotWithin
        + @"\$[A-Za-z_]\w*";

    private const string Emoticon =
        @":[a-z][a-z0-9_+-]+:|"
        + NotWithin
        + @"(?:[:;=][-o^']?[DPpOoSsXxb3]+"
        + NotGoingOn
        + "|[xX]D+"
        + NotGoingOn
        + "|<3+)";

    private const string Version =
        NotWithin
        + @"(?:[vV]\.?)?\d+(?:\.\d+){2,}(?:[-+][A-Za-z][\w.-]*\w|[-+]\w)?"
        + NotGoingOn
        + @"(?![.,:/-]\d)";

    /// <summary>A sign, a currency, digits joined by marks, letters stuck to them, and a unit: "-$1,250.50", "COVID-19", "5'10".</summary>
    private const string Number =
        NotWithin
        + @"[+\-−±~№]?(?:(?:US|[ACR])?[$€£¥₹₽₩₿])?(?:"
        + Letter
        + @"{1,20}-){0,2}(?:\(\d+\)[-.]?)?"
        + Alnum
        + @"*?[\d\p{No}]"
        + Alnum
        + @"*(?:\(\d+\)|[.,:/\-–‑'’()×*^+·]{1,2}"
        + Alnum
        + @"*?[\d\p{No}]"
        + Alnum
        + @"*)*(?:(?:-\p{Lu}\w*)+|%|‰|°(?:[CFK]\b)?|[€£¥₹₽₩]|\$|\+(?!\w)|″|′)?";

    private const string Ip6 =
        NotWithin
        + @"(?=[0-9A-Fa-f]*(?:::|:[0-9A-Fa-f]+:[0-9A-Fa-f]+:))[0-9A-Fa-f:]{3,39}"
        + NotGoingOn;

    /// <summary>"U.S.", "e.g.", "Ph.D."; with the last full stop.</summary>
    private const string Abbreviation =
        @"(?<![\w.])(?:(?:\p{L}\.){1,6}\p{L}" + NotGoingOn + @"\.?|\p{Lu}\p{Ll}\.\p{Lu}\b\.?)";

    private const string Path =
        NotWithin
        + @"[A-Za-z]:\\[^\s""<>|]*[\w\\]|\\\\[\w.$\\-]+|"
        + NotWithin
        + @"\w+(?:\\\w+)+|(?<![\w/.])(?:~|\.{1,2})?/(?:[\w.@+~%-]+/)*[\w.@+~%-]*[\w@+~%-]/?|(?<![\w/.])"
        + @"(?=[\w.@+/-]{1,250}?(?:/[\w.@+-]+/\w|/[\w@+-]*[._]\w|_\w))[\w@+][\w.@+-]*(?:/[\w.@+-]*[\w@+-])+/?";

    private const string Domain =
        NotWithin
        + @"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}(?:com|org|net|edu|gov|mil|info|biz|io|ai|dev|app|co|uk|de|fr|es|eu|ru|cn|"
        + @"jp|br|au|ca|ch|nl|se|pl|tv|ly|gg|xyz|online|site|shop|blog|tech|cloud|wiki)(?![\w-])(?::\d+)?(?:/"
        + UrlBody
        + "|/)?";

    private const string File =
        NotWithin
        + @"[\w-]+(?:\.[\w-]+){0,8}\.(?:txt|csv|tsv|jsonl?|xml|ya?ml|html?|css|js|mjs|tsx?|jsx|py|ipynb|rb|rs|java|c|cpp|h|hpp|"
        + @"cs|php|sh|bat|exe|dll|zip|tar|gz|bz2|7z|rar|pdf|docx?|xlsx?|pptx?|odt|md|rst|tex|png|jpe?g|gif|bmp|svg|webp|tiff?|mp3|"
        + @"mp4|wav|avi|mkv|log|cfg|conf|ini|toml|sql|db|parquet|pkl|npy|npz|h5|pt|iso|apk|deb|rpm|jar|dat|bak|tmp|env|psd|"
        + @"TXT|CSV|PDF|JPE?G|PNG|DOCX?|XLSX?|ZIP|EXE)"
        + NotGoingOn;

    /// <summary>snake_case, a.b.c, a::b, call(), key=value, AT&amp;T, C#, C++, .NET, a word with stars in it.</summary>
    private const string Identifier =
        NotWithin
        + @"(?:[A-Za-z]\w*?_+[A-Za-z0-9]\w*(?:\(\))?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){2,10}(?:\(\))?|[A-Za-z]\w*(?:(?:::|->|=>|==|!=)\w+)+|[A-Za-z][\w.]*\(\)|"
        + @"[A-Za-z]\w*=[""']?\w+[""']?|[A-Za-z]{1,4}(?:&[A-Za-z]{1,4})+(?![\w;])|[A-Z]\#(?!\w)|[A-Za-z]\+\+|[A-Za-z]+\*+[A-Za-z]+)|"
        + @"(?<![^(""'])\.[A-Za-z]{2,}\w*";

    private const string All =
        Url
        + "|"
        + Email
        + "|"
        + Signs
        + "|"
        + Account
        + "|"
        + Placeholder
        + "|"
        + Emoticon
        + "|"
        + Domain
        + "|"
        + File
        + "|"
        + Version
        + "|"
        + Path
        + "|"
        + Ip6
        + "|"
        + Identifier
        + "|"
        + Number
        + "|"
        + Abbreviation;

    /// <summary>The atoms of a chunk in order; also bare digits, which are left to <see cref="WordKind.Number"/>.</summary>
    public static Regex.ValueMatchEnumerator In(ReadOnlySpan<char> chunk) =>
        Pattern().EnumerateMatches(chunk);

    /// <summary>Whether what was found stands for no word.</summary>
    public static bool IsSign(ReadOnlySpan<char> atom) =>
        atom[^1] == '\u20E3' || (atom[0] == '&' && atom[^1] == ';');

    /// <summary>Whether what was found is digits and no more.</summary>
    public static bool IsBareNumber(ReadOnlySpan<char> atom)
    {
        foreach (var c in atom)
        {
            if (!char.IsDigit(c))
                return false;
        }
        return true;
    }

    [GeneratedRegex(All, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
