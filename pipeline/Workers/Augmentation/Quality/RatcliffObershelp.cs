namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// The Ratcliff–Obershelp ratio 2·M / T (Ratcliff and Metzener 1988), where M is the number of
/// characters in matching blocks and T that of both texts: the value of Python's
/// <c>difflib.SequenceMatcher(None, a, b).ratio()</c>, to the last bit.
/// </summary>
/// <remarks>
/// Characters are Unicode code points. Like difflib, it leaves out the positions of characters
/// that occur in more than 1 % of a second text of 200 or more; this makes the ratio asymmetric,
/// and low for long texts that differ only a little (difflib's "autojunk").
/// </remarks>
internal sealed class RatcliffObershelp : IBoundedSimilarity
{
    [ThreadStatic]
    private static MatchingBlocks? t_blocks;

    /// <inheritdoc/>
    public string Name => "ratio";

    /// <inheritdoc/>
    public double Compare(string a, string b)
    {
        var blocks = t_blocks ??= new MatchingBlocks();
        blocks.Load(a, b);
        return Ratio(blocks.CountMatches(), blocks.TotalLength);
    }

    /// <summary>
    /// 2·|a ∩ b| / T over the multisets of characters. Matching blocks pair equal characters one
    /// to one, so M cannot exceed it, and the division is monotone in its numerator.
    /// </summary>
    public double UpperBound(string a, string b)
    {
        var blocks = t_blocks ??= new MatchingBlocks();
        blocks.Load(a, b);
        return Ratio(blocks.CountCommon(), blocks.TotalLength);
    }

    private static double Ratio(int matches, int length) =>
        length == 0 ? 1 : 2.0 * matches / length;
}
