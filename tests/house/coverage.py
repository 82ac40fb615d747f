#!/usr/bin/env python3
"""coverage.py BUILD: which share of the lines of each room ran, out of the counters that the tests of the preset coverage
left in BUILD. Tests themselves do not count."""

import collections
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> None:
    build = pathlib.Path(sys.argv[1]).resolve()
    command = ["gcovr", "--root", ROOT / "src", "--object-directory", build, "--json-summary", "-j", str(os.cpu_count()),
               "--exclude", ".*_test[.](cc|h)", "--exclude", ".*/(testing|bench|fuzz|conformance)/", build]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rooms: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for file in json.loads(done.stdout)["files"]:
        for room in (pathlib.PurePath(file["filename"]).parts[0], "all"):
            rooms[room][0] += file["line_covered"]
            rooms[room][1] += file["line_total"]
    if not rooms:
        sys.exit("no counters: the tests of the preset coverage must run first")
    for room, (ran, lines) in sorted(rooms.items(), key=lambda row: (row[0] == "all", row[0])):
        print(f"{room:12} {100 * ran / lines:5.1f} % of {lines:6} lines")


if __name__ == "__main__":
    main()
