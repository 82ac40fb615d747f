#!/usr/bin/env python3
"""unity_batches.py SOURCE_FOLDER: which files of a room, and which of its tests, can be compiled as one unit, for
cmake/build_kinds.cmake.

Files of one unit share their anonymous namespaces, so two that use the same name there go into different batches,
and so does a file that calls a function of that name from elsewhere.
Prints, for CMake, a line `set("batch_<path>" <number>)` for each source that is not in the first batch of its room.
"""

import pathlib
import re
import sys

ANONYMOUS = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
# What is declared at the beginning of a line: a type, an alias, a constant, a function.
DECLARED = [
    re.compile(r"^(?:struct|class|enum class|enum|union|concept) (\w+)", re.MULTILINE),
    re.compile(r"^using (\w+) =", re.MULTILINE),
    re.compile(r"^(?:[a-z][^\n(=]*|  +)?\b(k[A-Z]\w*)(?:\[\w*\])?(?:\{|\[| =|;|\()", re.MULTILINE),
    re.compile(r"^[A-Za-z][^\n=;{}]*?\b(\w+)\(", re.MULTILINE),
]
TEST = re.compile(r"^TEST(?:_[FP])?\((\w+), (\w+)\)", re.MULTILINE)


def names_of(text: str) -> set[str]:
    """The names that a source declares in its anonymous namespaces (and, to be sure, some that it only uses); macros."""
    found = set(re.findall(r"^#define (\w+)", text, re.MULTILINE))
    for part in ANONYMOUS.findall(text):
        # A declaration may be broken behind its type: joined, so that its name stands in the line of its beginning.
        joined = re.sub(r"\n {4,}", " ", part)
        found |= {f"{suite}_{test}" for suite, test in TEST.findall(joined)}
        joined = TEST.sub("", joined)
        for pattern in DECLARED:
            found |= set(pattern.findall(joined))
    return found


def calls_of(text: str) -> set[str]:
    """The functions that a source calls by their bare names: another file's of that name would hide the one it means."""
    return set(re.findall(r"(?<![\w.:>])(\w+)\(", text))


def batches(sources: list[pathlib.Path]) -> dict[pathlib.Path, int]:
    """The number of the batch of each source: the first in which none of its names is declared or called yet."""
    declared: list[set[str]] = []
    called: list[set[str]] = []
    chosen = {}
    for source in sources:
        text = source.read_text(encoding="utf-8")
        names, calls = names_of(text), calls_of(text)
        number = next((n for n in range(len(declared)) if not names & (declared[n] | called[n]) and not calls & declared[n]),
                      len(declared))
        if number == len(declared):
            declared.append(set())
            called.append(set())
        declared[number] |= names
        called[number] |= calls
        chosen[source] = number
    return chosen


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for room in sorted({source.parent for source in folder.rglob("*.cc")}):
        files = [file for file in sorted(room.glob("*.cc")) if not file.stem.endswith("_fuzz")]
        tests = [file for file in files if file.stem.endswith("_test")]
        for source, number in [*batches([f for f in files if f not in tests]).items(), *batches(tests).items()]:
            if number > 0:
                print(f'set("batch_{source}" {number})')


if __name__ == "__main__":
    main()
