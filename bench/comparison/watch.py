"""Runs a command and tells how long it took and how much memory its processes held together at most."""

import dataclasses
import os
import pathlib
import subprocess
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")
BETWEEN_LOOKS = 0.02  # seconds


@dataclasses.dataclass
class Measured:
    seconds: float
    peak: int  # bytes: the largest sum of resident memory of all processes of the command, seen every 20 ms
    code: int
    out: str
    err: str


def resident(root: int) -> int:
    """Bytes that a process and its descendants hold; pages that several share are counted for each."""
    parent, held = {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parent[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            held[int(folder.name)] = int((folder / "statm").read_text().split()[1]) * PAGE
        except (OSError, IndexError, ValueError):  # gone meanwhile
            continue
    family, added = {root}, {root}
    while added:
        added = {pid for pid, its_parent in parent.items() if its_parent in added}
        family |= added
    return sum(held.get(pid, 0) for pid in family)


def run(command: list[str], **options) -> Measured:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, **options)
    peak, done = 0, threading.Event()

    def look() -> None:
        nonlocal peak
        while not done.wait(BETWEEN_LOOKS):
            peak = max(peak, resident(process.pid))

    looking = threading.Thread(target=look)
    looking.start()
    out, err = process.communicate()
    seconds = time.perf_counter() - began
    done.set()
    looking.join()
    return Measured(seconds, peak, process.returncode, out, err)
