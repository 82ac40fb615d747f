"""No speaker is invented where one person speaks on."""

from program import ffmpeg, smarttag

GAINS = (0, -9, -3, -12, 3)  # dB, of one repetition after the other


def test_one_voice_stays_one_speaker_for_minutes_at_any_level(media, made):
    """Three and a half minutes of one reader, over and over at other levels, with pauses."""
    file = made / "one-voice.flac"
    parts = "".join(f"[{i}]aresample=16000,aformat=channel_layouts=mono,volume={gain}dB,apad=pad_dur={i}[p{i}];"
                    for i, gain in enumerate(GAINS))
    inputs = [argument for _ in GAINS for argument in ("-i", media / "speech" / "two_cities.wav")]
    ffmpeg(*inputs, "-filter_complex",
           parts + "".join(f"[p{i}]" for i in range(len(GAINS))) + f"concat=n={len(GAINS)}:v=0:a=1", file)
    run = smarttag("transcribe", file, "--format", "rttm", "--language", "en", "--beam", "1", "--quiet")
    assert run.code == 0, run
    turns = [line.split() for line in run.out.splitlines()]
    assert {turn[7] for turn in turns} == {"speaker-1"}, run.out
    assert sum(float(turn[4]) for turn in turns) > 100, run.out
