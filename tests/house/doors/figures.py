"""The doors of commitments and figures."""

from .kinds import FACILITATOR, MEMBER, MODERATOR, PARTICIPANT, READ

DOORS = {
    # commitments
    ("GET", "/spaces/<slug>/commitments"): READ,
    ("POST", "/spaces/<slug>/commitments"): FACILITATOR,
    ("GET", "/spaces/<slug>/commitments/new"): FACILITATOR,
    ("DELETE", "/spaces/<slug>/commitments/<int:id>/removal"): "l433344",  # it was not taken away
    ("GET", "/worktables/<int:id>/commitments"): READ,
    ("GET", "/commitments/<int:id>"): READ,
    ("PUT", "/commitments/<int:id>"): FACILITATOR,
    ("DELETE", "/commitments/<int:id>"): FACILITATOR,
    ("GET", "/commitments/<int:id>/edit"): FACILITATOR,
    ("POST", "/commitments/<int:id>/notes"): PARTICIPANT,  # the participant's own
    ("DELETE", "/commitments/<int:id>/notes/<int:note>"): "l43o444",  # one's own
    ("DELETE", "/commitments/<int:id>/notes/<int:note>/removal"): "l43o444",
    ("GET", "/commitment-notes/<int:id>/file"): "4444444",  # it has none; tests/commitments knows the others
    # indicators and their figures
    ("GET", "/spaces/<slug>/figures"): READ,
    ("GET", "/spaces/<slug>/indicators/new"): FACILITATOR,
    ("POST", "/spaces/<slug>/indicators"): FACILITATOR,
    ("DELETE", "/spaces/<slug>/indicators/<int:id>/removal"): "l433344",  # it was not taken away
    ("GET", "/indicators/<int:id>"): READ,
    ("PUT", "/indicators/<int:id>"): FACILITATOR,
    ("DELETE", "/indicators/<int:id>"): FACILITATOR,
    ("GET", "/indicators/<int:id>/edit"): FACILITATOR,
    ("GET", "/indicators/<int:id>/total"): FACILITATOR,
    ("PUT", "/indicators/<int:id>/total"): FACILITATOR,
    ("GET", "/indicators/<int:id>/organizations/<int:organization>"): READ,
    ("GET", "/indicators/<int:id>/file"): READ,
    ("GET", "/indicators/<int:id>/template"): PARTICIPANT,
    ("GET", "/indicators/<int:id>/figures/new"): PARTICIPANT,  # who has an organization
    ("POST", "/indicators/<int:id>/figures"): PARTICIPANT,
    ("POST", "/indicators/<int:id>/validation"): MODERATOR,
    ("GET", "/indicators/<int:id>/imports"): FACILITATOR,
    ("POST", "/indicators/<int:id>/imports"): FACILITATOR,
    ("GET", "/figures/<int:id>"): READ,
    ("PUT", "/figures/<int:id>"): PARTICIPANT,  # of the participant's own organization
    ("POST", "/figures/<int:id>/validation"): MODERATOR,
    ("DELETE", "/figures/<int:id>/validation"): MODERATOR,
    ("GET", "/matrices/<int:id>/exports"): MEMBER,
    ("POST", "/matrices/<int:id>/exports"): MEMBER,
    ("GET", "/matrices/<int:id>/print"): MEMBER,
    ("GET", "/exports/<int:id>"): "l44o444",  # the participant's own
    ("GET", "/exports/<int:id>/file"): "l444444",  # it is not written yet
    ("GET", "/spaces/<slug>/imports"): FACILITATOR,
    ("POST", "/spaces/<slug>/imports"): FACILITATOR,
    ("GET", "/spaces/<slug>/imports/<token>"): "l433344",  # nobody's upload
    ("POST", "/spaces/<slug>/imports/<token>"): "l433344",
    ("DELETE", "/spaces/<slug>/imports/<token>"): "l433344",
}
