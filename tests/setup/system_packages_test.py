"""setup/system: installs only what is missing, and says what to do where it may not."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path):
    shutil.copytree(ROOT / "setup", tmp_path / "clone" / "setup")
    return tmp_path / "clone"


def set_up(clone, *lists, **variables):
    environment = {**os.environ, "SMARTTAG_CACHE_DIR": str(clone.parent / "cache"), **variables}
    return subprocess.run([clone / "setup" / "system", *lists], capture_output=True, text=True, check=False,
                          env=environment, stdin=subprocess.DEVNULL, timeout=120)


def test_nothing_is_done_when_everything_is_there(clone):
    done = set_up(clone, "system", "system-sample", "system-tests")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (clone.parent / "cache").exists(), "no log: no command was run"


def test_a_user_without_rights_is_told_the_command(clone):
    (clone / "setup" / "packages" / "odd.txt").write_text("no-such-package-4711   # for this test\n")
    programs = clone.parent / "programs"  # a PATH without sudo, on which nobody is root
    programs.mkdir()
    for name in ("bash", "dirname", "sed", "comm", "sort", "dpkg-query", "env"):
        (programs / name).symlink_to(shutil.which(name))
    (programs / "id").write_text("#!/bin/sh\necho 1000\n")
    (programs / "id").chmod(0o755)
    done = set_up(clone, "odd", PATH=str(programs))
    assert done.returncode == 1, done
    assert "apt-get install no-such-package-4711" in done.stderr


@pytest.mark.parametrize("name", ["system", "system-sample", "system-tests", "system-package", "system-clang", "system-coverage"])
def test_the_lists_name_each_package_once(name):
    lines = (ROOT / "setup" / "packages" / f"{name}.txt").read_text().splitlines()
    packages = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert packages and len(packages) == len(set(packages))
