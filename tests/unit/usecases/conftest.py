import pytest

from tests.fakes.builders import tasks
from tests.fakes.world import a_world


@pytest.fixture
def world():
    """A world whose Todoist has three tasks."""
    return a_world(*tasks(3))
