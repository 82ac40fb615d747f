#!/usr/bin/env python3
"""clang-format on every source, then clang-tidy on some: `tidy.py [all | FILE...]`; without an argument, on what
differs from the upstream branch (on the upstream branch itself: what the last day's commits changed).

A file that passed is not looked at again while it, what it includes from src/, its compile command and .clang-tidy
stay the same: the cache folder remembers, for every clone.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "developer"
VERSION = "14"  # other versions format and warn differently
FINDING = re.compile(r"^([^\s:]+):\d+:\d+: (?:error|warning): .*\[([\w.-]+)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.MULTILINE)


def git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


def tracked(*patterns: str) -> list[str]:
    """Files of the working tree that git does not ignore."""
    names = git("ls-files", "-co", "--exclude-standard", "--", *patterns).splitlines()
    return sorted(name for name in set(names) if (ROOT / name).is_file())


def badly_formatted() -> int:
    """clang-format's exit code over all sources; its complaints name file and line."""
    command = [f"clang-format-{VERSION}", "--dry-run", "-Werror", *tracked("*.cc", "*.h")]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def changed() -> set[str]:
    """Names that differ from the upstream branch, in commits or in the working tree."""
    upstream = subprocess.run(["git", "-C", ROOT, "merge-base", "HEAD", "origin/HEAD"], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()
    if not upstream or upstream == git("rev-parse", "HEAD").strip():
        day_before = int(git("log", "-1", "--format=%ct")) - 86400
        upstream = (git("rev-list", "-1", f"--before={day_before}", "HEAD").strip()
                    or git("hash-object", "-t", "tree", os.devnull).strip())
    names = git("diff", "--name-only", upstream).splitlines()
    return set(names) | set(git("ls-files", "-o", "--exclude-standard").splitlines())


def included(name: str, seen: set[str]) -> set[str]:
    """The file and what it includes from src/, directly or not."""
    if name not in seen and (ROOT / name).is_file():
        seen.add(name)
        for header in INCLUDE.findall((ROOT / name).read_text(encoding="utf-8")):
            included(f"src/{header}", seen)
    return seen


def cache_folder() -> pathlib.Path:
    given = os.environ.get("SMARTTAG_CACHE_DIR")
    base = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "smarttag"
    return (pathlib.Path(given) if given else base) / "tidy"


def key(name: str, command: str) -> str:
    digest = hashlib.sha256((VERSION + command.replace(str(ROOT), "")).encode())
    for file in [".clang-tidy", *sorted(included(name, set()))]:
        digest.update((ROOT / file).read_bytes())
    return digest.hexdigest()[:32]


def is_ours(finding: re.Match) -> bool:
    """What it finds in a library's header is not ours to mend; what does not compile is, wherever it shows."""
    path, check = finding[1], finding[2]
    return (ROOT / path).is_relative_to(ROOT) or check.startswith("clang-diagnostic")


def tidy(name: str, passed: pathlib.Path) -> bool:
    command = [f"clang-tidy-{VERSION}", "--quiet", "-p", str(BUILD), name]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    findings = list(FINDING.finditer(done.stdout))
    good = done.returncode == 0 or (findings and not any(map(is_ours, findings)))
    if good:
        passed.touch()
    print(f"{'ok    ' if good else 'FAILED'} {name}", flush=True)
    if not good:
        print(done.stdout, flush=True)
    return bool(good)


def wanted(arguments: list[str], sources: list[str]) -> list[str]:
    if arguments == ["all"]:
        return sources
    names = {os.path.relpath(pathlib.Path(a).resolve(), ROOT) for a in arguments} if arguments else changed()
    return [source for source in sources if included(source, set()) & names]


def main() -> int:
    if sys.argv[1:] == ["--format"]:
        return badly_formatted()
    result = badly_formatted()
    commands = {os.path.relpath(entry["file"], ROOT): entry.get("command") or shlex.join(entry["arguments"])
                for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))}
    sources = [name for name in tracked("src/**.cc") if name in commands]
    cache_folder().mkdir(parents=True, exist_ok=True)
    chosen = wanted(sys.argv[1:], sources)
    marks = {name: cache_folder() / key(name, commands[name]) for name in chosen}
    todo = [name for name in chosen if not marks[name].exists()]
    print(f"clang-tidy: {len(chosen)} of {len(sources)} files concerned, {len(todo)} to look at", flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        good = list(pool.map(lambda name: tidy(name, marks[name]), todo))
    print(f"clang-tidy: {good.count(False)} of {len(todo)} files with findings")
    return 1 if result or not all(good) else 0


if __name__ == "__main__":
    sys.exit(main())
