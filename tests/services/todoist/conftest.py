from dataclasses import replace

import pytest

from core.outbound import Outbound
from tests.services.todoist.scene import DEADLINES, scripted_scene, standin_scene


@pytest.fixture
async def standin():
    async with standin_scene() as scene:
        yield scene


@pytest.fixture
async def scripted():
    async with scripted_scene() as scene:
        yield scene


@pytest.fixture
async def outbound():
    deadlines = replace(DEADLINES, total_s=0.3)
    outbound = Outbound(allow_loopback_http=True, deadlines=deadlines)
    yield outbound
    await outbound.close()
