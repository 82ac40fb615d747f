"""Rules of the house that a reader would otherwise have to watch over."""

import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = ("*.cc", "*.h", "*.py", "*.sh", "*.cmake", "*.txt", "*.md", "*.json", "*.toml", "smarttag", "check", "setup/*",
        "bench/*", ".ci/*")
SOURCE = ("src/*", "models/*", "bench/*", "tests/*", "setup/*", "cmake/*", "smarttag", "check")

# Written in pieces, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": r"(^|[^A-Za-z0-9_.$}])/(work|farm|tmp/[a-z])",
    "a registry's host": r"(pypi|pythonhosted|npmjs)\.(org|com)|deb\.debian\." + "org|registry\\.npm",
    "left over": r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
}


def files(*patterns: str) -> list[pathlib.Path]:
    command = ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return sorted({ROOT / name for name in names if (ROOT / name).is_file()})


def lines_of(file: pathlib.Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def shown(found: list[str]) -> str:
    return "\n".join(found)


def test_no_source_is_longer_than_400_lines():
    generated = {ROOT / "models" / "manifest.json"}
    found = [f"{file.relative_to(ROOT)}: {len(lines_of(file))} lines" for file in files(*SOURCE)
             if file not in generated and len(lines_of(file)) > 400]
    assert not found, shown(found)


def test_no_folder_of_sources_holds_30_files():
    found = []
    for folder in {file.parent for file in files(*SOURCE)}:
        # Generated labels and recipes are lists, one file an entry.
        count = sum(file.parent == folder for file in files(*SOURCE))
        if count >= 30 and folder != ROOT / "models" / "recipes":
            found.append(f"{folder.relative_to(ROOT)}: {count} files")
    assert not found, shown(found)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_forbidden_stands_in_the_tree(what):
    pattern = re.compile(FORBIDDEN[what])
    found = [f"{file.relative_to(ROOT)}:{number}: {line.strip()}" for file in files(*TEXT)
             for number, line in enumerate(lines_of(file), 1) if pattern.search(line)]
    assert not found, f"{what}:\n{shown(found)}"


def test_no_file_or_folder_has_a_name_that_says_nothing():
    found = [str(file.relative_to(ROOT)) for file in files(*SOURCE)
             if {"utils", "util", "helpers", "common", "misc"} & set(file.relative_to(ROOT).with_suffix("").parts)]
    assert not found, shown(found)


def test_each_room_stands_in_the_architecture():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {file.parent.relative_to(ROOT / "src").parts[0] for file in files("src/*/*")}
    assert rooms, "no room was found"
    assert not (missing := [f"src/{room}" for room in sorted(rooms) if f"src/{room}" not in text]), shown(missing)


@pytest.mark.parametrize("page", ["README.md", *[f"docs/{name}.md" for name in (
    "architecture", "development", "benchmarks", "dependencies", "models")]])
def test_links_and_paths_of_a_page_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    named = re.findall(r"`((?:src|setup|models|bench|tests|docs|data|cmake)/[\w./-]+)", text)
    missing += [name for name in named if not (ROOT / name.rstrip(".")).exists()]
    assert not missing, shown(missing)


def test_each_system_package_says_its_licence_and_why():
    found = [f"{file.name}: {line}" for file in files("setup/packages/system*.txt") for line in lines_of(file)
             if line and not line.startswith("#") and not re.fullmatch(r"[a-z0-9.+-]+ +# [^;]+; \S.*", line)]
    assert not found, shown(found)


def test_each_python_package_says_its_licence():
    for file in files("setup/packages/python*.txt"):
        text = file.read_text(encoding="utf-8")
        assert len(re.findall(r"^# licence: \S.*\n[A-Za-z0-9_.-]+==", text, re.MULTILINE)) == text.count("==") > 0


@pytest.mark.parametrize("command", [["setup/notices", "--check"], ["models/zoo_cli.py", "manifest", "--check"]], ids=" ".join)
def test_generated_files_are_current(command):
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_weights_are_not_committed():
    found = [f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes" for file in files("*")
             if file.stat().st_size > 1_000_000 or file.suffix in {".onnx", ".pt", ".tflite", ".gguf", ".bin"}]
    assert not found, shown(found)
