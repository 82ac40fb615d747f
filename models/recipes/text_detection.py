"""PP-OCRv6 small detector: where text is in a picture."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "rapidocr/models/PP-OCRv6_det_small.onnx"

RECIPE = Recipe(
    name="pp-ocrv6-det-small",
    task="text-detection",
    version="6",
    licence="Apache-2.0",
    upstream="https://github.com/PaddlePaddle/PaddleOCR",
    sources=[Source(
        registry="pypi",
        package="rapidocr",
        version="3.10.0",
        file="rapidocr-3.10.0-py3-none-any.whl",
        sha256="2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
        members={MEMBER: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"},
        size=27288134,
    )],
    files=["model.xml", "model.bin"],
    size=10244272,
    # RapidOCR's preprocessing: any size whose sides are multiples of 32, (value / 255 - 0.5) / 0.5.
    input=dict(width=0, height=0, colour="bgr", mean=[127.5, 127.5, 127.5], scale=[127.5, 127.5, 127.5]),
    # RapidOCR's settings for this model: the short side is enlarged to limit-side; a pixel of the probability map
    # is text above pixel-threshold; a box is text above box-threshold; boxes grow by unclip-ratio.
    numbers={"multiple": 32, "limit-side": 736, "pixel-threshold": 0.3, "box-threshold": 0.5, "unclip-ratio": 1.6},
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    openvino.save_model(openvino.Core().read_model(sources[MEMBER]), out / "model.xml", compress_to_fp16=False)
