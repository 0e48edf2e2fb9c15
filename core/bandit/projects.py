"""Tell a task's project apart from others: by what it is about where its name says so, else by a hash.

What people feel about work in the evening is alike enough to be expected of the next person, but
only if work is the same column for everybody. So names that many people give their projects are
known, in seven languages; all others share some columns that mean something to their owner alone.
"""

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

NAMED = ("work", "home", "errands", "self")
"""What projects are about that many people have: the first buckets, in this order."""
HASHED = 4
"""Buckets of all other projects: two bits of a hash, enough for a person, and no name is kept."""
BUCKETS = len(NAMED) + HASHED
"""Buckets in all."""
NONE = -1
"""Of a task that is in no project."""

_WORDS = {
    "work": "work office job business clients meetings arbeit büro beruf firma kunden travail boulot "
    "bureau clients trabajo oficina clientes empresa lavoro ufficio clienti trabalho escritório "
    "仕事 会社 業務",
    "home": "home house household family garden zuhause haushalt haus wohnung familie garten maison "
    "foyer famille jardin casa hogar familia jardín famiglia giardino lar família jardim 家 家事 家族 自宅",
    "errands": "errands shopping groceries errand besorgungen einkaufen einkauf einkäufe erledigungen "
    "courses achats recados compras mandados commissioni spesa acquisti rua recado 用事 買い物 お使い",
    "self": "me myself personal self health fitness learning privat persönlich ich gesundheit moi perso "
    "personnel santé yo mío salud io personale salute eu pessoal saúde 自分 個人 プライベート 健康",
}
"""Words by what they say a project is about."""
KNOWN: Mapping[str, int] = MappingProxyType(
    {word: NAMED.index(about) for about, words in _WORDS.items() for word in words.split()}
)
"""The bucket of each of them."""
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def bucket(project: str) -> int:
    """Return the bucket of a project by its name, `NONE` for none; the first word that is known decides."""
    if not project:
        return NONE
    words = _WORD.findall(project.casefold())
    known = next((KNOWN[word] for word in words if word in KNOWN), None)
    if known is not None:
        return known
    return len(NAMED) + zlib.crc32(project.encode("utf-8", "replace")) % HASHED
