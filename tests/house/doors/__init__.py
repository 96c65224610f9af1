"""The table of every door and every kind of person.

A row is an address, a method and seven letters: visitor, outsider, observer, participant, moderator, facilitator,
administrator. `o` gets through, `l` is sent to log in, `3` is told no (403), `4` learns nothing (404). A door without
a row fails the suite. Asked in a space for members; in a public one the readings are open to the first two as well.
"""

from . import figures, forums, matrices, moderation, site, spaces, worktables
from .kinds import FACILITATOR, KINDS, MODERATOR, PARTICIPANT, READ

__all__ = ["DOORS", "FACILITATOR", "KINDS", "MODERATOR", "PARTICIPANT", "READ"]

DOORS = site.DOORS | spaces.DOORS | forums.DOORS | moderation.DOORS | worktables.DOORS | matrices.DOORS | figures.DOORS
