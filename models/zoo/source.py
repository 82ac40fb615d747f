"""Archives: taken from the cache, from a file supplied by hand, or fetched; always checked by SHA-256."""

import contextlib
import os
import pathlib
import shutil
import sys
import tarfile
import threading
import zipfile
from typing import IO, Iterator

from zoo import clients
from zoo.recipe import Source, ZooError
from zoo.storage import locked, say, scratch, sha256_of


def _by_hand(source: Source, downloads: pathlib.Path) -> str:
    return f"to supply it by hand, put that file (SHA-256 {source.sha256}) into {downloads} and run the same command again."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"


@contextlib.contextmanager
def _progress(source: Source, folder: pathlib.Path) -> Iterator[None]:
    """A line at the start; on a terminal also how much has arrived, seen from what grows in the folder."""
    say(f"fetching {source.describe()}{', ' + _megabytes(source.size) if source.size else ''}")
    if not source.size or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(1):
            here = 0
            for path in folder.rglob("*"):
                with contextlib.suppress(OSError):  # moved away between the listing and the look
                    here = max(here, path.stat().st_size)
            print(f"\r  {min(100, 100 * here // source.size)} %", end="", file=sys.stderr, flush=True)
        print("\r\033[K", end="", file=sys.stderr, flush=True)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _adopt(file: pathlib.Path, kept: pathlib.Path) -> None:
    """The file also under `kept`, at once; the user's own file stays."""
    partial = kept.with_name(f".{kept.name}")
    partial.unlink(missing_ok=True)
    try:
        os.link(file, partial)
    except OSError:  # another file system
        shutil.copyfile(file, partial)
    partial.replace(kept)


def obtain(source: Source, cache: pathlib.Path) -> pathlib.Path:
    """The archive under <cache>/downloads/<sha256>/. Raises ZooError. Safe in several processes at once."""
    downloads = cache / "downloads"
    kept = downloads / source.sha256 / source.file
    with locked(downloads, source.sha256[:16]):
        if kept.exists():
            if sha256_of(kept) == source.sha256:
                return kept
            say(f"{source.file} in the cache is damaged and is fetched again")
        kept.parent.mkdir(exist_ok=True)
        given = downloads / source.file
        if given.is_file():
            if sha256_of(given) == source.sha256:
                say(f"taking {given}")
                _adopt(given, kept)
                return kept
            say(f"{given} is not the file that is needed: its SHA-256 is not {source.sha256}")
        with scratch(downloads, source.sha256[:16]) as folder:
            _fetch(source, folder, cache).replace(kept)
        return kept


def _fetch(source: Source, folder: pathlib.Path, cache: pathlib.Path) -> pathlib.Path:
    help_text = _by_hand(source, cache / "downloads")
    try:
        with _progress(source, folder):
            archive = clients.fetch(source, folder, lambda other: obtain(other, cache), cache / "tools")
    except clients.ClientFailed as failure:
        raise ZooError(f"Cannot fetch {source.describe()}: {failure}; {help_text}") from failure
    arrived = sha256_of(archive)
    if arrived != source.sha256:
        size = archive.stat().st_size
        cut = f"{size} of {source.size} bytes arrived" if size < source.size else f"its SHA-256 is {arrived}"
        raise ZooError(f"What came for {source.describe()} is cut or altered: {cut}; {help_text}")
    return archive


def _open_member(archive: pathlib.Path, member: str, stack: contextlib.ExitStack) -> IO[bytes]:
    if archive.suffix == ".whl":
        return stack.enter_context(stack.enter_context(zipfile.ZipFile(archive)).open(member))
    stream = stack.enter_context(tarfile.open(archive)).extractfile(member)
    if stream is None:
        raise KeyError(member)
    return stack.enter_context(stream)


def extract(source: Source, archive: pathlib.Path, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """The listed members alone, each checked: member -> file in `folder`. Names in the archive choose no path."""
    files = {}
    for number, (member, expected) in enumerate(source.members.items()):
        file = folder / str(number) / pathlib.PurePosixPath(member).name
        file.parent.mkdir(parents=True)
        try:
            with contextlib.ExitStack() as stack, file.open("wb") as out:
                shutil.copyfileobj(_open_member(archive, member, stack), out)
        except KeyError as missing:
            raise ZooError(f"{member} is not in {source.describe()}: correct the recipe.") from missing
        if (found := sha256_of(file)) != expected:
            raise ZooError(f"{member} in {source.describe()} has the SHA-256 {found}: correct the recipe.")
        files[member] = file
    return files
