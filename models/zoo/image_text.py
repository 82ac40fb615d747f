"""`smarttag models add image-text=DIR`: a model that puts pictures and sentences into one space (CLIP, SigLIP and their
like) out of a folder as public ONNX exports have it.

No registry has one, so there is no recipe: the folder is converted to OpenVINO IR, copied below <cache>/models/local and
named in <cache>/models/local.json, which the program reads (src/inference/registry.cc).
"""

import hashlib
import json
import pathlib
import shutil

from zoo.recipe import ZooError
from zoo.storage import locked, say, scratch, sha256_of

NAME = "image-text"
FILES = ["vision.xml", "vision.bin", "text.xml", "text.bin", "tokenizer.xml", "tokenizer.bin", "libopenvino_tokenizers.so"]
# The first that is there, where no variant is asked for.
VARIANTS = ["", "fp16", "int8", "quantized", "uint8"]
# What the exports call the vector.
VISION_OUTPUTS = ["image_embeds", "pooler_output"]
TEXT_OUTPUTS = ["text_embeds", "pooler_output"]
CARD_KEYS = {"input", "numbers", "bf16", "licence", "upstream", "version"}
LONGEST_TEXT = 77  # tokens, of CLIP
LOGIT_SCALE = 100.0  # what CLIP's training clips its scale to


def _wrong(text: str) -> ZooError:
    return ZooError(f"This folder cannot be taken as an image-text model: {text}", exit_code=2)


def _json(folder: pathlib.Path, name: str, needed: bool = False) -> dict:
    file = folder / name
    if not file.exists():
        if needed:
            raise _wrong(f"it has no {name}.")
        return {}
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _wrong(f"its {name} is not JSON.") from error
    if not isinstance(value, dict):
        raise _wrong(f"its {name} is not a JSON object.")
    return value


def _onnx(folder: pathlib.Path, part: str, variant: str | None) -> pathlib.Path:
    """vision_model.onnx or vision_model_int8.onnx, in the folder or in onnx/ below it."""
    wanted = VARIANTS if variant is None else [variant]
    names = [f"{part}_{one}.onnx" if one else f"{part}.onnx" for one in wanted]
    for name in names:
        for place in (folder, folder / "onnx"):
            if (place / name).exists():
                return place / name
    raise _wrong(f"it has no {' or '.join(names)}.")


def _read(file: pathlib.Path):
    import openvino

    try:
        return openvino.Core().read_model(file)
    except RuntimeError as error:
        raise _wrong(f"OpenVINO cannot read {file.name}.") from error


def _vector_of(model, names: list[str], file: pathlib.Path):
    """The model with the output alone that is the vector [1, n]."""
    import openvino

    for name in names:
        for output in model.outputs:
            if name in output.get_names() and output.get_partial_shape().rank.get_length() == 2:
                output.get_tensor().set_names({"vector"})
                return openvino.Model([output], model.get_parameters(), model.get_friendly_name())
    raise _wrong(f"{file.name} has no output {' or '.join(names)} of rank 2.")


def _size(processor: dict) -> tuple[int, int, bool]:
    """Width, height, and whether the middle is cut out (else all of the picture is stretched)."""
    def sides(value: object) -> tuple[int, int] | None:
        if isinstance(value, int):
            return value, value
        if isinstance(value, dict) and "shortest_edge" in value:
            return value["shortest_edge"], value["shortest_edge"]
        if isinstance(value, dict) and "width" in value and "height" in value:
            return value["width"], value["height"]
        return None

    cut = bool(processor.get("do_center_crop", False))
    found = sides(processor.get("crop_size")) if cut else sides(processor.get("size"))
    if not found or not all(isinstance(side, int) and 16 <= side <= 1024 for side in found):
        raise _wrong("its preprocessor_config.json has no size of pictures from 16 to 1024.")
    return *found, cut


def _vision(file: pathlib.Path, processor: dict, out: pathlib.Path) -> dict:
    """vision.xml, fed with u8 [1,height,width,3] in BGR; gives the card's input, and numbers."""
    import openvino
    from openvino import preprocess

    width, height, cut = _size(processor)
    factor = processor.get("rescale_factor", 1 / 255) if processor.get("do_rescale", True) else 1.0
    mean = processor.get("image_mean", [0.0] * 3) if processor.get("do_normalize", True) else [0.0] * 3
    deviation = processor.get("image_std", [1.0] * 3) if processor.get("do_normalize", True) else [1.0] * 3
    model = _read(file)
    if len(model.inputs) != 1:
        raise _wrong(f"{file.name} has {len(model.inputs)} inputs and not pixel_values alone.")
    model = _vector_of(model, VISION_OUTPUTS, file)
    model.reshape([1, 3, height, width])
    card = {"width": width, "height": height, "colour": "rgb", "mean": [m / factor for m in mean],
            "scale": [d / factor for d in deviation]}
    steps = preprocess.PrePostProcessor(model)
    steps.input().tensor().set_element_type(openvino.Type.u8).set_layout(openvino.Layout("NHWC")).set_color_format(
        preprocess.ColorFormat.BGR)
    steps.input().model().set_layout(openvino.Layout("NCHW"))
    chain = steps.input().preprocess()
    chain.convert_element_type(openvino.Type.f32)
    chain.convert_color(preprocess.ColorFormat.RGB)
    chain.mean(card["mean"])
    chain.scale(card["scale"])
    openvino.save_model(steps.build(), out / "vision.xml", compress_to_fp16=False)
    return {"input": card, "numbers": {"cut-middle": float(cut)}}


