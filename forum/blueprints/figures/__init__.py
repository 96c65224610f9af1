"""Doors of indicators and their figures: the list of a space, the page of one, telling, validating, files."""

from flask import Blueprint

from ...figures import written

blueprint = Blueprint("figures", __name__)
blueprint.add_app_template_filter(written, "amount")

# Pages first: an address that no number of ours fits is then not found.
from . import reading  # noqa: E402, F401, I001 - they hang their routes on it
from . import imports, indicators, papers, reporting  # noqa: E402, F401
