"""Which room may include which: the table of docs/architecture.md, held against the sources."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src"
OF_TESTS = {"testing", "bench", "fuzz", "conformance"}


def allowed() -> dict[str, set[str]]:
    """Room to the rooms that it may include."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = re.search(r"\| room \| includes \|\n\|---\|---\|\n((?:\|.*\n)+)", page)
    assert table, "docs/architecture.md has no table of includes"
    rows = [re.findall(r"`(\w+)`", line) for line in table[1].splitlines()]
    return {row[0]: set(row[1:]) for row in rows}


def is_of_tests(file: pathlib.PurePath) -> bool:
    return file.stem.endswith(("_test", "_fuzz")) or bool(OF_TESTS & set(file.parts))


def forbidden(file: pathlib.PurePath, text: str, table: dict[str, set[str]]) -> list[str]:
    """The includes of a source, its path relative to src, that the table does not allow."""
    room = file.parts[0]
    found = re.findall(r'^\s*#\s*include\s*(?:"|<(?!net/if))([a-z_]+)/', text, re.MULTILINE)
    return [f"src/{file}: includes {other}" for other in found
            if other in table and other != room and other not in table.get(room, set())]


def test_each_room_includes_only_what_the_table_allows():
    table = allowed()
    files = [file for file in SOURCES.rglob("*") if file.suffix in {".h", ".cc"}]
    assert len(files) > 100
    found = []
    for file in sorted(files):
        relative = file.relative_to(SOURCES)
        if not is_of_tests(relative):
            found += forbidden(relative, file.read_text(encoding="utf-8"), table)
    assert not found, "\n".join(found)


def test_each_room_has_a_row():
    rooms = {file.relative_to(SOURCES).parts[0] for file in SOURCES.rglob("*.cc")}
    assert not (missing := sorted(rooms - set(allowed()))), missing


def test_no_two_rooms_need_each_other():
    table = allowed()
    done: set[str] = set()
    while ready := {room for room, needs in table.items() if room not in done and needs <= done}:
        done |= ready
    assert not (in_circles := sorted(set(table) - done)), in_circles


def test_an_include_that_no_row_allows_is_found():
    table = {"base": set(), "media": {"base"}, "jobs": {"base"}}
    text = '#include "base/error.h"\n#include "jobs/store.h"\n#include <vector>\n'
    assert forbidden(pathlib.PurePath("media/source.cc"), text, table) == ["src/media/source.cc: includes jobs"]
    assert forbidden(pathlib.PurePath("unknown/a.cc"), text, table)
    assert is_of_tests(pathlib.PurePath("media/source_test.cc"))
    assert not is_of_tests(pathlib.PurePath("media/source.cc"))
