"""PAPERS of minutes, as institutions sign them: what the minutes hold in, a file's bytes out. They leave the house, so
they say «usted». A paper is a list of blocks, which each format writes in its own way."""

import importlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_time, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...errors import Invalid
from .. import Format, _slug, layout


@dataclass(slots=True)
class Block:
    """`kind`: title, subtitle, heading, item (a heading below one), text, quote, note, list or table. `label` stands
    before the words in bold; `rows` are of a table, below its `heads`, `widths` in parts of the whole; `tall` leaves
    room to sign in."""

    kind: str
    words: str = ""
    label: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    widths: tuple = ()
    tall: bool = False


@dataclass(slots=True)
class Paper:
    title: str
    space: str
    foot: str
    blocks: list[Block]
    date: datetime


def write(told: dict, digest: str, format: str) -> bytes:
    """`told` as `readings.meetings.content` gives it, or as it was sealed, known by `digest`."""
    if format not in FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    return FORMATS[format].write(paper(told, digest))


def filename(told: dict, format: str, what="") -> str:
    name = _slug(told["worktable"])[:60].strip("-") or "tinkuy"
    return f"{name}-{_slug(what or _('Acta'))}-{told['number']}.{format}"


BLANK = 12  # rows for who was not expected


def attendance_sheet(told: dict, people: list[tuple[str, str, str]], link: str, format: str) -> bytes:
    """To be signed in the room: `people` are (name, organization, territory) of those who were asked to come."""
    if format not in FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    title = _("Lista de asistencia de la sesión %(n)s", n=told["number"])
    about = " · ".join(filter(None, (told["worktable"], _moment(told["starts_at"], told), told["place"])))
    heads = [_("N.º"), _("Nombre y apellidos"), _("Organización"), _("Territorio"), _("Firma")]
    rows = [[str(n), *person, ""] for n, person in enumerate(people, start=1)]
    rows += [["", "", "", "", ""] for _n in range(BLANK)]
    said = _("Lo que se anote aquí constará en el acta, que puede publicarse.")
    blocks = [
        Block("title", f"{title}: {told['title']}" if told["title"] else title),
        Block("subtitle", about),
        Block("note", f"{said} {_('También puede anotarse en %(link)s.', link=link)}" if link else said),
        Block("table", heads=heads, rows=rows, widths=(6, 29, 27, 16, 22), tall=True),
    ]
    made = datetime.now(UTC).replace(microsecond=0)
    return FORMATS[format].write(Paper(title, told["space"], title, blocks, made))


def paper(told: dict, digest: str) -> Paper:
    title = _("Acta de la sesión %(n)s", n=told["number"])
    full = f"{title}: {told['title']}" if told["title"] else title
    sealed = told.get("sealed")
    blocks = [Block("title", full), Block("subtitle", " · ".join(filter(None, (told["worktable"], told["space"]))))]
    if not sealed:
        blocks.append(Block("note", _("Borrador: esta acta todavía no es final y puede cambiar.")))
    blocks += [Block("text", _opening(told)), *_present(told), *_agenda(told), *_discussed(told)]
    blocks += [*_agreed(told), *_committed(told), *_remarked(told), *_signatures(told)]
    if sealed:
        words = _(
            "Acta sellada el %(day)s por %(name)s. Desde entonces no ha cambiado: quien tenga su archivo de datos "
            "(JSON) puede comprobar esta huella.",
            day=_moment(sealed["at"], told),
            name=sealed["by"],
        )
        blocks += [Block("note", words), Block("note", f"SHA-256: {digest}")]
    foot = f"{title} · {layout.fingerprint(digest)}" if sealed else f"{title} · {_('borrador')}"
    stamp = datetime.fromisoformat(sealed["at"]) if sealed else datetime.now(UTC).replace(microsecond=0)
    return Paper(full, told["space"], foot, blocks, stamp)


def _opening(told):
    """«En Lima, el viernes 13 de noviembre de 2026, a las 9:00, se reunió la mesa de trabajo «…», con 15 personas de
    9 organizaciones. La sesión terminó a las 12:30.»"""
    begun = {"day": _day(told["starts_at"], told), "time": _hour(told["starts_at"], told), "table": told["worktable"]}
    if told["place"]:
        said = _(
            "En %(place)s, el %(day)s, a las %(time)s, se reunió la mesa de trabajo «%(table)s».",
            place=told["place"],
            **begun,
        )
    else:
        said = _("El %(day)s, a las %(time)s, se reunió la mesa de trabajo «%(table)s».", **begun)
    if told["attendance"]:
        organizations = {one["organization"] for one in told["attendance"] if one["organization"]}
        people = ngettext("Asistió %(num)d persona", "Asistieron %(num)d personas", len(told["attendance"]))
        of = ngettext("de %(num)d organización", "de %(num)d organizaciones", len(organizations))
        said += f" {people} {of}." if organizations else f" {people}."
    if told["ends_at"]:
        said += " " + _("La sesión terminó a las %(time)s.", time=_hour(told["ends_at"], told))
    return said


