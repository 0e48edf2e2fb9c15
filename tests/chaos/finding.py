"""Say what is not as it must be: missing is lost, too often or from nowhere is twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

LOST, TWICE = "lost", "twice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    kind: str
    what: str
    which: str


def differ(what: str, wanted: Counter, found: Counter) -> Iterator[Finding]:
    """Yield a finding for each thing that is there too seldom or too often."""
    for which in sorted(wanted.keys() | found.keys(), key=str):
        if wanted[which] != found[which]:
            kind = LOST if found[which] < wanted[which] else TWICE
            yield Finding(kind, what, f"{which}: {wanted[which]} wanted, {found[which]} found")
