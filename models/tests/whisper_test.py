"""The graphs against Whisper's formulas in numpy, on a small model with random weights."""

import math
import pathlib
import sys
import unittest

import numpy as np
import openvino as ov

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from convert import whisper

WIDTH, HEADS, BINS, WORDS, POSITIONS, PLACES = 128, 2, 80, 50, 40, 16
HEAD = WIDTH // HEADS


def random_weights():
    chance = np.random.default_rng(7)

    def values(*shape):
        return (chance.normal(size=shape) * 0.08).astype(np.float16)

    weights = {"decoder/num_heads": np.array(HEADS, np.int16)}

    def linear(name, rows, columns):
        weights[f"{name}/weight"], weights[f"{name}/bias"] = values(rows, columns), values(rows)

    def norm(name):
        weights[f"{name}/gamma"], weights[f"{name}/beta"] = values(WIDTH) + np.float16(1), values(WIDTH)

    def attention(name, sizes):
        norm(f"{name}/layer_norm")
        for i, size in enumerate(sizes):
            linear(f"{name}/linear_{i}", size * WIDTH, WIDTH)

    for side in ("encoder", "decoder"):
        for i in range(2):
            attention(f"{side}/layer_{i}/self_attention", (3, 1))
            norm(f"{side}/layer_{i}/ffn/layer_norm")
            linear(f"{side}/layer_{i}/ffn/linear_0", 4 * WIDTH, WIDTH)
            linear(f"{side}/layer_{i}/ffn/linear_1", WIDTH, 4 * WIDTH)
        norm(f"{side}/layer_norm")
    for i in range(2):
        attention(f"decoder/layer_{i}/attention", (1, 2, 1))
    for name, inner in (("conv1", BINS), ("conv2", WIDTH)):
        weights[f"encoder/{name}/weight"], weights[f"encoder/{name}/bias"] = values(WIDTH, inner, 3), values(WIDTH)
    weights["encoder/position_encodings/encodings"] = values(POSITIONS, WIDTH)
    weights["decoder/position_encodings/encodings"] = values(PLACES, WIDTH)
    weights["decoder/embeddings/weight"] = values(WORDS, WIDTH)
    return weights


class Formula:
    """Whisper as openai/whisper computes it, for one window."""

    def __init__(self, weights):
        self.weights = {name: value.astype(np.float64) for name, value in weights.items()}
        self.erf = np.vectorize(math.erf)

    def linear(self, x, name):
        return x @ self.weights[f"{name}/weight"].T + self.weights[f"{name}/bias"]

    def norm(self, x, name):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return scaled * self.weights[f"{name}/gamma"] + self.weights[f"{name}/beta"]

    def gelu(self, x):
        return 0.5 * x * (1 + self.erf(x / math.sqrt(2)))

    def convolution(self, x, name, stride):
        padded = np.pad(x, ((0, 0), (1, 1)))
        kernel = self.weights[f"{name}/weight"]
        columns = [np.einsum("oik,ik->o", kernel, padded[:, at : at + 3]) for at in range(0, x.shape[1], stride)]
        return self.gelu(np.array(columns).T + self.weights[f"{name}/bias"][:, None])

    def attend(self, q, k, v, causal):
        out, shares = [], []
        for at in range(0, WIDTH, HEAD):
            product = q[:, at : at + HEAD] @ k[:, at : at + HEAD].T / math.sqrt(HEAD)
            if causal:
                product[np.triu_indices(len(q), 1)] = -np.inf
            share = np.exp(product - product.max(-1, keepdims=True))
            share /= share.sum(-1, keepdims=True)
            shares.append(share)
            out.append(share @ v[:, at : at + HEAD])
        return np.concatenate(out, 1), shares

    def self_attention(self, x, name, causal):
        parts = np.split(self.linear(self.norm(x, f"{name}/layer_norm"), f"{name}/linear_0"), 3, axis=1)
        return x + self.linear(self.attend(*parts, causal)[0], f"{name}/linear_1")

    def feed_forward(self, x, name):
        inner = self.gelu(self.linear(self.norm(x, f"{name}/layer_norm"), f"{name}/linear_0"))
        return x + self.linear(inner, f"{name}/linear_1")

    def encode(self, mel):
        x = self.convolution(self.convolution(mel, "encoder/conv1", 1), "encoder/conv2", 2).T
        x = x + self.weights["encoder/position_encodings/encodings"][: len(x)]
        for i in range(2):
            x = self.self_attention(x, f"encoder/layer_{i}/self_attention", False)
            x = self.feed_forward(x, f"encoder/layer_{i}/ffn")
        return self.norm(x, "encoder/layer_norm")

    def decode(self, tokens, hidden):
        """Logits after each token, and the attention of each layer's heads."""
        table = self.weights["decoder/embeddings/weight"]
        x = table[tokens] + self.weights["decoder/position_encodings/encodings"][: len(tokens)]
        attentions = []
        for i in range(2):
            layer = f"decoder/layer_{i}"
            x = self.self_attention(x, f"{layer}/self_attention", True)
            queries = self.linear(self.norm(x, f"{layer}/attention/layer_norm"), f"{layer}/attention/linear_0")
            keys, values = np.split(self.linear(hidden, f"{layer}/attention/linear_1"), 2, axis=1)
            attended, shares = self.attend(queries, keys, values, False)
            attentions.append(shares)
            x = x + self.linear(attended, f"{layer}/attention/linear_2")
            x = self.feed_forward(x, f"{layer}/ffn")
        return self.norm(x, "decoder/layer_norm") @ table.T, attentions


