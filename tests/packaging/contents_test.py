"""The installed program: complete without the source folder and the build, and nothing in it that is not needed."""

import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command, **variables) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SMARTTAG_")}
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
                          env={**kept, **variables}, timeout=120)


def files_below(folder: pathlib.Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_everything_that_the_program_reads_is_there(prefix):
    there = files_below(prefix)
    tracked = subprocess.run(["git", "-C", ROOT, "ls-files", "data", "models", "docs/schemas"], capture_output=True, text=True,
                             check=True).stdout.splitlines()
    wanted = {f"share/smarttag/{name}" for name in tracked if not name.startswith("models/tests/")}
    assert len(wanted) > 30
    assert not (missing := sorted(wanted - there)), missing
    assert {"bin/smarttag", "lib/smarttag/smarttag", "lib/smarttag/python3", "lib/systemd/system/smarttag.service",
            "share/smarttag/setup/make-sample", "share/doc/smarttag/copyright"} <= there


def test_nothing_of_the_build_is_there(prefix):
    unwanted = re.compile(r"\.(cc|h|hpp|o|a|cmake|pyc)$|_test|/pip-.*/test|libopenvino_intel_(gpu|npu)|/setuptools/")
    found = sorted(name for name in files_below(prefix) if unwanted.search(name) and "/python/" not in name)
    assert not found, found[:10]
    libraries = {file.name for file in (prefix / "lib" / "smarttag" / "python" / "openvino" / "libs").iterdir()}
    assert "libopenvino_intel_cpu_plugin.so" in libraries
    assert not [name for name in libraries if "gpu" in name or "npu" in name]


def test_the_libraries_of_the_program_are_the_installed_ones(prefix):
    done = run("ldd", prefix / "lib" / "smarttag" / "smarttag")
    found = dict(re.findall(r"(lib(?:openvino|tbb)\.so\S*) => (\S+)", done.stdout))
    assert found and "not found" not in done.stdout, done.stdout
    assert all(path.startswith(str(prefix)) for path in found.values()), found


def test_it_runs_without_variables_of_the_source_folder(prefix):
    version = run(prefix / "bin" / "smarttag", "--version")
    assert (version.returncode, version.stderr) == (0, "") and version.stdout.startswith("smarttag ")
    listed = run(prefix / "lib" / "smarttag" / "smarttag", "models", "--json")
    assert listed.returncode == 0, listed.stderr
    names = {model["name"] for model in json.loads(listed.stdout)}
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text(encoding="utf-8"))
    assert names >= {model["name"] for model in manifest["models"]}


def test_package_lies_where_its_service_looks_for_it():
    build = pathlib.Path(os.environ["SMARTTAG_TEST_BUILD"])
    configured = (build / "CPackConfig.cmake").read_text(encoding="utf-8")
    unit = (ROOT / "packaging" / "smarttag.service").read_text(encoding="utf-8")
    (folder,) = set(re.findall(r"^Exec\w+=\+?(\S+)/bin/smarttag ", unit, re.MULTILINE))
    assert f'set(CPACK_INSTALL_PREFIX "{folder}")' in configured


def test_its_pip_starts_a_download(prefix, tmp_path):
    done = run(prefix / "lib" / "smarttag" / "python3", "-m", "pip", "download", "--no-index", "--dest", tmp_path, "none-such")
    assert done.returncode == 1 and "No matching distribution found for none-such" in done.stderr, done.stderr


def test_its_python_runs_the_recipes(prefix):
    python = prefix / "lib" / "smarttag" / "python3"
    done = run(python, "-c", "import numpy, openvino, openvino_tokenizers, pip; print(openvino.__file__)")
    assert done.returncode == 0 and done.stdout.startswith(str(prefix)), done
    assert run(python, prefix / "share" / "smarttag" / "models" / "zoo_cli.py", "list").returncode == 0
