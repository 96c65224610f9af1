"""The doors of what one is told, and of moderation."""

from .kinds import FACILITATOR, MEMBER, MODERATOR, PERSON, READ

DOORS = {
    # what one is told
    ("GET", "/notifications"): PERSON,
    ("GET", "/notifications/count"): PERSON,
    ("GET", "/notifications/<int:id>"): "l44o444",  # the participant's own
    ("POST", "/notifications/reading"): PERSON,
    ("GET", "/mail/off/<token>"): "4444444",  # without a letter's token; tests/notifications has one
    ("POST", "/mail/off/<token>"): "4444444",
    ("GET", "/forums/<int:id>/feed"): READ,
    ("GET", "/threads/<int:id>/feed"): READ,
    ("GET", "/spaces/<slug>/calendar.ics"): READ,
    ("POST", "/follows/feeds"): PERSON,
    ("GET", "/follows"): PERSON,
    ("PUT", "/follows/mail"): PERSON,
    ("GET", "/spaces/<slug>/follow"): MEMBER,
    ("PUT", "/spaces/<slug>/follow"): MEMBER,
    ("GET", "/forums/<int:id>/follow"): MEMBER,
    ("PUT", "/forums/<int:id>/follow"): MEMBER,
    ("GET", "/threads/<int:id>/follow"): MEMBER,
    ("PUT", "/threads/<int:id>/follow"): MEMBER,
    ("GET", "/members/<int:id>/follow"): MEMBER,
    ("PUT", "/members/<int:id>/follow"): MEMBER,
    # moderation
    ("GET", "/moderation"): "l333ooo",
    ("POST", "/moderation/decisions"): MODERATOR,
    ("GET", "/posts/<int:id>/flag"): "l433ooo",  # the participant's own: nobody flags that
    ("POST", "/posts/<int:id>/flag"): "l433ooo",
    ("GET", "/posts/<int:id>/appeal"): "l43o333",  # the participant's own
    ("POST", "/posts/<int:id>/appeal"): "l43o333",
    ("GET", "/posts/<int:id>/notes"): MODERATOR,
    ("POST", "/posts/<int:id>/notes"): MODERATOR,
    ("GET", "/posts/<int:id>/thread"): MODERATOR,
    ("POST", "/posts/<int:id>/thread"): MODERATOR,
    ("GET", "/threads/<int:id>/forum"): MODERATOR,
    ("PUT", "/threads/<int:id>/forum"): MODERATOR,
    ("GET", "/threads/<int:id>/merging"): MODERATOR,
    ("POST", "/threads/<int:id>/merging"): MODERATOR,
    ("GET", "/members/<int:id>/moderation"): MODERATOR,
    ("POST", "/members/<int:id>/sanctions"): MODERATOR,
    ("POST", "/members/<int:id>/notes"): MODERATOR,
    ("GET", "/decisions/<int:id>"): "l44oooo",  # about the participant
    ("POST", "/decisions/<int:id>/undoing"): "l443ooo",
    ("GET", "/spaces/<slug>/moderation"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/summary"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/log"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/settings"): FACILITATOR,
    ("PUT", "/spaces/<slug>/moderation/settings"): FACILITATOR,
    ("GET", "/spaces/<slug>/membership/decisions"): MEMBER,  # about themselves
}
