"""The obvious merge of benchmark files: load all, a dict by identity, sort, dump. OUTPUT MERGE_NAME INPUT_FILE…"""

import hashlib
import json
import os
import sys
from copy import deepcopy
from datetime import datetime, timezone
from pathlib import Path


def space(value):
    return " ".join(str(value or "").split())


def lower(value):
    return space(value).lower()


def identity(sample):
    fields = [
        int(sample.get("task_id") or 0),
        lower(sample.get("task_type")),
        lower(sample.get("scene")),
        space(sample.get("timestamp")),
        lower(sample.get("question")),
        sorted(lower(cam) for cam in sample.get("input_cams") or [] if str(cam).strip()),
        sorted(
            [lower(image.get("cam")), Path(str(image.get("image") or "")).name]
            for image in sample.get("input_images") or []
        ),
    ]
    return hashlib.sha1(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def content(sample):
    text = json.dumps(sample, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha1(text.encode()).hexdigest()


def order(item):
    key, (sample, *_) = item
    return (lower(sample.get("scene")), space(sample.get("timestamp")), int(sample.get("task_id") or 0),
            lower(sample.get("question")), key)


def total(maps):
    merged = {}
    for stats in maps:
        for key, value in stats.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                merged[key] = merged.get(key, 0) + value
            else:
                merged.setdefault(key, value)
    return {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in merged.items()}


def main():
    output, merge_name, *sources = sys.argv[1:]
    loaded = []
    for source in sources:
        with open(source, encoding="utf-8") as file:
            loaded.append(json.load(file))
    kept, exact, conflict, examples = {}, 0, 0, []
    for source, benchmark in zip(sources, loaded):
        for index, sample in enumerate(benchmark["samples"]):
            key, hashed = identity(sample), content(sample)
            if key not in kept:
                kept[key] = (sample, hashed, source, index)
            elif kept[key][1] == hashed:
                exact += 1
            else:
                conflict += 1
                if len(examples) < 50:
                    examples.append({"identity_key": key, "kept_source": kept[key][2], "kept_index": kept[key][3],
                                     "drop_source": source, "drop_index": index})
    samples = [sample for _, (sample, *_) in sorted(kept.items(), key=order)]
    counts = {f"task{i}": sum(s["task_id"] == i for s in samples) for i in (1, 2, 3, 4)}
    counts["bundle"] = len({(lower(s["scene"]), space(s["timestamp"])) for s in samples})
    shared = {
        "sources": sources,
        "source_sample_counts": {s: len(b["samples"]) for s, b in zip(sources, loaded)},
        "exact_duplicates_dropped": exact,
        "conflict_duplicates_dropped": conflict,
        "conflict_examples": examples,
    }
    created_at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    reject = total(b["reject_stats"] for b in loaded)
    frame = total(b["frame_stats"] for b in loaded)
    meta = deepcopy(loaded[0]["meta"])
    meta["run_name"] = merge_name
    meta["merge"] = {
        "created_at": created_at, "merge_name": merge_name, "sources": sources,
        "source_runs": [os.path.basename(os.path.dirname(s)) for s in sources],
        "source_sample_counts": shared["source_sample_counts"], "dedup_policy": "stable_identity_keep_first",
        "exact_duplicates_dropped": exact, "conflict_duplicates_dropped": conflict, "conflict_examples": examples,
        "merged_sample_count": len(samples),
    }
    merged = {"meta": meta, "counts": counts, "reject_stats": reject, "frame_stats": frame, "samples": samples}
    report = {
        "created_at": created_at, "merge_name": merge_name, "output_path": output,
        "output_sample_count": len(samples), "counts": counts, **shared,
        "reject_stats_merged": reject, "frame_stats_merged": frame,
    }
    for path, value in ((output, merged), (output.removesuffix(".json") + ".merge_report.json", report)):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=2, ensure_ascii=False)


main()
