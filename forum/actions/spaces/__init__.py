"""Spaces: opening them, their actors and organizations, who takes part."""

from .actors import (
    add_actor,
    add_organization,
    change_actor,
    change_organization,
    move_actor,
    remove_actor,
    remove_organization,
)
from .invitations import (
    invite,
    invite_people,
    join,
    parse_people,
    revoke,
    standing_invitation,
)
from .members import change_member, choose_voice, leave, remove_member
from .setting_up import archive, change, create, reopen

__all__ = [
    "add_actor",
    "add_organization",
    "archive",
    "change",
    "change_actor",
    "change_member",
    "change_organization",
    "choose_voice",
    "create",
    "invite",
    "invite_people",
    "join",
    "leave",
    "move_actor",
    "parse_people",
    "remove_actor",
    "remove_member",
    "remove_organization",
    "reopen",
    "revoke",
    "standing_invitation",
]
