"""The doors of spaces."""

from .kinds import ALL, FACILITATOR, MEMBER, OPENS_SPACES, PERSON, READ, SECRET

DOORS = {
    # spaces
    ("GET", "/spaces"): ALL,
    ("GET", "/spaces/new"): OPENS_SPACES,
    ("POST", "/spaces"): OPENS_SPACES,
    ("GET", "/spaces/<slug>"): READ,
    ("PUT", "/spaces/<slug>"): FACILITATOR,
    ("GET", "/spaces/<slug>/edit"): FACILITATOR,
    ("GET", "/spaces/<slug>/archival"): FACILITATOR,
    ("POST", "/spaces/<slug>/archival"): FACILITATOR,
    ("DELETE", "/spaces/<slug>/archival"): "l433333",  # it is not archived
    ("GET", "/spaces/<slug>/actors.css"): READ,
    ("GET", "/spaces/<slug>/actors"): FACILITATOR,
    ("POST", "/spaces/<slug>/actors"): FACILITATOR,
    ("GET", "/actors/<int:id>"): FACILITATOR,
    ("PUT", "/actors/<int:id>"): FACILITATOR,
    ("PUT", "/actors/<int:id>/position"): FACILITATOR,
    ("PUT", "/actors/<int:id>/delegate"): FACILITATOR,
    ("DELETE", "/actors/<int:id>"): FACILITATOR,
    ("GET", "/spaces/<slug>/organizations"): FACILITATOR,
    ("POST", "/spaces/<slug>/organizations"): FACILITATOR,
    ("GET", "/organizations/<int:id>"): FACILITATOR,
    ("PUT", "/organizations/<int:id>"): FACILITATOR,
    ("DELETE", "/organizations/<int:id>"): FACILITATOR,
    ("GET", "/spaces/<slug>/members"): MEMBER,
    ("GET", "/members/<int:id>"): FACILITATOR,
    ("PUT", "/members/<int:id>"): FACILITATOR,
    ("GET", "/members/<int:id>/departure"): "l43o3oo",  # the participant's own
    ("DELETE", "/members/<int:id>"): "l43o3oo",  # the participant's own: leaving
    ("GET", "/spaces/<slug>/membership"): "l4oooo4",  # the administrator is no member
    ("PUT", "/spaces/<slug>/membership"): "l4ooooo",
    ("GET", "/spaces/<slug>/participation"): MEMBER,  # a participant's own row: tests/spaces/test_participation.py
    ("GET", "/spaces/<slug>/rubric"): FACILITATOR,
    ("PUT", "/spaces/<slug>/rubric"): FACILITATOR,
    ("POST", "/spaces/<slug>/marks/publication"): FACILITATOR,
    ("GET", "/members/<int:id>/marks"): FACILITATOR,
    ("POST", "/members/<int:id>/marks"): FACILITATOR,
    ("GET", "/spaces/<slug>/cards"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards/preview"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards/sheet"): FACILITATOR,
    ("POST", "/members/<int:id>/code"): FACILITATOR,
    ("DELETE", "/members/<int:id>/code"): FACILITATOR,
    ("GET", "/spaces/<slug>/invitations"): FACILITATOR,
    ("POST", "/spaces/<slug>/invitations"): FACILITATOR,
    ("POST", "/spaces/<slug>/people"): FACILITATOR,
    ("POST", "/spaces/<slug>/people/preview"): FACILITATOR,
    ("GET", "/invitations/<int:id>"): SECRET,
    ("DELETE", "/invitations/<int:id>"): SECRET,
    ("GET", "/join/<token>"): ALL,
    ("POST", "/join/<token>"): PERSON,
}
