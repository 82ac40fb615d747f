"""An image-text model of a few numbers in the layout of public ONNX exports: it knows colours.

A picture becomes (r, g, b, 0.5), the means of its colours from -1 to 1; a text the sum of its words' vectors. "red" is
(1, -1, -1, 0), "photo" and the like (0, 0, 0, 1), every other word nothing. So the vectors of a red picture and of "a photo
of a red wall" are near to each other, and every answer can be worked out by hand. WORDS may be extended.
"""

import json
import pathlib
import subprocess

PROTO = pathlib.Path(__file__).resolve().parent / "data" / "onnx_subset.proto"
FLOAT, UINT8, INT64 = 1, 2, 7
DIMENSIONS = 4
PLAIN = (0.0, 0.0, 0.0, 1.0)
WORDS = {"red": (1, -1, -1, 0), "green": (-1, 1, -1, 0), "blue": (-1, -1, 1, 0), "yellow": (1, 1, -1, 0),
         "photo": PLAIN, "picture": PLAIN, "image": PLAIN, "text": PLAIN, "screen": PLAIN}
SIZE = 32
TEXT_LENGTH = 16


def _dims(shape) -> str:
    return " ".join(f"dim {{ {'dim_param' if isinstance(d, str) else 'dim_value'}: {json.dumps(d)} }}" for d in shape)


def _value(kind: str, name: str, element: int, shape) -> str:
    return f'{kind} {{ name: "{name}" type {{ tensor_type {{ elem_type: {element} shape {{ {_dims(shape)} }} }} }} }}'


def _tensor(name: str, element: int, shape, values) -> str:
    field = {FLOAT: "float_data", UINT8: "int32_data", INT64: "int64_data"}[element]
    dims = " ".join(f"dims: {d}" for d in shape)
    data = " ".join(f"{field}: {v}" for v in values)
    return f'initializer {{ {dims} data_type: {element} {data} name: "{name}" }}'


def _node(kind: str, inputs: list[str], outputs: list[str], **attributes) -> str:
    text = " ".join([f'input: "{i}"' for i in inputs] + [f'output: "{o}"' for o in outputs] + [f'op_type: "{kind}"'])
    for name, value in attributes.items():
        given = f"i: {value} type: 2" if isinstance(value, int) else " ".join(f"ints: {v}" for v in value) + " type: 7"
        text += f' attribute {{ name: "{name}" {given} }}'
    return f"node {{ {text} }}"


def write_onnx(file: pathlib.Path, parts: list[str]) -> None:
    text = 'ir_version: 8 graph { name: "tiny" ' + " ".join(parts) + ' } opset_import { domain: "" version: 13 }'
    done = subprocess.run(["protoc", f"--proto_path={PROTO.parent}", "--encode=onnx.ModelProto", PROTO.name],
                          input=text.encode(), capture_output=True, check=True)
    file.write_bytes(done.stdout)


def _vision(file: pathlib.Path, output: str, int8: bool) -> None:
    # Means of the three planes, and half of one for the fourth number.
    parts = [_value("input", "pixel_values", FLOAT, ["batch", 3, "height", "width"]),
             _value("output", output, FLOAT, ["batch", DIMENSIONS]),
             _tensor("spread", FLOAT, [3, DIMENSIONS], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]),
             _tensor("half", FLOAT, [DIMENSIONS], [0, 0, 0, 0.5]),
             _node("ReduceMean", ["pixel_values"], ["means"], axes=[2, 3], keepdims=0),
             _node("Add", ["product", "half"], [output])]
    if int8:  # as dynamic quantisation writes a product: integers, scaled afterwards
        parts += [_tensor("spread8", UINT8, [3, DIMENSIONS], [255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0]),
                  _tensor("step", FLOAT, [], [1 / 255]), _tensor("zero", UINT8, [], [0]),
                  _node("DynamicQuantizeLinear", ["means"], ["means8", "means_step", "means_zero"]),
                  _node("MatMulInteger", ["means8", "spread8", "means_zero", "zero"], ["sums"]),
                  _node("Cast", ["sums"], ["sums32"], to=FLOAT),
                  _node("Mul", ["sums32", "means_step"], ["scaled"]), _node("Mul", ["scaled", "step"], ["product"])]
    else:
        parts.append(_node("MatMul", ["means", "spread"], ["product"]))
    write_onnx(file, parts)


def _text(file: pathlib.Path, output: str, table: list, with_mask: bool) -> None:
    values = [x for row in table for x in row]
    parts = [_value("input", "input_ids", INT64, ["batch", "length"]), _value("output", output, FLOAT, ["batch", DIMENSIONS]),
             _tensor("words", FLOAT, [len(table), DIMENSIONS], values),
             _node("Gather", ["words", "input_ids"], ["rows"], axis=0),
             _tensor("along", INT64, [1], [1]), _tensor("bias", FLOAT, [DIMENSIONS], [0, 0, 0, 0.01])]
    rows = "rows"
    if with_mask:
        parts += [_value("input", "attention_mask", INT64, ["batch", "length"]), _tensor("last", INT64, [1], [2]),
                  _node("Cast", ["attention_mask"], ["mask32"], to=FLOAT),
                  _node("Unsqueeze", ["mask32", "last"], ["mask"]), _node("Mul", ["rows", "mask"], ["masked"])]
        rows = "masked"
    parts += [_node("ReduceSum", [rows, "along"], ["sum"], keepdims=0), _node("Add", ["sum", "bias"], [output])]
    write_onnx(file, parts)


