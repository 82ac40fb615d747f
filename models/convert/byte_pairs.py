"""GPT-2's byte-level byte-pair encoding, for short texts that a recipe brings along (Radford et al. 2019)."""


def alphabet() -> dict[int, str]:
    """The printable character that stands for each byte in vocabularies of this kind."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    letters = {byte: chr(byte) for byte in plain}
    for number, byte in enumerate(byte for byte in range(256) if byte not in letters):
        letters[byte] = chr(256 + number)
    return letters


def _merged(pieces: list[str], ranks: dict[tuple[str, str], int]) -> list[str]:
    while len(pieces) > 1:
        rank, at = min((ranks.get(pair, len(ranks)), i) for i, pair in enumerate(zip(pieces, pieces[1:])))
        if rank == len(ranks):
            break
        pieces = [*pieces[:at], pieces[at] + pieces[at + 1], *pieces[at + 2 :]]
    return pieces


def encode(words: list[str], tokenizer: dict) -> list[int]:
    """Token numbers of words that are already split; tokenizer: the content of a tokenizer.json."""
    model = tokenizer["model"]
    pairs = (merge.split(" ") if isinstance(merge, str) else merge for merge in model["merges"])
    ranks = {tuple(pair): rank for rank, pair in enumerate(pairs)}
    letters = alphabet()
    tokens = []
    for word in words:
        tokens += [model["vocab"][piece] for piece in _merged([letters[b] for b in word.encode()], ranks)]
    return tokens
