"""Ctrl-C and worse: the program ends at once, says so by its code, and leaves no process behind."""

import os
import pathlib
import signal
import subprocess
import time

import pytest
from program import BINARY, environment, ffmpeg


@pytest.fixture(scope="module")
def long_clip(made):
    """Two minutes of pictures that change all the time, to be interrupted in."""
    file = made / "long.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=120", "-c:v", "libx264", "-preset", "ultrafast",
           "-pix_fmt", "yuv420p", file)
    return file


def members(session: int) -> list[str]:
    """Living processes of a session."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(name)
    return found


def wait_until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


@pytest.fixture
def working(long_clip):
    """An analysis at work: its first progress beyond the opening has been told."""
    process = subprocess.Popen([BINARY, "analyze", "--json", str(long_clip)], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
                               start_new_session=True)
    process.stderr.readline()
    assert wait_until(lambda: len(members(process.pid)) > 1, 30), "analysis runs in a process of its own"
    yield process
    if members(process.pid):
        os.killpg(process.pid, signal.SIGKILL)
    process.stdout.close()
    process.stderr.close()


@pytest.mark.parametrize("whole_group", [True, False], ids=["as a terminal sends it", "to the program alone"])
def test_an_interrupt_ends_with_130_and_no_orphans(working, whole_group):
    (os.killpg if whole_group else os.kill)(working.pid, signal.SIGINT)
    assert working.wait(timeout=10) == 130
    assert wait_until(lambda: not members(working.pid), 3), members(working.pid)
    assert b"Success" not in working.stdout.read()


def test_termination_leaves_no_orphans(working):
    os.kill(working.pid, signal.SIGTERM)
    assert working.wait(timeout=10) != 0
    assert wait_until(lambda: not members(working.pid), 3), members(working.pid)


def test_a_killed_program_takes_its_analysis_with_it(working):
    os.kill(working.pid, signal.SIGKILL)
    working.wait(timeout=10)
    assert wait_until(lambda: not members(working.pid), 5), members(working.pid)


def test_a_killed_analysis_fails_that_input_with_a_reason(working):
    children = pathlib.Path(f"/proc/{working.pid}/task/{working.pid}/children").read_text().split()
    if not children:  # the program may start it from another thread
        children = [child for task in pathlib.Path(f"/proc/{working.pid}/task").iterdir()
                    for child in (task / "children").read_text().split()]
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    out, err = working.communicate(timeout=20)
    assert working.returncode == 4, err
    assert b'"Fail"' in out
