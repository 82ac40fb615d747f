"""./smarttag: nothing is set up again when nothing changed, and looking costs next to nothing."""

import os
import shutil
import subprocess
import time

import pytest
from program import BINARY, ROOT, environment


@pytest.fixture
def clone(tmp_path):
    """The launcher in a folder of its own that looks set up, with a program that tells how it was called."""
    home = tmp_path / "home"
    program = home / "build" / "release" / "src" / "cli" / "smarttag"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "called: $SMARTTAG_HOME $SMARTTAG_PYTHON $*"\n')
    (home / "setup").mkdir()
    (home / "setup" / "all").write_text('#!/bin/sh\necho "setting up" >&2\ntouch "$(dirname "$0")/../was-set-up"\n'
                                        'cp -p "$(dirname "$0")/stamp" "$(dirname "$0")/../build/release/set-up"\n'
                                        'touch "$(dirname "$0")/../build/release/set-up"\n')
    shutil.copy(ROOT / "smarttag", home)
    for file in (program, home / "setup" / "all"):
        file.chmod(0o755)
    (home / "src").mkdir()
    (home / "src" / "a.cc").touch()
    cache = tmp_path / "cache"
    (cache / "models").mkdir(parents=True)
    (home / "setup" / "stamp").write_text(f"{cache}\n/bin/sh\n")
    (home / "build" / "release" / "set-up").write_text(f"{cache}\n/bin/sh\n")
    return home


def launch(clone, *arguments, **variables):
    more = {"SMARTTAG_CACHE_DIR": str(clone.parent / "cache"), **variables}
    return subprocess.run([clone / "smarttag", *arguments], capture_output=True, text=True, check=False,
                          env=environment(**more), stdin=subprocess.DEVNULL)


def test_arguments_and_the_places_of_things_are_handed_on(clone):
    done = launch(clone, "analyze", "two words")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"called: {clone} /bin/sh analyze two words\n"


def test_it_works_through_a_link(clone, tmp_path):
    (tmp_path / "link").symlink_to(clone / "smarttag")
    done = subprocess.run([tmp_path / "link"], capture_output=True, text=True, check=False, env=environment(
        SMARTTAG_CACHE_DIR=str(tmp_path / "cache")))
    assert done.stdout.startswith(f"called: {clone} ")


@pytest.mark.parametrize("change", ["newer source", "no program", "no stamp", "other cache", "no models", "no python"])
def test_what_changed_is_set_up(clone, change):
    variables = {}
    stamp = clone / "build" / "release" / "set-up"
    later = time.time() + 5
    if change == "newer source":
        os.utime(clone / "src" / "a.cc", (later, later))
    elif change == "no program":
        (clone / "build" / "release" / "src" / "cli" / "smarttag").unlink()
    elif change == "no stamp":
        stamp.unlink()
    elif change == "other cache":
        variables = {"SMARTTAG_CACHE_DIR": str(clone.parent / "other")}
    elif change == "no models":
        (clone.parent / "cache" / "models").rmdir()
    else:
        stamp.write_text(f"{clone.parent / 'cache'}\n{clone.parent / 'gone'}\n")
    launch(clone, "models", **variables)
    assert (clone / "was-set-up").exists()


def test_where_a_developer_has_compiled_it_that_program_runs(clone):
    shutil.copytree(clone / "build" / "release", clone / "build" / "developer")
    program = clone / "build" / "developer" / "src" / "cli" / "smarttag"
    program.write_text("#!/bin/sh\necho 'of the developer'\n")
    assert launch(clone, "models").stdout == "of the developer\n"
    (clone / "build" / "developer" / "set-up").unlink()
    assert launch(clone, "models").stdout.startswith("called: ")


def test_a_failed_set_up_ends_with_4_and_runs_nothing(clone):
    (clone / "setup" / "all").write_text("#!/bin/sh\necho 'smarttag: the disk is full' >&2\nexit 1\n")
    (clone / "build" / "release" / "set-up").unlink()
    done = launch(clone, "analyze", "x.mp4")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "smarttag: the disk is full\n"


def least_seconds(command, calls: int = 15) -> float:
    """The quickest of some calls: what the machine does beside them cannot make it smaller."""
    def once() -> float:
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment())
        return time.perf_counter() - began
    return min(once() for _ in range(calls))


def test_the_launcher_adds_less_than_50_ms():
    if not any((ROOT / "build" / preset / "set-up").exists() for preset in ("developer", "release")):
        pytest.fail("the program was not set up by setup/all; run ./check")
    added = least_seconds([ROOT / "smarttag", "--version"]) - least_seconds([BINARY, "--version"])
    assert added < 0.050, f"{added * 1000:.0f} ms"