def compiled(model):
    return ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


class Whisper(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.weights = random_weights()
        cls.formula = Formula(cls.weights)
        cls.encoder = compiled(whisper.build_encoder(cls.weights))
        cls.decoder = compiled(whisper.build_decoder(cls.weights, ((0, 1), (1, 0))))
        cls.mel = np.random.default_rng(3).normal(size=(BINS, 2 * POSITIONS)).astype(np.float32)

    def cross(self, frames):
        """What the encoder gives for the first frames, by name."""
        results = self.encoder({"log_mel": self.mel[None, :, :frames]})
        return {port.get_any_name(): value for port, value in results.items()}

    def run_decoder(self, request, tokens, position, cross, beam):
        places = np.arange(position, position + len(tokens[0]), dtype=np.int64)
        inputs = {"token": np.array(tokens, np.int64), "position": places, "beam": np.array(beam, np.int32), **cross}
        return {port.get_any_name(): value for port, value in request.infer(inputs).items()}

    def assert_close(self, found, expected):
        """Weights as int8 keep about two digits."""
        error = np.sqrt(((found - expected) ** 2).mean() / (expected**2).mean())
        self.assertLess(error, 0.03)

    def test_encoder_gives_keys_and_values_of_every_length(self):
        for frames in (20, 46, 2 * POSITIONS):
            hidden = self.formula.encode(self.mel[:, :frames].astype(np.float64))
            cross = self.cross(frames)
            for i in range(2):
                both = self.formula.linear(hidden, f"decoder/layer_{i}/attention/linear_1")
                heads = both.reshape(-1, 2, HEADS, HEAD).transpose(1, 2, 0, 3)
                keys = heads[0].transpose(0, 2, 1) / math.sqrt(HEAD)
                np.testing.assert_allclose(cross[f"cross_key_{i}"][0], keys, atol=2e-3)
                np.testing.assert_allclose(cross[f"cross_value_{i}"][0], heads[1], atol=2e-3)

    def test_decoder_one_by_one_is_the_formula(self):
        tokens = [3, 14, 15, 9, 2]
        logits, _ = self.formula.decode(tokens, self.formula.encode(self.mel.astype(np.float64)))
        request, cross = self.decoder.create_infer_request(), self.cross(2 * POSITIONS)
        for i, token in enumerate(tokens):
            found = self.run_decoder(request, [[token]], i, cross, [0])
            self.assert_close(found["logits"][0], logits[i])

    def test_a_prompt_at_once_then_one_by_one(self):
        tokens = [3, 14, 15, 9, 2]
        logits, attentions = self.formula.decode(tokens, self.formula.encode(self.mel[:, :30].astype(np.float64)))
        request, cross = self.decoder.create_infer_request(), self.cross(30)
        found = self.run_decoder(request, [tokens[:3]], 0, cross, [0])
        self.assert_close(found["logits"][0], logits[2])
        self.assertEqual(found["attention"].shape, (1, 2, 3, 15))
        self.assert_close(found["attention"][0, 0], attentions[0][1][:3])
        self.assert_close(found["attention"][0, 1], attentions[1][0][:3])
        self.assert_close(self.run_decoder(request, [tokens[3:]], 3, cross, [0])["logits"][0], logits[4])

    def test_beams_go_on_from_the_row_they_name(self):
        hidden = self.formula.encode(self.mel.astype(np.float64))
        cross = {name: np.repeat(value, 2, 0) for name, value in self.cross(2 * POSITIONS).items()}
        request = self.decoder.create_infer_request()
        self.run_decoder(request, [[3], [4]], 0, cross, [0, 1])
        found = self.run_decoder(request, [[7], [8]], 1, cross, [1, 1])["logits"]  # both go on from token 4
        self.assert_close(found[0], self.formula.decode([4, 7], hidden)[0][-1])
        self.assert_close(found[1], self.formula.decode([4, 8], hidden)[0][-1])

    def test_beams_of_one_window_share_its_sound(self):
        sounds = [self.mel, self.mel[:, ::-1].copy()]
        hidden = [self.formula.encode(mel.astype(np.float64)) for mel in sounds]
        shared = {}
        for mel in sounds:
            for port, value in self.encoder({"log_mel": mel[None]}).items():
                shared.setdefault(port.get_any_name(), []).append(value)
        cross = {name: np.concatenate(values) for name, values in shared.items()}
        request = self.decoder.create_infer_request()
        self.run_decoder(request, [[3, 5], [4, 6]], 0, cross, [0, 1])  # two windows, one row each
        rows = [[7], [8], [9], [2]]  # two beams for each window
        found = self.run_decoder(request, rows, 2, cross, [0, 0, 1, 1])
        for row, begun in enumerate(([3, 5], [3, 5], [4, 6], [4, 6])):
            expected = self.formula.decode(begun + rows[row], hidden[row // 2])[0][-1]
            self.assert_close(found["logits"][row], expected)
        self.assertEqual(found["attention"].shape, (2, 2, 2, POSITIONS))

    def test_a_reset_forgets(self):
        request, cross = self.decoder.create_infer_request(), self.cross(30)
        first = self.run_decoder(request, [[3]], 0, cross, [0])["logits"].copy()
        self.run_decoder(request, [[9]], 1, cross, [0])
        request.reset_state()
        np.testing.assert_allclose(self.run_decoder(request, [[3]], 0, cross, [0])["logits"], first, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
