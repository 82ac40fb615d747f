"""A tokenizer.json (Hugging Face's format) as an OpenVINO model: byte pairs, SentencePiece unigram, WordPiece.

openvino-tokenizers does the work. Its parser asks for a tokenizer object of the package transformers, of which it reads
the JSON and five facts: `_Described` has those, so that transformers (with the dozen packages behind it) need not be
installed. The version of openvino-tokenizers is pinned (setup/packages/python-runtime.txt), and tests compare ids.
"""

import dataclasses
import json
import pathlib
import sys
import types


@dataclasses.dataclass
class _AddedToken:
    content: str
    lstrip: bool
    rstrip: bool
    special: bool


class _Described:
    """What the parser reads of a tokenizer object."""

    is_fast = True
    model_max_length = None  # prompts are cut by the program
    pad_token = pad_token_id = None  # and filled up there
    padding_side = truncation_side = "right"

    def __init__(self, description: dict) -> None:
        self.description = description
        self.added_tokens_decoder = {
            token["id"]: _AddedToken(token["content"], token["lstrip"], token["rstrip"], token["special"])
            for token in description["added_tokens"]}

    def save_pretrained(self, folder: str) -> None:
        (pathlib.Path(folder) / "tokenizer.json").write_text(json.dumps(self.description), encoding="utf-8")


def _parser():
    """openvino_tokenizers.hf_parser, which imports three names of transformers for tokenizers of other kinds."""
    if "transformers" not in sys.modules:
        def not_installed(*_: object) -> None:
            raise ImportError("transformers")
        absent = {"transformers": {"PreTrainedTokenizerBase": object, "PreTrainedTokenizerFast": object},
                  "transformers.convert_slow_tokenizer": {"import_protobuf": not_installed},
                  "transformers.utils": {},
                  "transformers.utils.versions": {"require_version": not_installed}}
        for name, members in absent.items():
            module = types.ModuleType(name)
            vars(module).update(members)
            sys.modules[name] = module
    from openvino_tokenizers import hf_parser

    return hf_parser


def library() -> pathlib.Path:
    """The library of the operations that a converted tokenizer consists of."""
    import openvino_tokenizers

    return pathlib.Path(openvino_tokenizers.__file__).parent / "lib" / "libopenvino_tokenizers.so"


def convert(description: dict):
    """From texts to ids of tokens [texts, longest], with the special tokens that the description puts around a text.
    Raises KeyError, ValueError or openvino_tokenizers' own errors for a description that is none."""
    import openvino
    parser = _parser()
    from openvino_tokenizers.utils import TokenzierConversionParams

    # Fields that older files do not have.
    model = {"byte_fallback": False, "ignore_merges": False, "continuing_subword_prefix": "", "end_of_word_suffix": "",
             "fuse_unk": False, "unk_token": None, **description["model"]}
    whole = {"normalizer": None, "pre_tokenizer": None, "post_processor": None, "added_tokens": [], **description,
             "model": model, "padding": None, "truncation": None}
    steps = parser.TransformersTokenizerPipelineParser(_Described(whole), TokenzierConversionParams())
    steps.pipeline.number_of_inputs = 1
    steps.special_tokens_split()
    steps.normalization()
    steps.pre_tokenization()
    steps.tokenization_model()
    steps.post_tokenization()
    graph = steps.pipeline.get_tokenizer_ov_subgraph()
    ids = graph.output(0)
    ids.set_names({"ids"})
    # How many of a row are no filling: the mask is the last output.
    mask = graph.output(len(graph.outputs) - 1)
    mask.set_names({"mask"})
    return openvino.Model([ids, mask], graph.get_parameters(), "tokenizer")
