"""Tell what happened within a period, and who was champion: what stands beside a chart over time."""

from datetime import datetime

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.deployment import Deployment, Standing, reigns
from core.domain.overview import History, Mark
from core.ports import Work

PAGE = "overview"
"""What annotations call the overview."""


async def tell_history(work: Work, start: datetime, end: datetime, page: str = PAGE) -> History:
    """Return the annotations of a page, and the reigns that reach into the period."""
    found = await work.annotations.between(start, end)
    champions = [it for it in await work.deployments.all() if it.role is Standing.CHAMPION]
    return History(
        marks=tuple(_mark(it) for it in found if _shown(it, page)),
        reigns=reigns(it for it in champions if _reaches(it, start, end)),
    )


def _mark(it: Annotation) -> Mark:
    return Mark(it.at, it.words, it, upright=it.kind is AnnotationKind.PROMOTION)


def _shown(it: Annotation, page: str) -> bool:
    return not it.pages or page in {each.strip() for each in it.pages.split(",")}


def _reaches(it: Deployment, start: datetime, end: datetime) -> bool:
    """Return whether a deployment stood at some moment of a period; one of no length never did."""
    until = it.until or end
    return it.at < until and it.at < end and start < until
