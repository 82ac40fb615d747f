"""setup/python: what is fetched is checked, an interruption is healed, and a failure says what to do."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEAD_INDEX = "http://127.0.0.1:9/simple"  # nobody listens there: whatever is asked of it fails


def known_wheel() -> pathlib.Path:
    """A small wheel that the set-up of these tests has fetched."""
    given = os.environ.get("SMARTTAG_CACHE_DIR")
    cache = pathlib.Path(given) if given else pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "smarttag"
    (wheel,) = (cache / "downloads" / "python-tests").glob("iniconfig-*.whl")
    return wheel


@pytest.fixture
def clone(tmp_path):
    """setup/ in a folder of its own, with a list of one small package."""
    shutil.copytree(ROOT / "setup", tmp_path / "clone" / "setup")
    text = (ROOT / "setup" / "packages" / "python-tests.txt").read_text()
    start = text.index("iniconfig==")
    (tmp_path / "clone" / "setup" / "packages" / "python-tiny.txt").write_text(
        text[start:text.index("\n", text.index("--hash", start)) + 1])
    return tmp_path / "clone"


def environment(clone):
    return {**os.environ, "SMARTTAG_CACHE_DIR": str(clone.parent / "cache"), "PIP_INDEX_URL": DEAD_INDEX,
            "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}


def set_up(clone):
    return subprocess.run([clone / "setup" / "python", "tiny"], capture_output=True, text=True, check=False,
                          env=environment(clone), timeout=120)


def wheels(clone) -> pathlib.Path:
    folder = clone.parent / "cache" / "downloads" / "python-tiny"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def can_import(interpreter: str) -> bool:
    return subprocess.run([interpreter, "-c", "import iniconfig"], check=False, capture_output=True).returncode == 0


def test_an_impossible_download_names_the_package_and_where_to_put_it(clone):
    done = set_up(clone)
    assert done.returncode == 1 and done.stdout == ""
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("smarttag: ") and "iniconfig==" in last and str(wheels(clone)) in last


def test_a_wheel_supplied_by_hand_is_used_without_the_network(clone):
    shutil.copy(known_wheel(), wheels(clone))
    done = set_up(clone)
    assert done.returncode == 0, done.stderr
    assert can_import(done.stdout.strip())


@pytest.mark.parametrize("damage", ["cut", "altered"])
def test_a_damaged_wheel_is_not_installed(clone, damage):
    content = bytearray(known_wheel().read_bytes())
    if damage == "cut":
        del content[len(content) // 2:]
    else:
        content[100] ^= 1
    (wheels(clone) / known_wheel().name).write_bytes(content)
    done = set_up(clone)
    assert done.returncode == 1
    assert known_wheel().name in done.stderr and "cut or altered" in done.stderr
    assert not (wheels(clone) / known_wheel().name).exists()


def test_a_second_run_has_nothing_to_do(clone):
    shutil.copy(known_wheel(), wheels(clone))
    first = set_up(clone)
    (wheels(clone) / known_wheel().name).unlink()
    second = set_up(clone)
    assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")


def test_an_interrupted_run_is_healed(clone):
    shutil.copy(known_wheel(), wheels(clone))
    running = subprocess.Popen([clone / "setup" / "python", "tiny"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=environment(clone), start_new_session=True)
    environments = clone.parent / "cache" / "python"
    end = time.monotonic() + 30
    while not list(environments.glob("*/bin")) and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert list(environments.glob("*")) and not list(environments.glob("*/finished"))
    done = set_up(clone)
    assert done.returncode == 0, done.stderr
    assert can_import(done.stdout.strip())


def test_a_changed_list_makes_another_environment(clone):
    shutil.copy(known_wheel(), wheels(clone))
    first = set_up(clone).stdout
    with (clone / "setup" / "packages" / "python-tiny.txt").open("a") as stream:
        stream.write("# a later version of the list\n")
    second = set_up(clone).stdout
    assert first != second and can_import(second.strip())
