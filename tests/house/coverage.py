#!/usr/bin/env python3
"""coverage.py BUILD: the share of lines that ran, a line for each folder of src/, out of the counters that the tests of a
build with SMARTTAG_COVERAGE left. Test sources do not count."""

import collections
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def lines_of(counters: list[pathlib.Path]) -> dict[str, dict[int, bool]]:
    """Source, relative to src/, to its lines that can run, and whether they did in any unit."""
    seen: dict[str, dict[int, bool]] = collections.defaultdict(dict)
    for first in range(0, len(counters), 50):
        done = subprocess.run(["gcov", "--json-format", "--stdout", *map(str, counters[first:first + 50])],
                              capture_output=True, text=True, check=True)
        for text in done.stdout.splitlines():
            for file in json.loads(text)["files"]:
                path = pathlib.Path(file["file"])
                if not path.is_relative_to(ROOT / "src") or "_test" in path.stem or "testing" in path.parts:
                    continue
                lines = seen[str(path.relative_to(ROOT / "src"))]
                for line in file["lines"]:
                    lines[line["line_number"]] = lines.get(line["line_number"], False) or line["count"] > 0
    return seen


def main() -> None:
    counters = sorted(pathlib.Path(sys.argv[1]).resolve().rglob("*.gcda"))
    if not counters:
        sys.exit("no counters: the tests of the preset coverage must run first")
    folders: dict[str, list[bool]] = collections.defaultdict(list)
    for source, lines in lines_of(counters).items():
        folders[str(pathlib.PurePath(source).parent)] += lines.values()
    for folder, ran in sorted(folders.items()):
        print(f"{folder:32} {100 * sum(ran) / len(ran):5.1f} % of {len(ran):6} lines")
    everything = [line for ran in folders.values() for line in ran]
    print(f"{'all':32} {100 * sum(everything) / len(everything):5.1f} % of {len(everything):6} lines")


if __name__ == "__main__":
    main()
