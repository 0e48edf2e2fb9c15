"""The receipt of a tip."""

import pytest

from core.domain.ids import TipId, new_id
from core.errors import NotFound
from tests.fakes.builders import an_identity


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def test_the_receipt_says_why_and_by_what_chance(world, ada):
    shown = await world.tip(ada)

    receipt = await world.core.explain_tip(ada, shown.tip_id)

    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    assert receipt.text == shown.card.text
    assert (receipt.chance, receipt.policy, receipt.policy_version) == (1 / 3, "random", 0)
    assert receipt.reasons[0].weight == 1.0
    assert receipt.link.endswith(tip.task.id)
    assert receipt.shown_at.isoformat() == "2026-11-22T13:00:00+01:00"
    assert len(receipt.number) == 9


@pytest.mark.parametrize("tip_id", ["hers", "nobody's"])
async def test_a_receipt_is_for_its_user_only(world, ada, tip_id):
    eve = await world.a_person(an_identity("eve"))
    shown = await world.tip(ada)
    asked = shown.tip_id if tip_id == "hers" else TipId(new_id())

    with pytest.raises(NotFound) as refused:
        await world.core.explain_tip(eve, asked)

    assert refused.value.what == "tip"
