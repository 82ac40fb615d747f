"""Silero VAD: whether 32 ms of sound hold speech."""

import pathlib

from zoo.recipe import Recipe, Source

# The variant that takes many chunks at once: the same numbers to 1e-6, at a quarter of the time.
MEMBER = "silero_vad/data/silero_vad_16k_sequence.onnx"

RECIPE = Recipe(
    name="silero-vad",
    task="voice-activity",
    version="6.2.3",
    licence="MIT",
    upstream="https://github.com/snakers4/silero-vad",
    sources=[Source(
        registry="pypi",
        package="silero-vad",
        version="6.2.3",
        file="silero_vad-6.2.3-py3-none-any.whl",
        sha256="7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8",
        members={MEMBER: "9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85"},
        size=11317527,
    )],
    files=["model.xml", "model.bin"],
    size=1312970,
    # Inputs: input [N, 576], for each chunk the last 64 samples before it and its 512 samples at 16 kHz, -1 to 1;
    # h and c [1, 1, 128], zeros at the start. Outputs: speech_probs [N], the probability of speech; hn and cn, the
    # next h and c.
    numbers={"sample-rate": 16000, "chunk": 512, "context": 64},
    bf16=False,  # a recurrent state that is carried for hours, and a model too small to gain by it
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    openvino.save_model(openvino.Core().read_model(sources[MEMBER]), out / "model.xml", compress_to_fp16=False)
