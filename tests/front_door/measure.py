"""Error rates as the field counts them: edit distance over the length of the truth."""

import re
import unicodedata
from collections.abc import Sequence


def distance(a: Sequence, b: Sequence) -> int:
    """Levenshtein: insertions, deletions and substitutions that make b of a."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
    return row[-1]


def words(text: str) -> list[str]:
    """Lower case, without punctuation."""
    return re.findall(r"[\w']+", unicodedata.normalize("NFKC", text).lower().replace("’", "'"))


def characters(text: str) -> list[str]:
    """Letters and figures alone, and the percent sign, which is spoken."""
    return [c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum() or c == "%"]


def word_error_rate(truth: str, heard: str) -> float:
    return distance(words(truth), words(heard)) / len(words(truth))


def character_error_rate(truth: str, heard: str) -> float:
    return distance(characters(truth), characters(heard)) / len(characters(truth))


def share_read(truth: str, read: str) -> float:
    """How much of a printed line was read, in characters; runs of blanks count as one."""
    truth, read = " ".join(truth.split()), " ".join(read.split())
    return 1 - distance(truth, read) / len(truth)


def overlap(a_from: float, a_to: float, b_from: float, b_to: float) -> float:
    """Seconds that two spans share."""
    return max(0.0, min(a_to, b_to) - max(a_from, b_from))
