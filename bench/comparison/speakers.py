"""Diarization error of smarttag on a folder of sound files with RTTM beside them.

Error: missed speech, speech that is none, and speech of the wrong speaker, over the speech of the reference, where
names are matched as well as may be; overlapping talk counts for each speaker; 0.25 s beside every border of the
reference do not count.
"""

import argparse
import itertools
import pathlib
import subprocess
import sys

STEP = 0.01  # seconds
COLLAR = 0.25
MOST_MATCHED = 8  # speakers; with more, the pairs are matched greedily


def turns_of(text):
    fields = (line.split() for line in text.splitlines())
    return [(float(f[3]), float(f[3]) + float(f[4]), f[7]) for f in fields if f and f[0] == "SPEAKER"]


def frames_of(turns, count):
    frames = [set() for _ in range(count)]
    for begin, end, name in turns:
        for i in range(max(0, int(begin / STEP)), min(count, int(end / STEP))):
            frames[i].add(name)
    return frames


def matching(true, told):
    """The name in `true` for each in `told`, so that they share most time."""
    shared = {}
    for a, b in zip(true, told):
        for pair in itertools.product(a, b):
            shared[pair] = shared.get(pair, 0) + 1
    names, others = sorted(set().union(*true)), sorted(set().union(*told))
    if max(len(names), len(others)) > MOST_MATCHED:
        match = {}
        for a, b in sorted(shared, key=shared.get, reverse=True):
            if a not in match and b not in match.values():
                match[a] = b
        return match
    small, big = (names, others) if len(names) <= len(others) else (others, names)
    best = max(itertools.permutations(big, len(small)), default=(),
               key=lambda chosen: sum(shared.get((a, b) if small is names else (b, a), 0) for a, b in zip(small, chosen)))
    return dict(zip(small, best)) if small is names else dict(zip(best, small))


def judge(reference, hypothesis):
    """(error, missed, false alarm, confused)"""
    count = int(max([end for _, end, _ in reference + hypothesis], default=0) / STEP) + 1
    true, told = frames_of(reference, count), frames_of(hypothesis, count)
    skip = [False] * count
    for begin, end, _ in reference:
        for border in (begin, end):
            for i in range(max(0, int((border - COLLAR) / STEP)), min(count, int((border + COLLAR) / STEP))):
                skip[i] = True
    kept = [(a, b) for a, b, no in zip(true, told, skip) if not no]
    match = matching([a for a, _ in kept], [b for _, b in kept]) if kept else {}
    total = missed = false = confused = 0
    for a, b in kept:
        hit = sum(match.get(name) in b for name in a)
        total += len(a)
        missed += max(0, len(a) - len(b))
        false += max(0, len(b) - len(a))
        confused += min(len(a), len(b)) - hit
    total = max(1, total)
    return [(missed + false + confused) / total, missed / total, false / total, confused / total]


def told_of(program, sound, count):
    call = [program, "transcribe", "--quiet", "--format", "rttm", str(sound), "--speakers", str(count) if count else "auto"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{sound}: {done.stderr.strip()[-300:]}")
    return turns_of(done.stdout)


def main():
    parser = argparse.ArgumentParser(description="Judges who speaks when on a folder with RTTM files.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--count", action="store_true", help="tell smarttag how many speakers there are")
    parser.add_argument("--program", default="./smarttag")
    args = parser.parse_args()
    truths = sorted(args.folder.glob("*.rttm"))
    if not truths:
        sys.exit(f"{args.folder} holds no RTTM files.")
    print(f"{'file':24}{'error':>8}{'missed':>8}{'false':>8}{'other':>8}  speakers")
    errors, right = [], 0
    for truth in truths:
        sound = next((f for f in sorted(args.folder.glob(truth.stem + ".*")) if f != truth), None)
        if sound is None:
            sys.exit(f"There is no sound file beside {truth}.")
        reference = turns_of(truth.read_text())
        count = len({name for *_, name in reference})
        told = told_of(args.program, sound, count if args.count else 0)
        found = len({name for *_, name in told})
        result = judge(reference, told)
        errors.append(result[0])
        right += found == count
        print(f"{truth.stem:24}" + "".join(f"{100 * value:7.1f}%" for value in result) + f"  {found} of {count}", flush=True)
    print(f"{'mean':24}{100 * sum(errors) / len(errors):7.1f}%   right count in {right} of {len(errors)} files")


if __name__ == "__main__":
    main()
