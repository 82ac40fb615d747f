"""PP-OCRv6 small recogniser: what a line of text says, in Chinese, English and more."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "rapidocr/models/PP-OCRv6_rec_small.onnx"

RECIPE = Recipe(
    name="pp-ocrv6-rec-small",
    task="text-recognition",
    version="6",
    licence="Apache-2.0",
    upstream="https://github.com/PaddlePaddle/PaddleOCR",
    sources=[Source(
        registry="pypi",
        package="rapidocr",
        version="3.10.0",
        file="rapidocr-3.10.0-py3-none-any.whl",
        sha256="2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050",
        members={MEMBER: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"},
        size=27288134,
    )],
    files=["model.xml", "model.bin", "characters.txt"],
    size=21714364,
    # RapidOCR's preprocessing: lines 48 high and of any width, (value / 255 - 0.5) / 0.5, padded right with 0.
    input=dict(width=0, height=48, colour="bgr", mean=[127.5, 127.5, 127.5], scale=[127.5, 127.5, 127.5]),
    # Line n of the file is the text of class n: first the empty line of CTC's blank, last the space.
    labels_file="characters.txt",
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino

    model = openvino.Core().read_model(sources[MEMBER])
    characters = model.get_rt_info(["framework", "character"]).value.split("\n")
    lines = ["", *characters, " "]
    if len(lines) != model.outputs[0].get_partial_shape()[2].get_length():
        raise ValueError("the dictionary and the classes of the recogniser differ in number")
    (out / "characters.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
