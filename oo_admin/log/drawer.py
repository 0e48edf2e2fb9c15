"""Put a pick into the words and places that its drawer shows."""

from dataclasses import replace

from core.domain.pick_seen import PickSeen, Record
from core.domain.pseudonym import pseudonym
from oo_admin.colours import of_policy
from oo_admin.here import Here
from oo_admin.log.course_words import course_of, outcome_words, reward_words, settles_words
from oo_admin.log.dimensions import DUES, ENDINGS, LENGTHS
from oo_admin.log.drawn import Drawer, Moment
from oo_admin.log.record_words import candidates_of, ids_of, opened, shadows_of, short, steps_of
from oo_admin.log.rows import CHANCE, US
from oo_admin.log.why_words import flip_words, parts_of, why_title
from oo_admin.log.words import choice_words, signed_chance
from oo_admin.moments import moment_words
from oo_admin.numbers import UNKNOWN, count, seconds, signed

MISSING = "No pick of this id is counted. It may be of somebody who has left, or only moments old."
"""What stands where a pick should be."""
SWEPT = "Its record was swept after 30 days: candidates, probabilities and replay are gone."
"""Why only the counted fact is there."""


def drawer_of(seen: PickSeen | None, here: Here) -> Drawer:
    """Return what the drawer shows of a pick."""
    if seen is None:
        return Drawer(missing=MISSING)
    fact, said = seen.fact, seen.explanation
    drawer = Drawer(
        when=f"{moment_words(fact.served_at, here.zone, here.now)}, {fact.surface}",
        user=pseudonym(fact.user_id),
        said=seen.said,
        score=signed(said.score) if said.weighed else UNKNOWN,
        propensity=signed_chance(fact.propensity),
        choice="By chance" if fact.policy == CHANCE else choice_words(fact).capitalize(),
        took=seconds(fact.choice.took_us / US) if fact.choice.known else UNKNOWN,
        why=why_title(said),
        parts=parts_of(said),
        flip=flip_words(seen.flip),
        ending=fact.ending,
        reaction=ENDINGS[fact.ending],
        outcome=outcome_words(seen),
        reward=reward_words(seen),
        settles=settles_words(seen, here),
        course=course_of(seen.outcomes, here),
    )
    if seen.record is None:
        return replace(drawer, swept=SWEPT, facts=_facts(seen))
    spec = seen.reward.spec if seen.reward else ""
    drawer = replace(drawer, ids=ids_of(seen.record, str(fact.tip_id), spec))
    return _recorded(drawer, seen.record, fact.policy_version)


def _recorded(drawer: Drawer, record: Record, version: int) -> Drawer:
    served, *beside = record.policies
    learned = f"posterior {version}" if version else "nothing learned yet"
    prior = ", on a prior of its own people" if record.prior else ""
    return replace(
        drawer,
        funnel=f"From {count(opened(record))} {'task' if opened(record) == 1 else 'tasks'} to one",
        steps=steps_of(record),
        asked=f"{served} with {learned}{prior}. Bold: what each policy prefers.",
        policy=served,
        colour=of_policy(served),
        beside=[short(it) for it in beside],
        candidates=candidates_of(record),
        shadows=shadows_of(record),
    )


def _facts(seen: PickSeen) -> list[Moment]:
    """Return what stays counted of a pick whose record is gone."""
    fact, choice = seen.fact, seen.fact.choice
    due = next((words for it, words in DUES.items() if it == choice.due), UNKNOWN)
    length = next((words for it, words in LENGTHS.items() if it == choice.minutes), UNKNOWN)
    agreeing = len(choice.targets) - fact.disagreeing
    return [
        Moment("Served by", f"{fact.policy}, version {fact.policy_version}"),
        Moment("Candidates", f"{count(fact.candidates)}, {count(choice.barred)} barred"),
        Moment("Due", due),
        Moment("Priority", choice.priority.upper()),
        Moment("Length", length),
        Moment("Shadows", f"{agreeing} of {len(choice.targets)} would have shown the same"),
    ]
