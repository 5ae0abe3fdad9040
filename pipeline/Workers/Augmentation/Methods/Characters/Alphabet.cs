namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>The characters that nlpaug's random character methods draw from.</summary>
internal static class Alphabet
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Letters of both cases, digits and special characters, as far as the arguments include them.</summary>
    /// <exception cref="Engine.UserError">Fewer than two characters are left to draw from.</exception>
    public static string Of(MethodArguments arguments)
    {
        var special = arguments.Text("spec_char", "!@#$%^&*()_+");
        var alphabet = string.Concat(
            (
                (arguments.Flag("include_upper_case", true) ? Lower.ToUpperInvariant() : "")
                + (arguments.Flag("include_lower_case", true) ? Lower : "")
                + (arguments.Flag("include_numeric", true) ? "0123456789" : "")
                + special
            ).Distinct()
        );
        return alphabet.Length >= 2
            ? alphabet
            : throw arguments.Wrong(
                "spec_char",
                special,
                "more characters, or include letters or digits"
            );
    }
}