def byte_letters() -> list[str]:
    """The letters that byte-level tokenizers write the 256 bytes with."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = iter(range(256, 512))
    return [chr(b) if b in plain else chr(next(others)) for b in range(256)]


def _added(content: str, number: int) -> dict:
    return {"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
            "special": True}


def byte_pair_tokenizer(words: dict) -> tuple[dict, dict[str, int]]:
    """As CLIP's; and the token of each word."""
    letters = byte_letters()
    vocabulary = {letter: i for i, letter in enumerate([*letters, *(f"{letter}</w>" for letter in letters)])}
    merges, tokens = [], {}
    for word in words:
        begun = word[0]
        for letter in (*word[1:-1], word[-1] + "</w>"):
            if begun + letter not in vocabulary:
                merges.append(f"{begun} {letter}")
                vocabulary[begun + letter] = len(vocabulary)
            begun += letter
        tokens[word] = vocabulary[begun]
    start, end = len(vocabulary), len(vocabulary) + 1
    vocabulary |= {"<|startoftext|>": start, "<|endoftext|>": end}
    pattern = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [_added("<|startoftext|>", start), _added("<|endoftext|>", end)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]},
        "post_processor": {"type": "RobertaProcessing", "sep": ["<|endoftext|>", end], "cls": ["<|startoftext|>", start],
                           "trim_offsets": False, "add_prefix_space": False},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "",
                  "end_of_word_suffix": "</w>", "fuse_unk": False, "vocab": vocabulary, "merges": merges},
    }, tokens


def unigram_tokenizer(words: dict) -> tuple[dict, dict[str, int]]:
    """As SigLIP's: SentencePiece's unigram model; and the token of each word."""
    pieces = [["<unk>", 0.0], ["</s>", 0.0], ["▁", -4.0], *([chr(c), -9.0] for c in range(ord("a"), ord("z") + 1))]
    tokens = {}
    for word in words:
        tokens[word] = len(pieces)
        pieces.append([f"▁{word}", -2.0])
    around = [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}]
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [_added("<unk>", 0), _added("</s>", 1)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Lowercase"}, {"type": "Replace", "pattern": {"Regex": r"[!\"#$%&'()*+,\-.:;=?@\[\]\\^_`{|}~]"}, "content": ""},
            {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
            {"type": "Strip", "strip_left": True, "strip_right": True}]},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": {"type": "TemplateProcessing", "single": around,
                           "pair": [*around, {"Sequence": {"id": "B", "type_id": 0}}, around[1]],
                           "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": 0, "vocab": pieces, "byte_fallback": False},
    }, tokens


def build(folder: pathlib.Path, family: str = "clip", words: dict | None = None, int8: bool = False,
          numbers: dict | None = None) -> pathlib.Path:
    """`family`: "clip" (byte pairs, a mask, the middle of a picture) or "siglip" (unigram, no mask, all of the picture)."""
    words = {**WORDS, **(words or {})}
    clip = family == "clip"
    description, tokens = byte_pair_tokenizer(words) if clip else unigram_tokenizer(words)
    model = description["model"]
    table = [[0.0] * DIMENSIONS for _ in range(len(model["vocab"]))]
    for word, token in tokens.items():
        table[token] = [float(x) for x in words[word]]
    onnx = folder / "onnx" if clip else folder
    onnx.mkdir(parents=True, exist_ok=True)
    ending = "_int8" if int8 else ""
    _vision(onnx / f"vision_model{ending}.onnx", "image_embeds" if clip else "pooler_output", int8)
    _text(onnx / f"text_model{ending}.onnx", "text_embeds" if clip else "pooler_output", table, with_mask=clip)
    (folder / "tokenizer.json").write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"model_max_length": TEXT_LENGTH, "pad_token": "<|endoftext|>" if clip else "</s>"}))
    size = {"shortest_edge": SIZE} if clip else {"height": SIZE, "width": SIZE}
    processor = {"do_resize": True, "size": size, "resample": 3, "do_rescale": True, "rescale_factor": 1 / 255,
                 "do_normalize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3, "do_center_crop": clip}
    if clip:
        processor["crop_size"] = {"height": SIZE, "width": SIZE}
    (folder / "preprocessor_config.json").write_text(json.dumps(processor))
    (folder / "card.json").write_text(json.dumps({"licence": "CC0-1.0", "numbers": numbers or {"logit-scale": 20}}))
    return folder
