using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Tests.Engine.Fingerprints;

/// <summary>Fingerprints tell apart whatever differs, and say in words what does.</summary>
public sealed class FingerprintTests
{
    private static FingerprintPart P(
        string name,
        string value,
        PartKind kind = PartKind.Parameter
    ) => new(kind, name, value);

    [Fact]
    public void Text_shifted_between_fields_gives_another_fingerprint()
    {
        FingerprintPart[][] lists =
        [
            [],
            [P("a", "b")],
            [P("ab", "")],
            [P("", "ab")],
            [P("a", "b", PartKind.Input)],
            [P("a", "b", PartKind.Code)],
            [P("a", "b"), P("c", "d")],
            [P("c", "d"), P("a", "b")],
            [P("a", "b\nParameter:1:c:1:d")],
            [P("a", "b:1:c")],
            [P("a:1", "b")],
            [P("a", "1:b")],
            [P("a", "é")],
            [P("a", "e\u0301")],
        ];
        var all = lists.Select(list => Fingerprint.Of(list, "u", []).ToString()).ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, hash => Assert.Matches("^[0-9a-f]{64}$", hash));
    }

    [Fact]
    public void Random_lists_of_awkward_texts_never_collide()
    {
        var random = new Random(20);
        string[] bits = ["", ":", "1", "a", "\n", "Parameter", "0:", "\0", "😀"];
        string Text() =>
            string.Concat(
                Enumerable.Range(0, random.Next(4)).Select(_ => bits[random.Next(bits.Length)])
            );
        var seen = new Dictionary<string, string>();
        for (var i = 0; i < 5000; i++)
        {
            var parts = Enumerable
                .Range(0, random.Next(4))
                .Select(_ => P(Text(), Text(), (PartKind)random.Next(5)))
                .ToArray();
            var written = string.Join(
                '|',
                parts.Select(p => $"{p.Kind},{p.Name.Replace("a", "A")},{p.Value}".Length + "=" + p)
            );
            var hash = Fingerprint.Of(parts, "u", []).ToString();
            Assert.Equal(written, seen.GetValueOrDefault(hash, written));
            seen[hash] = written;
        }
    }

    [Fact]
    public void Key_shared_parts_and_own_parts_are_told_apart()
    {
        Hash256[] all =
        [
            Fingerprint.Of([P("a", "1"), P("b", "2")], "u", []),
            Fingerprint.Of([P("a", "1")], "u", [P("b", "2")]),
            Fingerprint.Of([], "u", [P("a", "1"), P("b", "2")]),
            Fingerprint.Of([], "v", [P("a", "1"), P("b", "2")]),
            Fingerprint.Of([], "", [P("a", "1"), P("b", "2")]),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void What_the_planner_puts_together_is_the_hash_of_the_parts_it_tells()
    {
        using var stage = new TestStage();
        stage.Change("b", u => u with { Parameters = TestStage.Map(("z", "1"), ("a", "é\n")) });
        var plan = stage.Plan();

        foreach (var planned in plan.Units)
            Assert.Equal(
                Fingerprint.Of(plan.SharedParts, planned.Unit.Key, planned.OwnParts),
                planned.Hash
            );
    }

    [Fact]
    public void Every_difference_is_told_in_words()
    {
        var reasons = Fingerprint.Differences(
            [
                P("augment", "1", PartKind.Worker),
                P("seed", "42"),
                P("gone", "x"),
                P("data/x.csv", "aa", PartKind.Input),
                P("tool.py", "cc", PartKind.Code),
                P("command", "a\0b", PartKind.Command),
                P("same", "s"),
            ],
            [
                P("augment", "2", PartKind.Worker),
                P("seed", "43"),
                P("data/x.csv", "bb", PartKind.Input),
                P("data/y.csv", "dd", PartKind.Input),
                P("tool.py", "dd", PartKind.Code),
                P("command", "a\0c", PartKind.Command),
                P("same", "s"),
            ]
        );

        Assert.Equal(
            [
                "worker `augment` version 1→2",
                "parameter `seed` 42→43",
                "input `data/x.csv` changed",
                "input `data/y.csv` is new",
                "code `tool.py` changed",
                "command `command` changed",
                "parameter `gone` is gone",
            ],
            reasons
        );
    }

    [Fact]
    public void A_name_that_appears_twice_is_compared_in_order()
    {
        // A unit's own parameter may have the name of its stage's, and an input may be listed twice.
        Assert.Equal(
            ["parameter `seed` 2→3"],
            Fingerprint.Differences(
                [P("seed", "1"), P("seed", "2")],
                [P("seed", "1"), P("seed", "3")]
            )
        );
    }

    [Fact]
    public void Long_and_broken_values_are_shown_short_and_in_one_line()
    {
        var reason = Assert.Single(
            Fingerprint.Differences([P("text", "")], [P("text", "one\ntwo " + new string('x', 99))])
        );

        Assert.StartsWith("parameter `text` ''→one two xxx", reason);
        Assert.EndsWith("…", reason);
        Assert.True(reason.Length < 70);
    }
}
