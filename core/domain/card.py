"""Decide what of a tip a browser may see: plain words in one of four sizes."""

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.domain.tip import Tip, TipCard

STEPS = ((28, 12), (80, 16), (160, None))
"""(longest sentence, longest word) in letters for sizes 1, 2, 3; all else is size 4."""
JOINERS = frozenset("\u200d\ufe0e\ufe0f")
"""Zero-width joiner and variation selectors: parts of a letter, not letters."""
UNUSUAL_SHARE = 0.25
"""A pick this many times less likely than an even chance tries something new."""

_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "strikethrough", "backticks", "link", "escape"])


def card(tip: Tip) -> TipCard:
    """Return the card of a tip; ids stay on the server."""
    text = plain(tip.task.text)
    new = not tip.explanation.greedy and unusual(tip.propensity, tip.candidates)
    return TipCard(text, tip.why, step(text), new=new)


def unusual(propensity: float, candidates: int) -> bool:
    """Return whether the policy tried something it would rarely show."""
    return propensity * candidates < UNUSUAL_SHARE


def plain(text: str) -> str:
    """Return a task's text without Todoist's Markdown: a link keeps its label, emphasis its words."""
    tokens = _MARKDOWN.parseInline(text)
    words = "".join(_words(child) for token in tokens for child in token.children or [])
    return words.strip() or text.strip()


def step(text: str) -> int:
    """Return the size of a sentence, 1 (largest) to 4, by its length and its longest word."""
    length = letters(text)
    longest = max((letters(word) for word in text.split()), default=0)
    fits = (
        size
        for size, (most, word) in enumerate(STEPS, start=1)
        if length <= most and (word is None or longest <= word)
    )
    return next(fits, len(STEPS) + 1)


def letters(text: str) -> int:
    """Return about how many letters a reader sees: marks and joiners do not count."""
    return sum(1 for char in text if not unicodedata.combining(char) and char not in JOINERS)


def _words(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content
