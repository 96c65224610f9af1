"""Lists of people as they are pasted from a letter, a sheet or a chat."""

import re

from flask_babel import gettext as _

from ...errors import Invalid
from ...mail import normal_email

MOST = 500  # people of one list
LONGEST_NAME = 120
LONGEST = 100_000  # characters of one list
# «"Quispe, Nélida" <n@x>», «Nélida Quispe <n@x>», or an address alone; bounded, so that any text is read quickly.
NAME, ADDRESS = r'"([^"]{0,200})"\s{0,9}|([^<>@;\t"]{0,200})', r"[^\s<>,;\"]"
PERSON = re.compile(rf"(?:{NAME})<([^<>\s]{{0,300}})>|({ADDRESS}{{1,100}}@{ADDRESS}{{0,300}})")
CALLED = re.compile(r"(?:[^\W\d_]|['’´ -]|\.(?= |$)){2,120}")  # what can be a name: letters, «Ma. Elena», «O’Higgins»
BETWEEN = " \t,;"


def parse_people(pasted: str) -> tuple[list[tuple[str, str]], list[str]]:
    """[(name, address)] in the order of the list, each address once; a sentence for each piece that is no person."""
    if len(pasted) > LONGEST:
        return [], [_("La lista es demasiado larga: pega como mucho %(most)s correos de una vez.", most=MOST)]
    people, wrong = {}, []
    for number, line in enumerate(pasted.splitlines(), start=1):
        for name, typed in pieces(line):
            try:
                people.setdefault(normal_email(typed), name)
            except Invalid:
                wrong.append(
                    _("Línea %(n)s: «%(piece)s» no es un correo como nombre@ejemplo.org.", n=number, piece=typed)
                )
    if len(people) > MOST:
        wrong.append(_("Son %(n)s correos y se pueden pegar %(most)s de una vez.", n=len(people), most=MOST))
    return [(name, email) for email, name in people.items()], wrong


def pieces(line):
    """(name, what should be an address) of each piece of a line; what stands between people is a piece too."""
    place = 0
    for match in PERSON.finditer(line):
        before = line[place : match.start()].strip(BETWEEN)
        quoted, plain, bracketed, alone = match.groups()
        name = quoted or plain or ""
        if alone is not None and CALLED.fullmatch(before):
            name, before = before, ""  # a row of a sheet: the name in one cell, the address in the next
        if before:
            yield "", before[:80]
        yield " ".join(name.strip(BETWEEN).split())[:LONGEST_NAME], (bracketed if alone is None else alone)[:80]
        place = match.end()
    if rest := line[place:].strip(BETWEEN):
        yield "", rest[:80]
