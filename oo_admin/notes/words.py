"""Put what happened to oO into the words of the console: a row each, with the way to what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.overview import Mark
from oo_admin.address import Address, below
from oo_admin.here import Here
from oo_admin.moments import moment_words
from oo_admin.nav import ENTRIES, page_name
from oo_admin.numbers import count
from oo_admin.parts.table import NOTHING, Value, value_of
from oo_admin.seen import Choice

SHOWN = {"": "Everything", "people": "Written by people", "system": "Written by oO"}
"""The ways to look at the list, by what the address calls them."""
SYSTEM = "system"
"""Who writes what nobody wrote."""


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation; `mine` can be removed by who looks."""

    id: str = ""
    href: str = ""
    open: bool = False
    when: str = ""
    kind: Value = NOTHING
    words: str = ""
    about: str = ""
    where: str = ""
    by: Value = NOTHING
    mine: bool = False


def chosen(annotations: Sequence[Annotation], address: Address) -> list[Annotation]:
    """Return the annotations that an address asks for, newest first."""
    found = [it for it in annotations if _fits(it, address)]
    return sorted(found, key=lambda it: (it.at, str(it.id)), reverse=True)


def row(it: Annotation, here: Here, me: str, *, writes: bool) -> Row:
    """Return an annotation as a row.

    Args: me is the pseudonym of who looks; writes says whether they may write and remove notes.
    """
    address, ident = here.address, str(it.id)
    opened = address.get("peek") == ident
    return Row(
        ident,
        (address.without("peek") if opened else address.put(peek=ident)).href,
        opened,
        moment_words(it.at, here.zone, here.now),
        value_of(address, f"kind:{it.kind}", it.kind.value),
        it.words,
        about_href(it, address),
        where_words(it),
        value_of(address, f"by:{it.by}", it.by),
        writes and it.kind is AnnotationKind.NOTE and it.by == me,
    )


def about_href(it: Annotation, address: Address) -> str:
    """Return the page of what an annotation is about; of a note, its place in the audit."""
    match it.kind:
        case AnnotationKind.PROMOTION | AnnotationKind.SHADOW | AnnotationKind.PRIOR:
            return address.to("/admin/policies").href
        case AnnotationKind.REWARD:
            return address.to("/admin/rewards").href
        case AnnotationKind.EXPERIMENT:
            return address.to(below("/admin/experiments", it.link)).href
        case AnnotationKind.SIMULATION:
            return address.to("/admin/simulations").put(run=it.link).href
        case AnnotationKind.NOTE:
            return address.to("/admin/audit", f"object:{it.id}").put(p="all").href
        case _:
            return ""


def happened(marks: Iterable[Mark], address: Address) -> list[tuple[datetime, str, str, bool]]:
    """Return what stands beside a chart: when, what, the page of it, whether upright."""
    return [
        (it.at, it.words, about_href(it.about, address) if it.about else "", it.upright)
        for it in marks
    ]


def where_words(it: Annotation) -> str:
    """Return on which charts an annotation stands."""
    if not it.pages:
        return "all charts"
    named = {page_name(entry.path): entry.name for entry in ENTRIES}
    return ", ".join(named.get(page.strip(), page.strip()) for page in it.pages.split(","))


def ways(address: Address) -> list[Choice]:
    """Return the segment: everything, what people wrote, what oO wrote."""
    top = address.without("peek", "v")
    now = None if address.get("v") else address.get("show")
    return [Choice(top.put(show=name).href, words, now == name) for name, words in SHOWN.items()]


def choices(address: Address, annotations: Sequence[Annotation]) -> list[Choice]:
    """Return the kinds and the people that the list can be filtered by."""
    kinds = [f"kind:{it}" for it in sorted({it.kind.value for it in annotations})]
    people = [f"by:{it}" for it in sorted({it.by for it in annotations})]
    return [
        Choice(address.with_filter(said).href, said.replace(":", " = ", 1))
        for said in (*kinds, *people)
    ]


def finding(found: Sequence[Annotation], days: int) -> str:
    """Return what the list comes to, in one sentence."""
    span = f"{count(days)} days" if days > 1 else "one day"
    if not found:
        return f"Nothing happened in {span}"
    people = sum(it.by != SYSTEM for it in found)
    things = "thing" if len(found) == 1 else "things"
    return f"{count(len(found))} {things} happened in {span}, {count(people)} written by people"


def _fits(it: Annotation, address: Address) -> bool:
    people = {"people": True, "system": False}.get(address.get("show"))
    if people is not None and people != (it.by != SYSTEM):
        return False
    if address.get("q").casefold() not in it.words.casefold():
        return False
    said = {f"kind:{it.kind}", f"by:{it.by}"}
    wanted = [text for text in address.every("f") if text.startswith(("kind:", "by:"))]
    never = {text[1:] for text in address.every("f") if text.startswith("-")}
    kinds = {text for text in wanted if text.startswith("kind:")}
    people_wanted = set(wanted) - kinds
    return (
        not never & said
        and (not kinds or bool(kinds & said))
        and (not people_wanted or bool(people_wanted & said))
    )
