"""How far the times of words are from the truth.

espeak-ng tells at which sample it begins each word. Its sentences, of several voices, stand between pauses of 1 to 4 s;
smarttag's words that are the same as those said, in order, are compared by their beginnings.
"""

import argparse
import array
import ctypes
import difflib
import json
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import wave

VOICES = ["en+m3", "en+f4", "en-us+m1", "en-us+f2"]
SENTENCES = [
    "The committee meets again on the second day of the month and speaks about water and roads.",
    "A farmer near the river sold twenty sheep to the old man from the next village.",
    "Several students asked the teacher about the history of the castle on the hill.",
    "The train to the north leaves early in the morning, and nobody wants to miss it.",
    "My sister bought a large yellow umbrella because it had rained for three days.",
    "Scientists found that the birds return every spring to the same small island.",
    "Please close the window before you leave the office tonight.",
    "The price of bread has risen by ten percent since the beginning of the year.",
]
WORD, LIST_END = 1, 0  # espeak_EVENT_TYPE
SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
UTF8 = 1


class Event(ctypes.Structure):  # espeak_EVENT of espeak-ng/speak_lib.h
    _fields_ = [("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", ctypes.c_char * 8)]


class Speaker:
    """espeak-ng as a library: sound, and when each word begins."""

    def __init__(self):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(SYNCHRONOUS, 0, None, 0)
        if self.rate <= 0:
            sys.exit("espeak-ng does not start.")
        self.samples, self.words = array.array("h"), []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
        self.callback = kind(self.take)
        self.library.espeak_SetSynthCallback(self.callback)

    def take(self, sound, count, events):
        if sound and count > 0:
            self.samples.extend(sound[:count])
        i = 0
        while events[i].type != LIST_END:
            if events[i].type == WORD:
                begin = events[i].text_position - 1
                self.words.append((events[i].audio_position / 1000, begin, begin + events[i].length))
            i += 1
        return 0

    def say(self, voice, text):
        """(samples, [(word, seconds at which it begins)])"""
        self.samples, self.words = array.array("h"), []
        self.library.espeak_SetVoiceByName(voice.encode())
        self.library.espeak_SetParameter(1, 150, 0)  # words a minute
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 0, 0, UTF8, None, None)
        self.library.espeak_Synchronize()
        return self.samples, [(text[a:b], at) for at, a, b in self.words]


def plain(word):
    return re.sub(r"[^\w']", "", word).lower()


def composed(file, seed):
    """Writes the sound; gives the words with the second at which each begins."""
    speaker, chance = Speaker(), random.Random(seed)
    sound, truth = array.array("h"), []
    for number, sentence in enumerate(SENTENCES * 2):
        sound.extend([0] * int(chance.uniform(1, 4) * speaker.rate))
        samples, words = speaker.say(VOICES[(number + number // len(SENTENCES)) % len(VOICES)], sentence)
        begin = len(sound) / speaker.rate
        truth += [(plain(word), begin + at) for word, at in words]
        sound.extend(samples)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(speaker.rate)
        out.writeframes(sound.tobytes())
    return truth


def main():
    parser = argparse.ArgumentParser(description="Judges the times of words.")
    parser.add_argument("--program", default="./smarttag")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "sentences.wav"
        truth = composed(file, args.seed)
        call = [args.program, "transcribe", "--quiet", "--language", "en", "--format", "json", "--words", str(file)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(done.stderr.strip())
    segments = json.loads(done.stdout)["segments"]
    outside = sum(word["start"] < segment["start"] or word["end"] > segment["end"]
                  for segment in segments for word in segment["words"])
    told = [(plain(word["word"]), word["start"]) for segment in segments for word in segment["words"]]
    matcher = difflib.SequenceMatcher(None, [word for word, _ in truth], [word for word, _ in told], autojunk=False)
    away = [abs(told[j + k][1] - truth[i + k][1]) for i, j, n in matcher.get_matching_blocks() for k in range(n)]
    if not away:
        sys.exit("No word was found again.")
    within = sum(value <= 0.2 for value in away) / len(away)
    print(f"{len(away)} of {len(truth)} words found again; beginnings {1000 * statistics.median(away):.0f} ms away (median), "
          f"{100 * within:.1f} % within 200 ms, at most {1000 * max(away):.0f} ms; {outside} words outside their segment")


if __name__ == "__main__":
    main()
