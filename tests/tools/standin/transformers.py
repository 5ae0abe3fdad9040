"""Stands in for Hugging Face transformers: the calls that configs/methods/transformers_worker.py makes, with answers told beforehand."""
import re
import types

LOADED = []


class FillMask:
    tokenizer = types.SimpleNamespace(mask_token="<mask>")

    def __call__(self, texts, top_k, batch_size):
        assert all(t.count("<mask>") == 1 for t in texts) and batch_size == len(texts)
        print("a library's own line")
        found = [[{"token_str": w, "score": s} for w, s in ((" lamp", 0.5), ("##ing", 0.3), (" table", 0.2), (" 7", 0.1))] for _ in texts]
        return found[0] if len(texts) == 1 else found


class Translation:
    def __init__(self, model):
        self.to = "de" if model.endswith("en-de") else "en"

    def __call__(self, texts, batch_size):
        change = (lambda t: "DE:" + t) if self.to == "de" else (lambda t: re.sub("^DE:", "", t).replace("broken", "defect"))
        return [{"translation_text": change(t)} for t in texts]


def pipeline(task, model, device):
    if model == "nowhere/none":
        raise OSError("nowhere/none is not a local folder and is not a valid model identifier\nmore lines")
    assert device == "cpu", device
    return FillMask() if task == "fill-mask" else Translation(model)
