"""What can go wrong, said once: one family, one shape for page and JSON.

Every error carries a sentence for the person (what happened, why, what to do) and, where a form is
concerned, one sentence a field. The answer itself is made in `blueprints/errors.py`.
"""


class TinkuyError(Exception):
    """`message` is shown to people; `fields` maps a form field to what is wrong with it."""

    status = 500

    def __init__(self, message="", fields=None, **details):
        super().__init__(str(message))
        self.message = message
        self.fields = fields or {}
        self.details = details

    def as_dict(self):
        return {
            "status": self.status,
            "error": str(self.message),
            "fields": {name: str(text) for name, text in self.fields.items()},
            **self.details,
        }


class Invalid(TinkuyError):
    """What was sent cannot be taken as it is."""

    status = 422


class Forbidden(TinkuyError):
    """The person may see the thing and may not do this to it."""

    status = 403


class NotFound(TinkuyError):
    """Absent, or not to be known: the same answer for both."""

    status = 404


class Conflict(TinkuyError):
    """Somebody else was first; `details` has what is needed to choose."""

    status = 409


class TooMany(TinkuyError):
    """Too often or too much in a short time."""

    status = 429
