import pytest

from .story import Story


@pytest.fixture
def story(world):
    return Story(world)
