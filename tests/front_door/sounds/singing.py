"""Makes speech sound sung: the vocal tract of the speaker, by linear prediction, on a voice that holds notes.

Not as a person sings, but as near as a recording of speech comes to it: each syllable is drawn out, the pitch stands
on the notes of a tune, with vibrato.
"""

import wave

import numpy as np

RATE = 16000
HOP = 160
WINDOW = 640
ORDER = 18
STRETCH = 1.5
NOTE = 0.55  # seconds
TUNE = (0, 0, 7, 7, 9, 9, 7, 5, 5, 4, 4, 2, 2, 0)  # half tones
LOWEST = 196  # hertz


def read(path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert file.getframerate() == RATE and file.getnchannels() == 1
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float64) / 32768


def write(path, sound: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound / np.abs(sound).max() * 0.7 * 32767).astype(np.int16).tobytes())


def held_notes(count: int) -> np.ndarray:
    """A voice's excitation: pulses on the notes of the tune."""
    time = np.arange(count) / RATE
    note = (time / NOTE).astype(int)
    within = time - note * NOTE
    pitch = LOWEST * 2 ** (np.take(TUNE, note % len(TUNE)) / 12)
    pitch = np.convolve(np.pad(pitch, 600, mode="edge"), np.ones(1201) / 1201, "valid")  # the voice glides
    pitch *= 1 + 0.02 * np.minimum(1, within / 0.2) * np.sin(2 * np.pi * 5.5 * time)
    phase = np.cumsum(pitch / RATE)
    return np.diff(np.floor(phase), prepend=0) * np.sqrt(RATE / pitch)


def tract(frame: np.ndarray) -> tuple[np.ndarray, float]:
    """(Coefficients of the predictor, loudness of what it leaves.)"""
    by_lag = np.correlate(frame, frame, "full")[len(frame) - 1:len(frame) + ORDER]
    matrix = by_lag[np.abs(np.subtract.outer(np.arange(ORDER), np.arange(ORDER)))]
    found = np.linalg.solve(matrix + np.eye(ORDER) * (1e-3 * by_lag[0] + 1e-9), by_lag[1:])
    left = max(by_lag[0] - found @ by_lag[1:], 0) / len(frame)
    return np.concatenate([[1], -found]), float(np.sqrt(left))


def sung(speech: np.ndarray) -> np.ndarray:
    emphasised = np.append(speech[0], speech[1:] - 0.95 * speech[:-1])
    window = np.hanning(WINDOW)
    out = np.zeros(int(len(speech) * STRETCH) + WINDOW)
    notes = held_notes(len(out))
    noise = np.random.default_rng(1).standard_normal(len(out))
    for at in range(0, len(out) - WINDOW, HOP):
        source = int(at / STRETCH)
        frame = emphasised[source:source + WINDOW]
        if len(frame) < WINDOW:
            break
        predictor, loudness = tract(frame * window)
        hissing = np.mean(np.diff(np.sign(speech[source:source + WINDOW])) != 0) > 0.3
        voice = (0.4 * noise if hissing else notes)[at:at + WINDOW] * window
        spectrum = np.fft.rfft(voice, 2 * WINDOW) / np.fft.rfft(predictor, 2 * WINDOW)
        out[at:at + WINDOW] += loudness * np.fft.irfft(spectrum)[:WINDOW]
    for i in range(1, len(out)):  # takes the emphasis back
        out[i] += 0.95 * out[i - 1]
    return out