def _present(told):
    if not told["attendance"]:
        return []
    rows = [
        [str(n), one["name"], one["organization"], one["actor"], one["territory"]]
        for n, one in enumerate(told["attendance"], start=1)
    ]
    heads = [_("N.º"), _("Nombre y apellidos"), _("Organización"), _("Actor"), _("Territorio")]
    return [Block("heading", _("Asistencia")), Block("table", heads=heads, rows=rows, widths=(6, 28, 32, 18, 16))]


def _agenda(told):
    lines = []
    for item in told["items"]:
        documents = ", ".join(one["code"] for one in item["documents"])
        lines.append(
            Block("list", f"{item['title']} ({documents})" if documents else item["title"], f"{item['number']}.")
        )
    return [Block("heading", _("Agenda")), *lines]


def _discussed(told):
    blocks = [Block("heading", _("Desarrollo"))]
    for item in told["items"]:
        blocks.append(Block("item", f"{item['number']}. {item['title']}"))
        if item["approved_at"]:
            blocks.append(Block("text", _("El acta de la sesión %(n)s quedó aprobada.", n=item["previous"])))
        blocks += [Block("text", words) for words in _paragraphs(item["discussed"])]
        for one in item["observations"]:
            label = _("Observación %(n)s a %(code)s", n=one["number"], code=one["document"])
            if one["clause"]:
                label += ", " + _("apartado %(number)s", number=one["clause"])
            who = ", ".join(part for part in (one["name"], one["organization"]) if part)
            said = one["comment"] or _("(parte confidencial)")
            proposed = f" {_('Propone:')} «{one['proposal']}»." if one["proposal"] else ""
            blocks.append(Block("quote", f"{said}{proposed}", f"{label} ({who})." if who else f"{label}."))
        blocks += [Block("quote", one["text"], _("Acuerdo %(n)s.", n=one["number"])) for one in item["agreements"]]
        if not (item["discussed"] or item["observations"] or item["agreements"] or item["approved_at"]):
            blocks.append(Block("text", _("Sin desarrollo.")))
    return blocks


def _agreed(told):
    agreed = [one for item in told["items"] for one in item["agreements"]]
    if not agreed:
        return [Block("heading", _("Acuerdos")), Block("text", _("La sesión no tomó acuerdos."))]
    return [Block("heading", _("Acuerdos")), *(Block("list", one["text"], f"{one['number']}.") for one in agreed)]


def _committed(told):
    rows = [
        [
            one["text"],
            one["owner"] or "—",
            layout.long_date(date.fromisoformat(one["due_on"])) if one["due_on"] else "—",
        ]
        for item in told["items"]
        for one in item["commitments"]
    ]
    if not rows:
        return []
    heads = [_("Compromiso"), _("Responsable"), _("Hasta")]
    return [Block("heading", _("Compromisos")), Block("table", heads=heads, rows=rows, widths=(54, 26, 20))]


def _remarked(told):
    if not told["remarks"]:
        return []
    blocks = [Block("heading", _("Observaciones al acta"))]
    for one in told["remarks"]:
        about = f"{one['name']} ({one['item']})." if one["item"] else f"{one['name']}."
        blocks.append(Block("quote", one["text"], about))
        if one["answer"]:
            blocks.append(Block("quote", one["answer"], _("Respuesta de la secretaría.")))
    return blocks


def _signatures(told):
    if not told["attendance"]:
        return []
    rows = [
        [one["name"], "\n".join(part for part in (one["organization"], one["actor"]) if part), ""]
        for one in told["attendance"]
    ]
    said = _("Quienes asistieron firman en señal de conformidad con lo que dice esta acta.")
    heads = [_("Nombre y apellidos"), _("Organización y actor"), _("Firma")]
    table = Block("table", heads=heads, rows=rows, widths=(34, 34, 32), tall=True)
    return [Block("heading", _("Firmas")), Block("text", said), table]


def _paragraphs(words):
    return [part.strip() for part in words.split("\n\n") if part.strip()]


def _here(moment, told):
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(told["timezone"]))


def _day(moment, told):
    return format_date(_here(moment, told).date(), _("EEEE d 'de' MMMM 'de' y"))


def _hour(moment, told):
    return format_time(_here(moment, told).time(), "H:mm", rebase=False)


def _moment(moment, told):
    return _("%(day)s, %(time)s", day=_day(moment, told), time=_hour(moment, told))


def _later(module):
    def write(paper):
        return importlib.import_module(f".{module}", __name__).write(paper)

    return write


FORMATS = {
    name: Format(name, name, mimetype, label, _later(f"_{name}"))
    for name, mimetype, label in (
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _l("Word (DOCX)")),
        ("odt", "application/vnd.oasis.opendocument.text", _l("LibreOffice (ODT)")),
        ("pdf", "application/pdf", _l("PDF para imprimir")),
    )
}
