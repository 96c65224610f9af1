"""A summary in words: what stands in its columns, and the letter to who observed."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ..observations.words import kind_name, resolution_name

PARTS = ("comment", "proposal", "reason")


def resolution_words(observation: dict) -> str:
    return resolution_name(observation["resolution"]) if observation["resolution"] else _("Sin respuesta")


def withheld(observation: dict) -> str:
    """That a part is not published; "" where all of it is."""
    return _("(Una parte es confidencial y no se publica.)") if set(observation["confidential"]) & set(PARTS) else ""


def answered(observation: dict) -> list[str]:
    """The answer, line by line: what was decided and why, and how it reads now."""
    lines = [" ".join(filter(None, (f"{resolution_words(observation)}.", observation["answer"])))]
    if observation["wording"]:
        lines.append(_("Redacción que se aplica: «%(words)s»", words=observation["wording"]))
    if observation["applied"]:
        lines.append(_("Se aplica en la versión %(n)s.", n=observation["applied"]))
    return lines


def letter_lines(content: dict, letter) -> list[tuple[str, str]]:
    """(style, words) of a letter: title, text, heading, quote, answer. To institutions one says «usted»."""
    told, count = content["summary"], len(letter.observations)
    lines = [
        ("title", _("Qué resultó de sus observaciones")),
        ("note", " · ".join(filter(None, (told["space"], told["worktable"])))),
        ("text", _("Señores de %(name)s:", name=letter.name) if _is_body(letter) else _("%(name)s:", name=letter.name)),
        (
            "text",
            ngettext(
                "En el proceso «%(worktable)s» se recibió %(num)d observación suya. Esto es lo que resultó de ella.",
                "En el proceso «%(worktable)s» se recibieron %(num)d observaciones suyas. Esto es lo que resultó de "
                "cada una.",
                count,
                worktable=told["worktable"],
            ),
        ),
    ]
    before = None
    for document, observation in letter.observations:
        if document["code"] != before:
            lines.append(("heading", f"{document['code']} · {document['title']}"))
            before = document["code"]
        lines.append(("label", _label(observation)))
        lines += [("quote", words) for words in (observation["comment"] or withheld(observation),) if words]
        lines += [("answer", words) for words in answered(observation)]
    lines.append(("text", _("Le agradecemos el tiempo que puso en leer y escribir.")))
    lines.append(("text", _("Secretaría de la mesa de trabajo")))
    if told["contact"]:
        lines.append(("note", told["contact"]))
    return lines


def letter_words(content: dict, letter, address: str) -> tuple[str, str]:
    """(subject, body) of the same as a mail."""
    told = content["summary"]
    marks = {"heading": "\n{}\n", "label": "\n{}", "quote": "  «{}»", "answer": "  → {}", "text": "\n{}"}
    body = "\n".join(marks.get(style, "{}").format(words) for style, words in letter_lines(content, letter)[2:])
    whole = _("El resumen completo está en %(address)s", address=address)
    return _("Qué resultó de sus observaciones: %(title)s", title=told["worktable"]), f"{body.strip()}\n\n{whole}"


def _is_body(letter):
    return bool(letter.observations[0][1]["organization"])


def _label(observation):
    place = _("Apartado %(n)s", n=observation["clause"]) if observation["clause"] else _("Todo el documento")
    return " · ".join((_("Observación %(n)s", n=observation["number"]), place, kind_name(observation["kind"])))
