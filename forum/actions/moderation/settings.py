"""What a space watches for, and the reasons its moderators have ready."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...models import Space, User
from .. import action
from .log import LONGEST_REASON

MOST_LINES = 200
LONGEST_WORD = 80
FIELDS = {"watched_hold": LONGEST_WORD, "watched_flag": LONGEST_WORD, "hiding_reasons": LONGEST_REASON}


@action("moderation.change")
def change(user: User, space: Space, **lists: str) -> Space:
    """Each of `FIELDS`, one a line."""
    for name, words in lists.items():
        lines = list(dict.fromkeys(line for typed in words.splitlines() if (line := " ".join(typed.split()))))
        if len(lines) > MOST_LINES:
            raise Invalid(fields={name: _("Escribe como mucho %(n)s renglones.", n=MOST_LINES)})
        if any(len(line) > FIELDS[name] for line in lines):
            raise Invalid(fields={name: _("Un renglón lleva como mucho %(n)s letras.", n=FIELDS[name])})
        setattr(space, name, "\n".join(lines))
    record("space.changed", user, space)
    return space
