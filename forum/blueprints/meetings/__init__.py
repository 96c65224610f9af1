"""Doors of the meetings: the series of a working table, agendas, invitations, who came, the minutes."""

from flask import Blueprint

blueprint = Blueprint("meetings", __name__)

from . import agenda, attending, checking_in, minutes, papers, phases, reading, setting_up  # noqa: E402, F401 - they hang their routes on it
