#!/usr/bin/env python3
"""fuzz.py BUILD SECONDS: runs each fuzz target for so long from its kept corpus; what it finds new stays in BUILD/corpus, what
breaks it in BUILD/findings. Ends with `N passed, N failed`."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "fuzz_corpus"
LARGEST = {"source": 65536}  # bytes; a media file is nothing below some hundred
# Memory that FFmpeg's and OpenVINO's libraries keep once for a process is no leak of ours; a lost allocation of a target is.
OPTIONS = {"ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1",
           "LSAN_OPTIONS": f"suppressions={ROOT / 'tests' / 'leaks_of_others.txt'}:print_suppressions=0"}


def main() -> int:
    build, seconds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    failed = 0
    targets = sorted(ROOT.joinpath("src").rglob("*_fuzz.cc"))
    for source in targets:
        name = source.stem.removesuffix("_fuzz")
        (program,) = build.rglob(f"smarttag_{source.stem}")
        kept, new, findings = CORPUS / name, build / "corpus" / name, build / "findings" / name
        for folder in (new, findings):
            folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [program, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
             f"-max_len={LARGEST.get(name, 4096)}", f"-artifact_prefix={findings}/", new, kept],
            env={**os.environ, **OPTIONS}, capture_output=True, text=True, errors="replace", check=False)
        runs = [line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line]
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}, {runs[0] if runs else '?'} inputs", flush=True)
        if done.returncode != 0:
            failed += 1
            print("\n".join(done.stderr.splitlines()[-40:]))
    print(f"{len(targets) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
