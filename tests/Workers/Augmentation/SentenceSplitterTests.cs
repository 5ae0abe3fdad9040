using Sluice.Workers.Augmentation;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("  No end mark  ", "No end mark")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    [InlineData("Mr. Jones paid $3.50. He left.", "Mr. Jones paid $3.50.|He left.")]
    [InlineData("I met J. R. Smith, e.g. yesterday.", "I met J. R. Smith, e.g. yesterday.")]
    [InlineData("Version 2.0 of x.y is out.", "Version 2.0 of x.y is out.")]
    [InlineData("\"Stop!\" he said. Nobody did.", "\"Stop!\" he said.|Nobody did.")]
    [InlineData("She said \"Go.\" We went.", "She said \"Go.\"|We went.")]
    [InlineData("Wait... what? (Really.) Yes!!", "Wait... what?|(Really.)|Yes!!")]
    [InlineData("Wait... What?!", "Wait...|What?!")]
    [InlineData("A line\nanother line\r\nlast", "A line|another line|last")]
    [InlineData("No. We left. See no. 5 there.", "No.|We left.|See no. 5 there.")]
    [InlineData("It was I. Then I left.", "It was I.|Then I left.")]
    [InlineData("Well… “Fine.” Done.", "Well…|“Fine.”|Done.")]
    [InlineData("i woke up. i cant sleep! why", "i woke up.|i cant sleep!|why")]
    [InlineData(
        "At 5 p.m. we ate. We left at 6 p.m. Ann drove.",
        "At 5 p.m. we ate.|We left at 6 p.m.|Ann drove."
    )]
    public void Sentences_end_where_a_reader_would_end_them(string text, string expected) =>
        Assert.Equal(
            expected,
            string.Join('|', SentenceSplitter.Split(text).Select(span => span.Of(text)))
        );
}
