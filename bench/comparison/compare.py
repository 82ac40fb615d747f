"""Runs smarttag and the peer in turn on one file and puts times, memory and outputs side by side."""

import argparse
import collections
import json
import os
import pathlib
import shutil
import sys
import textwrap

import watch
import weights
from zoo.storage import cache_folder

HERE = pathlib.Path(__file__).resolve().parent
BUILD = weights.ROOT / "build"  # the same choice as the launcher's
BINARY = BUILD / ("developer" if (BUILD / "developer" / "set-up").exists() else "release") / "src" / "cli" / "smarttag"
PARTS = ["asr", "ocr", "faces", "objects"]
# What is asked of smarttag for a part; faces and objects come together, with face vectors, groups and picture classes.
TYPES = {"asr": "ASR", "ocr": "OCR", "faces": "VideoLabel,ImageLabel", "objects": "VideoLabel,ImageLabel"}


def ours(parts: list[str], file: str) -> list[str]:
    types = ",".join(dict.fromkeys(TYPES[part] for part in parts))
    return [str(BINARY), "analyze", "--json", "--quiet", "--types", types, file]


def theirs(parts: list[str], file: str, beam: int) -> list[str]:
    return [sys.executable, str(HERE / "peer.py"), str(cache_folder(None)), ",".join(parts), str(beam), file]


def counted(names) -> list[str]:
    return [f"{name} ({count})" for name, count in collections.Counter(names).most_common(12)]


def our_findings(out: str, parts: list[str]) -> dict[str, list[str]]:
    job = json.loads(out)
    results = {r["Type"]: json.loads(r["Data"]) for r in job["Results"]["Result"]}
    label = results.get("VideoLabel") or results.get("ImageLabel") or {"persons": [], "tags": []}
    found = {
        "asr": [d["content"] for d in results.get("ASR", {}).get("details", [])],
        "ocr": counted(line["content"] for d in results.get("OCR", {}).get("details", []) for line in d["info"]),
        "faces": [f"{p['name']}: {len(p.get('occurrences', [1]))} occurrences" for p in label["persons"]],
        "objects": [f"{t['subTagName']}: {len(t.get('occurrences', [1]))} occurrences" for t in label["tags"]],
    }
    return {part: found[part] for part in parts}


def their_findings(out: str, parts: list[str]) -> dict[str, list[str]]:
    raw = json.loads(out.strip().splitlines()[-1])
    found = {
        "asr": [s["content"] for s in raw.get("asr", [])],
        "ocr": counted(line for d in raw.get("ocr", []) for line in d["lines"]),
        "faces": [f"{n} in {c} frames" for n, c in collections.Counter(d["faces"] for d in raw.get("faces", [])).items()],
        "objects": counted(name for d in raw.get("objects", []) for name in d["objects"]),
    }
    return {part: found[part] for part in parts}


def side_by_side(left: list[str], right: list[str]) -> None:
    width = max(30, (shutil.get_terminal_size((120, 0)).columns - 3) // 2)
    wrapped = [[row for text in side or ["(nothing)"] for row in textwrap.wrap(text, width, subsequent_indent="  ")]
               for side in (left, right)]
    for i in range(max(map(len, wrapped))):
        a, b = (side[i] if i < len(side) else "" for side in wrapped)
        print(f"{a:<{width}} | {b}")


def best(command: list[str], repeat: int, name: str) -> watch.Measured:
    runs = []
    for number in range(repeat):
        runs.append(watch.run(command))
        done = runs[-1]
        if done.code != 0:
            sys.exit(f"{name} ended with {done.code}:\n{done.err[-2000:]}")
        print(f"{name:9} run {number + 1}: {done.seconds:7.2f} s, {done.peak / 1e6:6.0f} MB", file=sys.stderr, flush=True)
    quickest = min(runs, key=lambda r: r.seconds)
    quickest.peak = max(r.peak for r in runs)
    return quickest


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/peer")
    parser.add_argument("--only", choices=[*PARTS, "all"], default="all")
    parser.add_argument("--repeat", type=int, default=2, help="runs of each; the quickest counts, the largest memory")
    parser.add_argument("--beam", type=int, default=5, help="beam of faster-whisper; 5 is its default")
    parser.add_argument("FILE")
    args = parser.parse_args()
    parts = PARTS if args.only == "all" else [args.only]
    file = str(pathlib.Path(args.FILE).resolve())
    for part in parts:
        weights.fetch(part, cache_folder(None))
    we = best(ours(parts, file), args.repeat, "smarttag")
    they = best(theirs(parts, file, args.beam), args.repeat, "peer")
    mine, other = our_findings(we.out, parts), their_findings(they.out, parts)
    for part in parts:
        print(f"\n== {part}: smarttag | peer")
        side_by_side(mine[part], other[part])
    print(f"\n{os.path.basename(file)}, {', '.join(parts)}, {len(os.sched_getaffinity(0))} cores, best of {args.repeat}")
    print(f"smarttag  {we.seconds:8.2f} s  peak {we.peak / 1e6:6.0f} MB")
    print(f"peer      {they.seconds:8.2f} s  peak {they.peak / 1e6:6.0f} MB")
    print(f"ratio: {they.seconds / we.seconds:.2f}x")


if __name__ == "__main__":
    main()
