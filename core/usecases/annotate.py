"""Write a note on the time charts, read what happened, or take one's own note away."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.access import Right
from core.domain.annotation import MAX_WORDS, Annotation, AnnotationKind
from core.domain.audit import Actor, Deed
from core.domain.ids import AnnotationId, new_id
from core.errors import Malformed, NotFound
from core.ports import Store
from core.usecases.acting import Acts

MAX_PAGES = 200
"""Letters of the list of pages, at most."""


@dataclass(frozen=True, slots=True)
class Annotate:
    """Let admins say what the system cannot know."""

    acts: Acts

    async def __call__(self, actor: Actor, at: datetime, words: str, pages: str = "") -> Annotation:
        """Return the note. Raises: NotAllowed; Malformed when it is empty, too long or no text."""
        deed = Deed("wrote a note", "note", "")
        async with self.acts.begin(actor, Right.NOTES_WRITE, deed, fresh=False) as act:
            words = words.strip()
            if not 0 < len(words) <= MAX_WORDS or not words.isprintable():
                raise Malformed("words")
            if len(pages) > MAX_PAGES or not (pages.isprintable() and pages.isascii()):
                raise Malformed("pages")
            note = Annotation(
                AnnotationId(new_id()), at, AnnotationKind.NOTE, words, pages, actor.name
            )
            await act.work.annotations.add(note)
            act.deed = Deed("wrote a note", "note", str(note.id), after={"words": words})
        return note

    async def remove(self, actor: Actor, annotation_id: AnnotationId) -> None:
        """Take one's own note away. Raises: NotAllowed; NotFound when there is none of theirs."""
        deed = Deed("removed a note", "note", str(annotation_id))
        async with self.acts.begin(actor, Right.NOTES_WRITE, deed, fresh=False) as act:
            if not await act.work.annotations.remove(annotation_id, actor.name):
                raise NotFound("note")


@dataclass(frozen=True, slots=True)
class ReadAnnotations:
    """Read what happened to oO."""

    store: Store

    async def __call__(
        self, start: datetime, end: datetime, page: str = ""
    ) -> tuple[Annotation, ...]:
        """Return the marks from a start to before an end, those of one page or of all."""
        async with self.store.reading() as work:
            found = await work.annotations.between(start, end)
        return tuple(it for it in found if not page or not it.pages or page in _pages(it))


def _pages(annotation: Annotation) -> set[str]:
    return {page.strip() for page in annotation.pages.split(",")}