def _text(file: pathlib.Path, length: int, out: pathlib.Path) -> None:
    import openvino

    model = _vector_of(_read(file), TEXT_OUTPUTS, file)
    names = {name for port in model.inputs for name in port.get_names()}
    if "input_ids" not in names or len(model.inputs) > 2:
        raise _wrong(f"{file.name} wants {', '.join(sorted(names))} and not input_ids, with or without attention_mask.")
    model.reshape({port: [1, length] for port in model.inputs})
    openvino.save_model(model, out / "text.xml", compress_to_fp16=False)


def _tokens(folder: pathlib.Path, out: pathlib.Path) -> dict:
    """tokenizer.xml with its library; gives numbers of the card."""
    import openvino
    from convert import tokenizer_json

    description = _json(folder, "tokenizer.json", needed=True)
    told, model = _json(folder, "tokenizer_config.json"), _json(folder, "config.json")
    try:
        tokenizer = tokenizer_json.convert(description)
    except Exception as error:  # the parser raises whatever a JSON of another shape leads to
        raise _wrong(f"its tokenizer.json cannot be converted: {error}.") from error
    openvino.save_model(tokenizer, out / "tokenizer.xml", compress_to_fp16=False)
    shutil.copyfile(tokenizer_json.library(), out / "libopenvino_tokenizers.so")
    length = told.get("model_max_length") or 0
    text = model.get("text_config") if isinstance(model.get("text_config"), dict) else {}
    if not 1 < length <= 4096:  # files without a limit have an enormous one
        length = text.get("max_position_embeddings", LONGEST_TEXT)
    return {"text-length": float(length), "pad-token": float(_pad_token(description, told))}


def _pad_token(description: dict, told: dict) -> int:
    if isinstance(description.get("padding"), dict):
        return description["padding"].get("pad_id", 0)
    token = told.get("pad_token")
    token = token.get("content") if isinstance(token, dict) else token
    ids = {added["content"]: added["id"] for added in description.get("added_tokens", [])}
    return ids.get(token, ids.get("<|endoftext|>", ids.get("</s>", 0)))


def _try(out: pathlib.Path, numbers: dict) -> None:
    """The three models work together: vectors of one length."""
    import numpy
    import openvino

    core = openvino.Core()
    core.add_extension(str(out / "libopenvino_tokenizers.so"))
    ids = core.compile_model(out / "tokenizer.xml", "CPU")(["a photo"])["ids"]
    text, vision = (core.compile_model(out / f"{part}.xml", "CPU") for part in ("text", "vision"))
    length = int(numbers["text-length"])
    row = numpy.full((1, length), int(numbers["pad-token"]), dtype=numpy.int64)
    row[0, :min(length, ids.shape[1])] = ids[0, :length]
    feed = {port.get_any_name(): row if "input_ids" in port.get_names() else numpy.ones_like(row) for port in text.inputs}
    said = text(feed)["vector"]
    seen = vision(numpy.zeros(vision.input(0).shape, dtype=numpy.uint8))["vector"]
    if said.shape != seen.shape:
        raise _wrong(f"texts become vectors of {said.shape[-1]} numbers and pictures of {seen.shape[-1]}.")


def _make(folder: pathlib.Path, variant: str | None, out: pathlib.Path) -> dict:
    """Every file of FILES; gives the card."""
    vision_file, text_file = _onnx(folder, "vision_model", variant), _onnx(folder, "text_model", variant)
    processor = _json(folder, "preprocessor_config.json", needed=True)
    given = _json(folder, "card.json")
    if unknown := sorted(given.keys() - CARD_KEYS):
        raise _wrong(f"its card.json has the unknown key {unknown[0]}.")
    card = {"name": NAME, "task": NAME, "version": "local", "licence": "not stated", "upstream": "added by hand",
            "files": FILES, "standard": False}
    say(f"converting {vision_file.name} and {text_file.name}")
    card |= _vision(vision_file, processor, out)
    card["numbers"] |= _tokens(folder, out) | {"logit-scale": LOGIT_SCALE}
    _text(text_file, int(card["numbers"]["text-length"]), out)
    numbers = card["numbers"] | given.get("numbers", {})
    card |= given
    card["numbers"] = numbers
    if not all(isinstance(number, (int, float)) for number in numbers.values()):
        raise _wrong("its card.json has numbers that are none.")
    try:
        _try(out, numbers)
    except RuntimeError as error:
        raise _wrong("its models cannot be run together.") from error
    return card


def add(folder: pathlib.Path, variant: str | None, cache: pathlib.Path) -> None:
    """Raises ZooError. Safe in several processes at once, and beside the program's own changes of the list."""
    if not folder.is_dir():
        raise ZooError(f"There is no folder {folder}. Check the path.", exit_code=3)
    models = cache / "models"
    with locked(models, "local"), scratch(models, "local") as work:
        card = _make(folder, variant, work)
        sums = {name: sha256_of(work / name) for name in FILES}
        (work / "installed.json").write_text(json.dumps(sums, indent=1) + "\n")
        card["size"] = sum((work / name).stat().st_size for name in FILES)
        key = hashlib.sha256((work / "installed.json").read_bytes()).hexdigest()[:16]
        copy = models / "local" / f"{NAME}-{key}"
        copy.parent.mkdir(exist_ok=True)
        if copy.exists():
            shutil.rmtree(copy)
        work.rename(copy)
        file = models / "local.json"
        listed = json.loads(file.read_text()) if file.exists() else {"models": {}}
        listed["models"][NAME] = {"folder": f"local/{copy.name}", "card": card}
        partial = file.with_name("local.json.partial")
        partial.write_text(json.dumps(listed, indent=1) + "\n")
        partial.replace(file)
        for other in copy.parent.glob(f"{NAME}-*"):
            if other != copy:
                shutil.rmtree(other)
