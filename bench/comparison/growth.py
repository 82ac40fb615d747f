"""Time and peak memory of smarttag as a film gets longer."""

import pathlib
import subprocess
import sys
import tempfile

import watch

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"  # the same choice as the launcher's
BINARY = BUILD / ("developer" if (BUILD / "developer" / "set-up").exists() else "release") / "src" / "cli" / "smarttag"


def repeated(file: pathlib.Path, minutes: float, folder: pathlib.Path) -> pathlib.Path:
    """The streams of the file, copied, over and over until the time is filled."""
    target = folder / f"{minutes:g}-minutes.mkv"
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", "-stream_loop", "-1", "-i", file, "-t",
                    str(minutes * 60), "-c", "copy", target], check=True)
    return target


def sample(folder: pathlib.Path) -> pathlib.Path:
    subprocess.run([ROOT / "setup" / "make-sample", folder / "sample.mp4"], check=True)
    return folder / "sample.mp4"


def main() -> None:
    named = [a for a in sys.argv[1:] if not a.replace(".", "", 1).isdigit()]
    lengths = [float(a) for a in sys.argv[1:] if a not in named] or [1.0, 2.0, 5.0, 10.0]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        file = pathlib.Path(named[0]).resolve() if named else sample(folder)
        print(f"{file.name}, repeated\n{'minutes':>8} {'seconds':>9} {'of real time':>13} {'peak MB':>8}", flush=True)
        for minutes in lengths:
            film = repeated(file, minutes, folder)
            done = watch.run([str(BINARY), "analyze", "--json", "--quiet", str(film)])
            film.unlink()
            if done.code != 0:
                sys.exit(f"smarttag ended with {done.code}: {done.err[-1000:]}")
            rows.append((minutes, done.seconds, done.peak))
            print(f"{minutes:8g} {done.seconds:9.2f} {done.seconds / minutes / 60:12.1%} {done.peak / 1e6:9.0f}",
                  flush=True)
    (first, first_seconds, first_peak), (last, last_seconds, last_peak) = rows[0], rows[-1]
    print(f"growth: {last_seconds / first_seconds:.2f} times the time and {last_peak / first_peak:.2f} times the peak "
          f"memory for {last / first:g} times the length")


if __name__ == "__main__":
    main()
