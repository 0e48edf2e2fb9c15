"""Mask in a sentence what somebody wrote themselves: names out of their own lists."""

import re

from core.domain.topics import CLOSING, OPENING

MASK = "\u201c\u2022\u2022\u2022\u2022\u2022\u201d"
"""What stands where a name stood."""

_QUOTED = re.compile(f"{OPENING}.*?(?:{CLOSING}|$)", re.DOTALL)


def masked(sentence: str) -> str:
    """Return a sentence of ours without the names that it quotes; `topics.quoted` marks them."""
    return _QUOTED.sub(MASK, sentence)
