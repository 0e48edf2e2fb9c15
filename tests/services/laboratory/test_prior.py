"""The prior that is shipped is the one that `oo prior learn` makes, to the byte."""

from core.bandit.shipped import FILE, whole
from core.laboratory import CARD, PRIOR
from core.settings import ROOT
from core.sim.card import card
from core.sim.persona_file import read_personas
from core.sim.pioneers import SET, learn

SEED = 1


def test_the_shipped_prior_and_its_card_can_be_made_again():
    learned = learn(SEED)

    assert learned.dump() == PRIOR.read_text("utf-8")
    assert card(learned, SEED) == CARD.read_text("utf-8")


def test_nobody_who_judges_the_prior_taught_it():
    taught = {it.id for it in read_personas(SET)}

    assert not taught & {it.id for it in read_personas("heldout")}
    assert f"{len(taught)} personas of training" in whole().made_of
    assert ROOT / "core" / "bandit" / FILE == PRIOR
