#!/usr/bin/env python3
"""fuzz.py BUILD SECONDS: runs each fuzz target (src/**/*_fuzz.cc) for so long from its kept corpus, as many at once as there
are cores. New inputs that reach new code stay in BUILD/corpus, inputs that break a target in BUILD/findings. Ends with
`N passed, N failed`."""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "fuzz_corpus"
LONGEST = {"source": 65536}  # bytes of an input; of a media file some hundred are nothing
OPTIONS = {"ASAN_OPTIONS": "allocator_may_return_null=1:external_symbolizer_path=/usr/bin/addr2line",
           "LSAN_OPTIONS": f"suppressions={ROOT / 'tests' / 'leaks_of_others.txt'}:print_suppressions=0"}


def fuzz(source: pathlib.Path, build: pathlib.Path, seconds: int) -> subprocess.CompletedProcess[str]:
    name = source.stem.removesuffix("_fuzz")
    (program,) = build.rglob(f"smarttag_{source.stem}")
    found, findings = build / "corpus" / name, build / "findings" / name
    for folder in (found, findings):
        folder.mkdir(parents=True, exist_ok=True)
    return subprocess.run(
        [program, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
         f"-max_len={LONGEST.get(name, 4096)}", f"-artifact_prefix={findings}/", found, CORPUS / name],
        env={**os.environ, **OPTIONS}, capture_output=True, text=True, errors="replace", check=False)


def main() -> int:
    build, seconds = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2])
    targets = sorted(ROOT.joinpath("src").rglob("*_fuzz.cc"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for target, done in zip(targets, pool.map(lambda source: fuzz(source, build, seconds), targets), strict=True):
            lines = done.stderr.splitlines()
            inputs = next((line.split()[-1] for line in lines if "number_of_executed_units" in line), "?")
            print(f"{target.stem}: {'ok' if done.returncode == 0 else 'FAILED'}, {inputs} inputs", flush=True)
            if done.returncode != 0:
                failed += 1
                print("\n".join(lines[-60:]))
    print(f"{len(targets) - failed} passed, {failed} failed")
    return int(failed > 0 or not targets)


if __name__ == "__main__":
    sys.exit(main())
