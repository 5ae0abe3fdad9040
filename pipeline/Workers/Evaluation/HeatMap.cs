using System.Globalization;
using System.Security;
using System.Text;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Draws a table of scores as an SVG: a row a checkpoint, a column a layer, from dark for the lowest
/// score to light for the highest. The same text for the same scores on every machine.
/// </summary>
internal static class HeatMap
{
    private const int Cell = 56;
    private const int CellHeight = 24;
    private const int Left = 110;
    private const int Top = 64;
    private const int Scale = 40;

    // Viridis at nine places: https://bids.github.io/colormap/.
    private static readonly (int R, int G, int B)[] s_colours =
    [
        (68, 1, 84),
        (71, 44, 122),
        (59, 81, 139),
        (44, 113, 142),
        (33, 144, 141),
        (39, 173, 129),
        (92, 200, 99),
        (170, 220, 50),
        (253, 231, 37),
    ];

    /// <summary>The picture.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="rows">Labels from top to bottom.</param>
    /// <param name="columns">Labels from left to right.</param>
    /// <param name="scores">[row][column]; null where there is none.</param>
    public static string Svg(
        string title,
        IReadOnlyList<string> rows,
        IReadOnlyList<string> columns,
        IReadOnlyList<IReadOnlyList<double?>> scores
    )
    {
        var known = scores.SelectMany(row => row).OfType<double>().ToList();
        var (low, high) = known.Count > 0 ? (known.Min(), known.Max()) : (0, 0);
        var width = Math.Max(Left + columns.Count * Cell + 20, 360);
        var height = Top + rows.Count * CellHeight + Scale + 20;
        var svg = new StringBuilder();
        Line(
            svg,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">"
        );
        Line(svg, $"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>");
        Line(svg, $"<text x=\"{Left}\" y=\"22\" font-size=\"15\">{Text(title)}</text>");
        Line(svg, $"<text x=\"{Left}\" y=\"40\" fill=\"#555\">layer</text>");
        for (var c = 0; c < columns.Count; c++)
            Line(
                svg,
                $"<text x=\"{Left + c * Cell + Cell / 2}\" y=\"56\" text-anchor=\"middle\">{Text(columns[c])}</text>"
            );
        for (var r = 0; r < rows.Count; r++)
        {
            var y = Top + r * CellHeight;
            Line(
                svg,
                $"<text x=\"{Left - 8}\" y=\"{y + 16}\" text-anchor=\"end\">{Text(rows[r])}</text>"
            );
            for (var c = 0; c < columns.Count; c++)
                if (scores[r][c] is { } score)
                    Draw(svg, Left + c * Cell, y, score, low, high);
        }
        Legend(svg, Top + rows.Count * CellHeight + 16, low, high);
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Draw(StringBuilder svg, int x, int y, double score, double low, double high)
    {
        var place = high > low ? (score - low) / (high - low) : 0.5;
        Line(
            svg,
            $"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell}\" height=\"{CellHeight}\" fill=\"{Colour(place)}\"/>"
        );
        Line(
            svg,
            $"<text x=\"{x + Cell / 2}\" y=\"{y + 16}\" text-anchor=\"middle\" fill=\"{(place > 0.6 ? "black" : "white")}\">{score:0.000}</text>"
        );
    }

    private static void Legend(StringBuilder svg, int y, double low, double high)
    {
        const int steps = 9;
        for (var i = 0; i < steps; i++)
            Line(
                svg,
                $"<rect x=\"{Left + i * 20}\" y=\"{y}\" width=\"20\" height=\"10\" fill=\"{Colour(i / (steps - 1.0))}\"/>"
            );
        Line(svg, $"<text x=\"{Left - 8}\" y=\"{y + 10}\" text-anchor=\"end\">{low:0.000}</text>");
        Line(svg, $"<text x=\"{Left + steps * 20 + 8}\" y=\"{y + 10}\">{high:0.000}</text>");
    }

    private static string Colour(double place)
    {
        var at = Math.Clamp(place, 0, 1) * (s_colours.Length - 1);
        var index = Math.Min((int)at, s_colours.Length - 2);
        var (from, to) = (s_colours[index], s_colours[index + 1]);
        int Mix(int a, int b) => (int)Math.Round(a + (b - a) * (at - index));
        return $"#{Mix(from.R, to.R):x2}{Mix(from.G, to.G):x2}{Mix(from.B, to.B):x2}";
    }

    private static string Text(string text) => SecurityElement.Escape(text) ?? "";

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
