"""What the pages on the service tell a reader to type works as it stands there."""

import os
import re
import shutil
import socket
import subprocess

from program import BINARY, ROOT, environment
from running import Service, add_user


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_the_quick_start(clip, tmp_path):
    """As it stands, but for the address, the home folder and the name of the program."""
    page = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    script = re.search(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1]
    (tmp_path / "media").mkdir()
    shutil.copy(clip, tmp_path / "media" / "film.mp4")
    address = f"127.0.0.1:{free_port()}"
    # A reader takes longer to type the next line than the service takes to start.
    waiting = "until grep -q serves service.txt; do kill -0 %1; done\n"
    script = script.replace("./smarttag", BINARY).replace("export SMARTTAG_ACCESS_KEY_FILE", waiting +
                                                          "export SMARTTAG_ACCESS_KEY_FILE", 1)
    done = subprocess.run(["bash", "-me", "-c", script + "wait\n"], cwd=tmp_path, capture_output=True, timeout=240, text=True,
                          env=environment(HOME=str(tmp_path), SMARTTAG_LISTEN=address, SMARTTAG_SERVER=f"http://{address}",
                                          SMARTTAG_CACHE_DIR=cache_folder()), check=False)
    assert done.returncode == 0, done
    job, *report, listed = done.stdout.strip().splitlines()
    assert re.fullmatch(r"[0-9a-f]{32}  Success  0:0[67]  film.mp4", job), done
    assert any("text    Harbour office 4711" in line for line in report), done
    assert listed.startswith(job.split()[0]), done


def cache_folder() -> str:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("SMARTTAG_CACHE_DIR") or os.path.join(home, "smarttag")


def test_the_commands_of_the_readme(clip, tmp_path):
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^## As a service\n.*?^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1]
    commands = re.findall(r"^\$ \./smarttag (.*?)(?: +#.*)?$", block, re.MULTILINE)
    assert commands == ["user add anna", "serve", "submit --wait film.mp4"]
    key = add_user(tmp_path / "data", "anna")
    service = Service(tmp_path / "data", "--input-root", str(clip.parent))
    try:
        done = subprocess.run([BINARY, *commands[2].split()[:-1], str(clip)], capture_output=True, text=True, timeout=240,
                              env=environment(SMARTTAG_SERVER=f"http://{service.address}", SMARTTAG_ACCESS_KEY_ID=key[0],
                                              SMARTTAG_ACCESS_KEY_SECRET=key[1]), check=False)
        assert done.returncode == 0, done
        assert "  Success  " in done.stdout.splitlines()[0]
    finally:
        assert service.stop() == 0
