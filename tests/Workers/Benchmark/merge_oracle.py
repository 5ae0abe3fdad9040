"""Merges benchmark files as docs/benchmark.md says, slowly and independently: the merge is held against it.

merge_oracle.py OUTPUT MERGE_NAME CREATED_AT INPUT_FILE…  writes OUTPUT and its report.
"""

import hashlib
import json
import os
import sys


class Token(str):
    """A number as it was written."""


def dump(value, depth=0):
    """json.dumps(indent=2, ensure_ascii=False), but numbers as they were written."""
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    if isinstance(value, Token):
        return str(value)
    if isinstance(value, dict) and value:
        members = (quote(k) + ": " + dump(v, depth + 1) for k, v in value.items())
        return "{" + inner + ("," + inner).join(members) + outer + "}"
    if isinstance(value, list) and value:
        return "[" + inner + ("," + inner).join(dump(v, depth + 1) for v in value) + outer + "]"
    if isinstance(value, str):
        return quote(value)
    return json.dumps(value)


def quote(text):
    # A lone surrogate cannot be written as UTF-8: it stays an escape.
    return "".join(
        f"\\u{ord(c):04x}" if 0xD800 <= ord(c) < 0xE000 else c
        for c in json.dumps(text, ensure_ascii=False)
    )


def space(value):
    return " ".join(str(value or "").split())


def lower(value):
    return space(value).lower()


def name(path):
    parts = [p for p in path.split("/") if p not in ("", ".")]
    return parts[-1] if parts else ""


def items(value):
    """A single text or number counts as a list of itself."""
    return value if isinstance(value, list) else [value] if value else []


def identity(sample):
    cams = sorted(c for c in map(lower, items(sample.get("input_cams"))) if c)
    images = sorted(
        [lower(i.get("cam")), name(str(i.get("image") or "").strip())]
        for i in (i if isinstance(i, dict) else {"image": i} for i in items(sample.get("input_images")))
    )
    fields = [int(sample.get("task_id") or 0), lower(sample.get("task_type")), lower(sample.get("scene")),
              space(sample.get("timestamp")), lower(sample.get("question")), cams, images]
    return hashlib.sha1(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def content(sample):
    text = json.dumps(sample, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha1(text.encode("utf-8", "surrogatepass")).hexdigest()


def add(total, stats):
    for key, value in stats.items():
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            before = total.get(key)
            is_number = isinstance(before, (int, float)) and not isinstance(before, bool)
            total[key] = before + value if is_number else value
        else:
            total.setdefault(key, value)


def whole(stats):
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in stats.items()}


def main():
    output, merge_name, created_at, *sources = sys.argv[1:]
    kept, exact, conflict, examples = {}, 0, 0, []
    counts, reject, frame, meta = {}, {}, {}, None
    for source in sources:
        with open(source, encoding="utf-8-sig") as file:
            text = file.read()
        plain = json.loads(text)
        raw = json.loads(text, parse_int=Token, parse_float=Token, parse_constant=Token)
        meta = dict(raw.get("meta") or {}) if meta is None else meta
        counts[source] = len(plain["samples"])
        add(reject, plain.get("reject_stats") or {})
        add(frame, plain.get("frame_stats") or {})
        for index, (sample, written) in enumerate(zip(plain["samples"], raw["samples"])):
            key = identity(sample)
            if key not in kept:
                kept[key] = (sample, written, source, index)
            elif content(kept[key][0]) == content(sample):
                exact += 1
            else:
                conflict += 1
                if len(examples) < 50:
                    examples.append({"identity_key": key, "kept_source": kept[key][2], "kept_index": kept[key][3],
                                     "drop_source": source, "drop_index": index})
    order = sorted(kept, key=lambda key: (
        lower(kept[key][0].get("scene")), space(kept[key][0].get("timestamp")),
        int(kept[key][0].get("task_id") or 0), lower(kept[key][0].get("question")), key))
    samples = [kept[key][0] for key in order]
    summary = {f"task{i}": sum(int(s.get("task_id") or 0) == i for s in samples) for i in (1, 2, 3, 4)}
    bundles = {(lower(s.get("scene")), space(s.get("timestamp"))) for s in samples}
    summary["bundle"] = len(bundles - {("", "")})
    duplicates = {"exact_duplicates_dropped": exact, "conflict_duplicates_dropped": conflict,
                  "conflict_examples": examples}
    meta["run_name"] = merge_name
    meta["merge"] = {
        "created_at": created_at, "merge_name": merge_name, "sources": sources,
        "source_runs": [os.path.basename(os.path.dirname(s)) for s in sources], "source_sample_counts": counts,
        "dedup_policy": "stable_identity_keep_first", **duplicates, "merged_sample_count": len(samples)}
    merged = {"meta": meta, "counts": summary, "reject_stats": whole(reject), "frame_stats": whole(frame),
              "samples": [kept[key][1] for key in order]}
    report = {
        "created_at": created_at, "merge_name": merge_name, "output_path": output,
        "output_sample_count": len(samples), "counts": summary, "sources": sources,
        "source_sample_counts": counts, **duplicates,
        "reject_stats_merged": whole(reject), "frame_stats_merged": whole(frame)}
    os.makedirs(os.path.dirname(output), exist_ok=True)
    for path, value in ((output, merged), (output.removesuffix(".json") + ".merge_report.json", report)):
        with open(path, "w", encoding="utf-8") as file:
            file.write(dump(value))


main()
