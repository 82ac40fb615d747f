"""What the front-door tests share: media with known content, made or real."""

import json
import os
import pathlib

import pytest


from program import ROOT, ffmpeg


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> pathlib.Path:
    """A folder for generated media."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def clip(made) -> pathlib.Path:
    """Six seconds, 640x360: a card with a known line of text for three seconds, then a plain picture; a tone."""
    file = made / "card.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=c=white:s=640x360:r=10:d=6", "-f", "lavfi", "-i", "sine=f=440:d=6",
           "-vf", "drawtext=font=DejaVu Sans:text='Harbour office 4711':fontsize=44:fontcolor=black:x=60:y=150:"
           "enable='lt(t,3)'", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", file)
    return file


@pytest.fixture(scope="session")
def media() -> pathlib.Path:
    """The folder of real media with known content: $SMARTTAG_MEDIA, else beside the repository."""
    folder = pathlib.Path(os.environ.get("SMARTTAG_MEDIA", ROOT.parent / "shared" / "media"))
    if not (folder / "truth.json").is_file():
        pytest.skip(f"the media with known content are missing: no truth.json in {folder} (set SMARTTAG_MEDIA)")
    return folder


@pytest.fixture(scope="session")
def truth(media) -> dict:
    return json.loads((media / "truth.json").read_text(encoding="utf-8"))
