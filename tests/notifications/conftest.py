import pytest

from .post_office import open_office
from .story import Story


@pytest.fixture
def story(world):
    return Story(world)


@pytest.fixture
def office(app):
    """A mail server, set as this site's, which takes answers at an address."""
    with open_office() as office:
        app.config["MAIL_URL"] = office.url
        app.config["REPLY_ADDRESS"] = "respuesta+{token}@tinkuy.example"
        app.config["BASE_URL"] = "https://tinkuy.example"
        yield office
