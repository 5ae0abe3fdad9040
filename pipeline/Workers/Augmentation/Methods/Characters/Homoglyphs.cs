namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Letters of other scripts that look like Latin ones (compare Unicode's confusables.txt, UTS 39).</summary>
internal static class Homoglyphs
{
    /// <summary>Latin letters; below, character by character, their Cyrillic, Greek, Armenian or IPA doubles.</summary>
    private const string Latin = "abcdeghijklmnopqrsuvwxyzABCDEFGHIJKLMNOPQSTVWXYZ";

    private const string Doubles =
        "\u0430\u0184\u0441\u0501\u0435\u0261\u04BB\u0456\u0458\u043A\u04CF\u043C\u0578\u043E\u0440\u051B\u0433\u0455"
        + "\u057D\u03BD\u051D\u0445\u0443\u1D22"
        + "\u0410\u0412\u0421\u13A0\u0415\u03DC\u050C\u041D\u0406\u0408\u041A\u13DE\u041C\u039D\u041E\u0420\u051A"
        + "\u0405\u0422\u13D9\u051C\u0425\u04AE\u0396";

    public static CharacterTable Table { get; } =
        new(Latin.Zip(Doubles, (letter, twin) => KeyValuePair.Create(letter, twin.ToString())));
}
