"""What the pages tell a reader to type works as it stands there."""

import re
import shlex
import subprocess

import pytest
from program import ROOT, smarttag

PAGES = ["README.md", "docs/development.md"]
FENCE = re.compile(r"^```(?:console|sh|bash)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\$ )?(\./smarttag .*?)(?:\s+#.*)?$", re.MULTILINE)


def commands() -> list[str]:
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8") if (ROOT / page).exists() else ""
        for block in FENCE.findall(text):
            found += COMMAND.findall(block)
    return sorted(set(found))


def test_the_readme_has_commands():
    assert "./smarttag analyze --sample" in commands()


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    file = tmp_path_factory.mktemp("talk") / "talk.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "140", "-w", file,
                    "The budget of the spring campaign is too small. I will ask the finance department by Thursday."], check=True)
    return file


def stand_in(word: str, clip, talk) -> str:
    """Of a name that stands for the reader's own film, picture or sound: a generated one."""
    if not re.fullmatch(r"FILE|[\w./-]+\.(mp4|mkv|mov|jpg|png|mp3|wav)", word):
        return word
    return str(talk if word.startswith("talk.") else clip)


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_pages(command, clip, talk, tmp_path):
    command = command.split(" | ")[0].split(" > ")[0]
    words = [stand_in(word, clip, talk) for word in shlex.split(command)[1:]]
    if any("://" in word for word in words):
        pytest.fail(f"an example that needs the internet cannot be tried: {command}")
    run = smarttag(*words, cwd=tmp_path)
    assert run.code == 0, run
    assert run.out.strip()
