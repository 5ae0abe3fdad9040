#!/usr/bin/env python3
"""Masked language models and neural translation as methods of Augment, by Hugging Face `transformers`.

    command: [python3, configs/methods/transformers_worker.py, substitute, --model, roberta-base]
    command: [python3, configs/methods/transformers_worker.py, insert, --model, roberta-base]
    command: [python3, configs/methods/transformers_worker.py, backtranslate, --model, Helsinki-NLP/opus-mt-en-de, --back, Helsinki-NLP/opus-mt-de-en]

Speaks JSON lines: {"id": 1, "text": "...", "seed": 123, "args": {...}} in, {"id": 1, "text": "..." or null} out. What lies ready
on standard input is done together, up to --batch texts. Needs `pip install transformers torch sentencepiece`; takes the first GPU
that torch shows, else the CPU. A row's seed is all its randomness. Scores are rounded before a word is drawn, since a model's last
digits depend on the machine and on what else is in the batch; the same bytes on another machine are not promised.
"""
import argparse
import json
import math
import os
import queue
import random
import re
import sys
import threading

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
DIGITS = 3  # of a score that count


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["substitute", "insert", "backtranslate"])
    parser.add_argument("--model", required=True, help="a name on the hub, or a directory")
    parser.add_argument("--back", help="with backtranslate: the model of the way back")
    parser.add_argument("--batch", type=int, default=32, help="texts done together at most")
    parser.add_argument("--device", help="such as cuda:1 or cpu")
    parser.add_argument("--top-k", type=int, default=20, help="words a masked one is drawn from")
    parsed = parser.parse_args()
    if (parsed.action == "backtranslate") != bool(parsed.back):
        parser.error("--back goes with backtranslate, which needs it")
    return parsed


def load(task, model, device):
    """A pipeline; what is missing is told in one line."""
    try:
        import torch
        from transformers import pipeline
    except ImportError as e:
        sys.exit(f"{e.name} is not installed: pip install transformers torch sentencepiece")
    try:
        return pipeline(task, model=model, device=device or ("cuda:0" if torch.cuda.is_available() else "cpu"))
    except (OSError, ValueError) as e:
        sys.exit(f"model {model} cannot be loaded: {str(e).splitlines()[0] if str(e) else type(e).__name__}")


class Masked:
    """Words replaced by, or put between others as, what the model expects there: one a pass, all texts of a batch in one call."""

    def __init__(self, args):
        self.pipe, self.inserts, self.top_k = load("fill-mask", args.model, args.device), args.action == "insert", args.top_k
        self.mask = self.pipe.tokenizer.mask_token

    def __call__(self, requests):
        texts = [r["text"] for r in requests]
        rngs = [random.Random(r["seed"]) for r in requests]
        left = [self.count(r["args"], len(WORD.findall(r["text"]))) for r in requests]
        done = [set() for _ in requests]  # words that the model has written
        while True:
            turns = []
            for i, text in enumerate(texts):
                words = [m for m in WORD.finditer(text) if m.start() not in done[i]]
                if left[i] > 0 and words:
                    turns.append((i, rngs[i].choice(words)))
            if not turns:
                return [None if t == r["text"] else t for t, r in zip(texts, requests)]
            answers = self.pipe([self.masked(texts[i], m) for i, m in turns], top_k=self.top_k, batch_size=len(turns))
            if len(turns) == 1 and answers and isinstance(answers[0], dict):
                answers = [answers]  # of one text the pipeline gives its list alone
            for (i, m), found in zip(turns, answers):
                left[i] -= 1
                word = self.draw(found, m.group(), rngs[i])
                if word is None:
                    done[i].add(m.start())
                    continue
                word = word.capitalize() if m.group()[0].isupper() and not self.inserts else word
                new = f"{m.group()} {word}" if self.inserts else word
                moved = len(new) - len(m.group())
                done[i] = {p + moved if p > m.start() else p for p in done[i]}
                done[i].add(m.start() + (len(m.group()) + 1 if self.inserts else 0))
                texts[i] = texts[i][: m.start()] + new + texts[i][m.end():]

    def masked(self, text, m):
        put = f"{m.group()} {self.mask}" if self.inserts else self.mask
        return text[: m.start()] + put + text[m.end():]

    @staticmethod
    def count(args, words):
        share, least, most = float(args.get("aug_p", 0.3)), int(args.get("aug_min", 1)), int(args.get("aug_max", 10))
        return min(max(math.ceil(share * words), least), most, words)

    @staticmethod
    def draw(found, old, rng):
        words = {}
        for candidate in found:
            word = candidate["token_str"].strip()
            if WORD.fullmatch(word) and word.lower() != old.lower():
                words[word] = max(words.get(word, 0), round(candidate["score"], DIGITS))
        names = sorted(words, key=lambda w: (-words[w], w))
        weights = [words[w] + 10**-DIGITS for w in names]
        return rng.choices(names, weights)[0] if names else None


class Translated:
    """There and back; line breaks stay where they are."""

    def __init__(self, args):
        self.there, self.back = load("translation", args.model, args.device), load("translation", args.back, args.device)

    def __call__(self, requests):
        lines = [(i, line) for i, r in enumerate(requests) for line in r["text"].split("\n")]
        wanted = [line for _, line in lines if line.strip()]
        foreign = [a["translation_text"] for a in self.there(wanted, batch_size=len(wanted))] if wanted else []
        home = iter([a["translation_text"] for a in self.back(foreign, batch_size=len(foreign))] if foreign else [])
        texts = ["" for _ in requests]
        for n, (i, line) in enumerate(lines):
            texts[i] += ("\n" if n and lines[n - 1][0] == i else "") + (next(home) if line.strip() else line)
        return [None if t == r["text"] else t for t, r in zip(texts, requests)]


def main():
    args = arguments()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # whatever libraries print is no answer
    work = Translated(args) if args.action == "backtranslate" else Masked(args)
    lines = queue.Queue(maxsize=args.batch)

    def read():
        for line in open(0, encoding="utf-8", newline="\n"):
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    is_open = True
    while is_open and (first := lines.get()) is not None:
        batch = [json.loads(first)]
        while len(batch) < args.batch and not lines.empty():
            line = lines.get()
            if line is None:
                is_open = False
                break
            batch.append(json.loads(line))
        for request, text in zip(batch, work(batch)):
            answers.write(json.dumps({"id": request["id"], "text": text}, ensure_ascii=False) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
