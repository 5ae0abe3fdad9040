using Sluice.Engine;
using Sluice.Workers.Training;
using Sluice.Workers.Training.Network;

namespace Sluice.Tests.Workers.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly string[] Texts = ["The food was great.", "", "¿ünknown?", "a b"];
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-lm-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "step000003.bin");

    [Fact]
    public void A_model_comes_back_as_it_was()
    {
        var checkpoint = Written();
        var read = Checkpoint.Read(Path);
        Assert.Equal(checkpoint.Values, read.Values);
        Assert.Equal(checkpoint.Header.Shape, read.Header.Shape);
        foreach (var text in Texts)
            Assert.Equal(SmallModel.Vocabulary.Encode(text), read.Header.Vocabulary().Encode(text));
        Assert.Equal(3, GlossModel.Load(Path).Step);
    }

    [Fact]
    public void A_torn_file_is_refused_wherever_it_was_cut()
    {
        Written();
        var whole = File.ReadAllBytes(Path);
        int[] ends =
        [
            0,
            3,
            8,
            10,
            12,
            100,
            1000,
            whole.Length / 2,
            whole.Length - 5,
            whole.Length - 1,
        ];
        foreach (var end in ends)
        {
            File.WriteAllBytes(Path, whole[..end]);
            var error = Assert.Throws<UserError>(() => GlossModel.Load(Path));
            Assert.StartsWith($"Checkpoint {Path} ", error.Message);
            Assert.Contains(end < 8 ? "byte 0" : $"ends at byte {end}, within", error.Message);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_with_the_place_of_its_section()
    {
        Written();
        var whole = File.ReadAllBytes(Path);
        foreach (var at in new[] { 20, 1500, whole.Length / 2, whole.Length - 2 })
        {
            var changed = whole.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(Path, changed);
            var error = Assert.Throws<UserError>(() => GlossModel.Load(Path));
            Assert.Matches("is damaged in the section that begins at byte [0-9]+;", error.Message);
        }
        File.WriteAllBytes(Path, [.. whole, 0]);
        Assert.Contains(
            $"goes on after its end at byte {whole.Length}",
            Assert.Throws<UserError>(() => GlossModel.Load(Path)).Message
        );
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        var error = Assert.Throws<UserError>(() => GlossModel.Load("/nowhere.bin"));
        Assert.Contains("make it again with --target=Train", error.Message);
    }

    [Fact]
    public void Every_layer_gives_every_text_a_vector_that_depends_on_it_alone()
    {
        Written();
        var model = GlossModel.Load(Path);
        Assert.Equal(["embedding", "block 1", "block 2"], model.LayerNames);
        var together = model.Embed([.. Texts, .. SampleSentences.Texts.Take(40)], default);
        Assert.Equal(3, together.Length);
        for (var i = 0; i < Texts.Length; i++)
        {
            var alone = model.Embed([Texts[i]], default);
            for (var layer = 0; layer < 3; layer++)
            {
                Assert.Equal(32, alone[layer][0].Length);
                Assert.Equal(alone[layer][0], together[layer][i]);
                Assert.Equal(Texts[i].Length == 0, alone[layer][0].All(x => x == 0));
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Checkpoint Written()
    {
        var checkpoint = SmallModel.Checkpoint(SmallModel.Trainer(1), 3);
        checkpoint.Write(Path);
        return checkpoint;
    }
}
