"""What the pages tell a reader to type works as it stands there."""

import re
import shlex

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


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_pages(command, clip, tmp_path):
    """Names of films, pictures and sounds that stand for the reader's own are replaced by a generated clip."""
    command = command.split(" | ")[0].split(" > ")[0]
    words = [str(clip) if re.fullmatch(r"FILE|[\w./-]+\.(mp4|mkv|mov|jpg|png|mp3|wav)", word) else word
             for word in shlex.split(command)[1:]]
    if any("://" in word for word in words):
        pytest.fail(f"an example that needs the internet cannot be tried: {command}")
    run = smarttag(*words, cwd=tmp_path)
    assert run.code == 0, run
    assert run.out.strip()
