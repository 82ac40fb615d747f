"""cmake/commit.cmake: the commit that `smarttag --version` names, in a clone, an archive and a bare copy."""

import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def git(folder: pathlib.Path, *arguments: str) -> str:
    command = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@localhost", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "clone"
    (folder / "cmake").mkdir(parents=True)
    for name in ("cmake/commit.cmake", "cmake/commit_of_archive.txt", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def header_of(folder: pathlib.Path, *more: str, path: str | None = None) -> str:
    out = folder.parent / "commit.h"
    subprocess.run([shutil.which("cmake"), f"-DSOURCE={folder}", f"-DOUTPUT={out}", *more, "-P", folder / "cmake" / "commit.cmake"],
                   check=True, env={**os.environ, "PATH": path or os.environ["PATH"]})
    return out.read_text()


def commit_in(header: str) -> str:
    return header.split('"')[1]


def test_a_clone_names_its_commit_and_whether_files_differ(clone):
    commit = git(clone, "rev-parse", "HEAD")[:12]
    assert commit_in(header_of(clone)) == commit
    (clone / "cmake" / "commit_of_archive.txt").write_text("changed\n")
    assert commit_in(header_of(clone)) == f"{commit}-dirty"


@pytest.mark.parametrize("packed", [False, True])
def test_a_clone_is_read_without_the_program_git(clone, packed):
    if packed:
        git(clone, "pack-refs", "--all")
    assert commit_in(header_of(clone, path="/nonexistent")) == git(clone, "rev-parse", "HEAD")[:12]
    git(clone, "checkout", "-q", "--detach")
    assert commit_in(header_of(clone, path="/nonexistent")) == git(clone, "rev-parse", "HEAD")[:12]


def test_an_archive_names_the_commit_that_it_was_made_of(clone, tmp_path):
    (tmp_path / "archive").mkdir()
    archive = subprocess.run(["git", "-C", clone, "archive", "HEAD"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", tmp_path / "archive"], input=archive, check=True)
    assert commit_in(header_of(tmp_path / "archive")) == git(clone, "rev-parse", "HEAD")[:12]


def test_a_bare_copy_says_that_the_commit_is_unknown(clone):
    shutil.rmtree(clone / ".git")
    assert commit_in(header_of(clone)) == "unknown"
    assert commit_in(header_of(clone, "-DCOMMIT=abc")) == "abc", "the builder may say it"


def test_nothing_is_written_when_nothing_changed(clone):
    header_of(clone)
    out = clone.parent / "commit.h"
    os.utime(out, (1, 1))
    header_of(clone)
    assert out.stat().st_mtime == 1
