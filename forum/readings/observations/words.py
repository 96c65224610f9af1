"""What kinds, states and answers are called."""

from flask_babel import gettext as _


def kind_name(kind: str) -> str:
    return {"general": _("general"), "technical": _("técnica"), "editorial": _("de redacción")}[kind]


def resolution_name(kind: str) -> str:
    return {
        "accepted": _("Aceptada"),
        "changed": _("Aceptada con cambios"),
        "rejected": _("No aceptada"),
        "noted": _("Se toma nota"),
        "withdrawn": _("Retirada"),
        "out_of_scope": _("Fuera de alcance"),
    }[kind]


def standing_name(standing: str) -> str:
    return {
        "unconfirmed": _("sin confirmar"),
        "waiting": _("espera la revisión de la secretaría"),
        "published": _("publicada"),
        "refused": _("no se publica"),
    }[standing]


def origin_name(origin: str) -> str:
    return {
        "member": _("de quien participa"),
        "public": _("del público"),
        "table": _("de una tabla"),
        "word": _("de un comentario de Word"),
        "meeting": _("de una sesión"),
    }[origin]
