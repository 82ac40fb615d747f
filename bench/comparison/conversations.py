"""Conversations of known turns, composed of recordings in each of which one person speaks alone.

Each conversation has 2, 3 or 4 of the voices, in turns of 1.5 to 6 s with pauses of 0.1 to 0.8 s between them, each voice
at a level of its own, within 6 dB. With --alone each voice has a file to itself: its recording over and over, each time
at another level, within 12 dB. Beside NAME.wav stands NAME.rttm, in which pauses longer than half a second are nobody's.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import wave

import numpy as np

RATE = 16000
FRAME = RATE // 50
LEVEL = 0.07  # root mean square, of full scale
SOUNDS = 0.1  # of that, from which on a frame is no pause
PAUSE = 0.5  # seconds


def recording(path):
    call = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    sound = np.frombuffer(subprocess.run(call, capture_output=True, check=True).stdout, np.float32)
    sounding = np.abs(sound)[np.abs(sound) > 1e-3]
    if sounding.size < RATE:
        sys.exit(f"{path} holds no second of sound.")
    return sound * (LEVEL / np.sqrt(np.mean(sounding**2)))


def sounding(sound):
    """For each frame whether it is loud enough to be speech."""
    whole = sound[:len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    return np.sqrt(np.mean(whole**2, axis=1)) > LEVEL * SOUNDS


def stretches(sound):
    """[begin, end) of speech in seconds, without pauses longer than PAUSE."""
    found = []
    for frame in np.flatnonzero(sounding(sound)):
        begin, end = frame * FRAME / RATE, (frame + 1) * FRAME / RATE
        if found and begin - found[-1][1] <= PAUSE:
            found[-1][1] = end
        else:
            found.append([begin, end])
    return found


class Voice:
    """Gives the next seconds of a recording, from its beginning again where it ends."""

    def __init__(self, name, sound):
        self.name, self.sound, self.at = name, sound, 0

    def next(self, seconds):
        size = int(seconds * RATE)
        if self.at + size > len(self.sound):
            self.at = 0
        part = self.sound[self.at:self.at + size]
        self.at += size
        loud = np.flatnonzero(sounding(part))
        return part[loud[0] * FRAME:(loud[-1] + 1) * FRAME] if loud.size else part[:0]


def conversation(voices, seconds, draw):
    """(sound, turns): (begin, end, name) each."""
    levels = {voice.name: 10 ** (draw.uniform(-3, 3) / 20) for voice in voices}
    parts, turns, at, before, order = [], [], 0.5, None, []
    parts.append(np.zeros(int(at * RATE), np.float32))
    while at < seconds:
        if not order:
            order = draw.sample(voices, len(voices))
            if order[0] is before:
                order.append(order.pop(0))
        before = order.pop(0)
        part = before.next(draw.uniform(1.5, 6))
        if len(part) < RATE:
            continue
        turns += [(at + begin, at + end, before.name) for begin, end in stretches(part)]
        pause = np.zeros(int(draw.uniform(0.1, 0.8) * RATE), np.float32)
        parts += [part * levels[before.name], pause]
        at += (len(part) + len(pause)) / RATE
    return np.concatenate(parts), turns


def alone(voice, seconds, draw):
    parts, turns, at = [], [], 0.0
    own = stretches(voice.sound)
    while at < seconds:
        parts.append(voice.sound * 10 ** (draw.uniform(-9, 3) / 20))
        turns += [(at + begin, at + end, voice.name) for begin, end in own]
        at += len(voice.sound) / RATE
    return np.concatenate(parts), turns


def write(folder, name, sound, turns):
    with wave.open(str(folder / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes())
    lines = [f"SPEAKER {name} 1 {a:.3f} {b - a:.3f} <NA> <NA> {who} <NA> <NA>\n" for a, b, who in turns]
    (folder / f"{name}.rttm").write_text("".join(lines))


def main():
    parser = argparse.ArgumentParser(description="Composes conversations of recordings of one voice each.")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("voices", type=pathlib.Path, nargs="+", help="recordings, each of another person")
    parser.add_argument("--number", type=int, default=12, help="of conversations")
    parser.add_argument("--seconds", type=float, default=60, help="of each")
    parser.add_argument("--seed", type=int, default=1, help="another one gives another draw")
    parser.add_argument("--alone", action="store_true", help="a file for each voice, in which nobody else speaks")
    args = parser.parse_args()
    draw = random.Random(args.seed)
    voices = [Voice(path.stem, recording(path)) for path in args.voices]
    args.out.mkdir(parents=True, exist_ok=True)
    if args.alone:
        for voice in voices:
            write(args.out, f"alone-{voice.name}", *alone(voice, args.seconds, draw))
        return
    for number in range(args.number):
        chosen = draw.sample(voices, min(len(voices), 2 + number % 3))
        write(args.out, f"talk{number + 1:02}", *conversation(chosen, args.seconds, draw))


if __name__ == "__main__":
    main()
