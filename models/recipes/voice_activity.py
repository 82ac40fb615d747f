"""Silero VAD: whether 32 ms of sound hold speech."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "silero_vad/data/silero_vad_openvino_16k.onnx"

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
        members={MEMBER: "7776b81ad1b0350c15d7f1555943b9232eb53e9ca5d989c6d0cea9ebc8664d87"},
        size=11317527,
    )],
    files=["model.xml", "model.bin"],
    size=1375804,
    # Inputs: input [1, 576] = the last 64 samples before the chunk and its 512 samples at 16 kHz, -1 to 1;
    # state [2, 1, 128], zeros at the start. Outputs: output [1, 1], the probability of speech; stateN, the next state.
    numbers={"sample-rate": 16000, "chunk": 512, "context": 64},
    bf16=False,  # a recurrent state that is carried for hours, and a model too small to gain by it
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    openvino.save_model(openvino.Core().read_model(sources[MEMBER]), out / "model.xml", compress_to_fp16=False)
