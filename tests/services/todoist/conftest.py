import pytest

from tests.services.todoist.scene import scripted_scene, standin_scene


@pytest.fixture
async def standin():
    async with standin_scene() as scene:
        yield scene


@pytest.fixture
async def scripted():
    async with scripted_scene() as scene:
        yield scene
