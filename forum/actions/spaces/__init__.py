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
from .invitations import fixed_voice, invite, invite_people, join, revoke
from .members import change_member, choose_voice, leave, may_choose_voice, remove_member
from .people import parse_people
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
    "fixed_voice",
    "invite",
    "invite_people",
    "join",
    "leave",
    "may_choose_voice",
    "move_actor",
    "parse_people",
    "remove_actor",
    "remove_member",
    "remove_organization",
    "reopen",
    "revoke",
]
