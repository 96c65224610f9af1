"""The Word file that was sent by mail and came back: what is other in it, accepted or refused one by one."""

import html
import io
import re
import zipfile
from copy import deepcopy

import openpyxl
import pytest
from lxml import etree

from forum.extensions import db
from forum.models import Comment, Entry, ReturnedChange, Snapshot

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def full(world):
    """A matrix with some entries, all accepted."""
    world.first = world.entry("municipio", 0, "Comprar lo que se siembra cerca")
    world.second = world.entry("municipio", 0, "Publicar el menú de cada mes")
    world.third = world.entry("ong", 3, "Acompañar a las asociaciones nuevas")
    world.fourth = world.entry("ong", 3, "Medir el hambre de cada escuela")
    return world


def exported(world, format="docx", **asked):
    data = {"format": format, "state": ["accepted"]} | asked
    answer = world.client("marcela").post(f"/matrices/{world.matrix}/exports", data=data)
    assert answer.status_code == 200
    return answer.data


class Word:
    """A Word file under somebody's hands."""

    def __init__(self, data):
        self.parts = {}
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])

    def entry(self, number):
        """The paragraph of an entry."""
        for start in self.body.iter(f"{W}bookmarkStart"):
            if start.get(f"{W}name") == f"_tk_e_{number:04}":
                return start.getparent()
        raise LookupError(number)

    def texts(self, paragraph):
        return list(paragraph.iter(f"{W}t"))

    def reword(self, number, words):
        first, *rest = self.texts(self.entry(number))
        first.text = words
        for one in rest:
            one.text = ""

    def write(self, beside, words):
        """A new paragraph after that of an entry, as Enter and typing make it."""
        fresh = deepcopy(self.entry(beside))
        for mark in [*fresh.iter(f"{W}bookmarkStart"), *fresh.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        self.texts(fresh)[0].text = words
        self.entry(beside).addnext(fresh)

    def divide(self, number, first, second):
        """Enter in the middle of an entry: its bookmark begins in one paragraph and ends in the next."""
        paragraph = self.entry(number)
        rest = deepcopy(paragraph)
        self.texts(paragraph)[0].text, self.texts(rest)[0].text = first, second
        paragraph.remove(next(paragraph.iter(f"{W}bookmarkEnd")))
        rest.remove(next(rest.iter(f"{W}bookmarkStart")))
        paragraph.addnext(rest)

    def join(self, number, other):
        """Delete at the end of an entry: the next one goes on in its paragraph."""
        paragraph, gone = self.entry(number), self.entry(other)
        for child in list(gone):
            if child.tag != f"{W}pPr":
                paragraph.append(child)
        gone.getparent().remove(gone)

    def move(self, number, beside):
        self.entry(beside).addnext(self.entry(number))

    def strike(self, number):
        paragraph = self.entry(number)
        cell = paragraph.getparent()
        cell.remove(paragraph)
        if cell.find(f"{W}p") is None:
            etree.SubElement(cell, f"{W}p")

    def track(self, number, author, words):
        """What somebody typed at its end while changes were tracked."""
        run = deepcopy(next(self.entry(number).iter(f"{W}r")))
        run.find(f"{W}t").text = words
        inserted = etree.Element(f"{W}ins", {f"{W}author": author, f"{W}id": "900"})
        inserted.append(run)
        next(self.entry(number).iter(f"{W}bookmarkEnd")).addprevious(inserted)

    def comment(self, number, author, words):
        reference = etree.SubElement(etree.SubElement(self.entry(number), f"{W}r"), f"{W}commentReference")
        reference.set(f"{W}id", "7")
        said = f'<w:comment w:id="7" w:author="{author}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        self.parts["word/comments.xml"] = f'<w:comments xmlns:w="{W[1:-1]}">{said}</w:comments>'.encode()

    def forget(self):
        """As a program that drops bookmarks."""
        for mark in [*self.body.iter(f"{W}bookmarkStart"), *self.body.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)

    def saved(self):
        self.parts["word/document.xml"] = etree.tostring(self.body)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as file:
            for name, data in self.parts.items():
                file.writestr(name, data)
        return out.getvalue()


def send_back(world, data, name="corregida.docx"):
    """(number of what came back, its page)"""
    answer = world.client("marcela").post(f"/matrices/{world.matrix}/returns", data={"file": (io.BytesIO(data), name)})
    assert answer.status_code == 303, html.unescape(answer.text)[-3000:]
    return int(answer.location.rpartition("/")[2]), page(world, answer.location)


def page(world, address):
    answer = world.client("marcela").get(address)
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<(?!/?(?:ins|del))[^>]+>", "", answer.text))


def changes(world, number):
    with world.app.app_context():
        query = db.select(ReturnedChange).where(ReturnedChange.return_id == number).order_by(ReturnedChange.id)
        return {(one.kind, one.text or one.before): one.id for one in db.session.scalars(query)}


def settle(world, change, what="acceptance", status=303):
    assert world.client("marcela").post(f"/returned-changes/{change}/{what}").status_code == status


def cell(world, row, column):
    """What the cell says, of what is accepted."""
    with world.app.app_context():
        query = (
            db.select(Entry.text)
            .where(Entry.row_id == getattr(world.row, row), Entry.column_id == world.column[column])
            .where(Entry.state == "accepted", Entry.removed_at.is_(None))
            .order_by(Entry.position)
        )
        return db.session.scalars(query).all()


@pytest.mark.parametrize("format", ["docx", "odt", "xlsx"])
def test_a_file_that_comes_back_as_it_left_has_no_changes(full, format):
    number, told = send_back(full, exported(full, format), f"igual.{format}")
    assert changes(full, number) == {}
    assert "dice lo mismo que cuando salió" in told and "5 entradas siguen iguales" in told


def test_what_was_exported_is_kept_once_until_the_matrix_says_something_else(full):
    def kept():
        with full.app.app_context():
            return db.session.scalar(db.select(db.func.count()).select_from(Snapshot))

    word = Word(exported(full))
    exported(full, "odt")
    assert kept() == 1
    full.entry("ong", 2, "Otra más")
    exported(full)
    assert kept() == 2
    word.reword(full.first, "Comprar cerca")
    number, _told = send_back(full, word.saved())
    assert set(changes(full, number)) == {("reworded", "Comprar cerca")}  # against what it was when it left


def test_each_kind_of_change_is_told_and_done_when_accepted(full):
    word = Word(exported(full))
    word.reword(full.first, "Comprar lo que se siembra cerca, todo el año")
    word.write(full.second, "Pagar a los treinta días")
    word.move(full.third, full.second)
    word.strike(full.fourth)
    word.track(full.second, "Óscar Zenteno", ", en la puerta de la escuela")
    word.comment(full.accepted, "Olga Rivas", "Falta decir con qué plata")
    number, told = send_back(full, word.saved())
    found = changes(full, number)
    assert set(found) == {
        ("reworded", "Comprar lo que se siembra cerca, todo el año"),
        ("reworded", "Publicar el menú de cada mes, en la puerta de la escuela"),
        ("new", "Pagar a los treinta días"),
        ("moved", "Acompañar a las asociaciones nuevas"),
        ("gone", "Medir el hambre de cada escuela"),
        ("comment", "Falta decir con qué plata"),
    }
    assert "Comprar lo que se siembra cerca<ins>, todo el año</ins>" in told
    assert "Óscar Zenteno" in told and "Olga Rivas" in told and "6 cambios por decidir" in told
    assert cell(full, "municipio", 0) == ["Comprar lo que se siembra cerca", "Publicar el menú de cada mes"]
    for change in found.values():
        settle(full, change)
    assert cell(full, "municipio", 0)[:2] == [
        "Comprar lo que se siembra cerca, todo el año",
        "Publicar el menú de cada mes, en la puerta de la escuela",
    ]
    assert set(cell(full, "municipio", 0)[2:]) == {"Pagar a los treinta días", "Acompañar a las asociaciones nuevas"}
    assert cell(full, "ong", 3) == []
    with full.app.app_context():
        said = db.session.scalar(db.select(Comment.body).where(Comment.entry_id == full.accepted))
    assert said == "Olga Rivas, en «corregida.docx»: Falta decir con qué plata"
    assert "Todo está decidido" in page(full, f"/returns/{number}")


def test_what_happened_meanwhile_is_shown_and_nothing_is_overwritten_unseen(full):
    word = Word(exported(full))
    word.reword(full.first, "Comprar cerca y a tiempo")
    word.reword(full.second, "Publicar el menú cada semana")
    version = full.get(Entry, full.first).version
    full.client("marcela").put(
        f"/entries/{full.first}", data={"text": "Comprar primero lo de la provincia", "version": version}
    )
    number, told = send_back(full, word.saved())
    assert "En el sitio, mientras tanto: Comprar primero lo de la provincia" in told
    assert full.client("marcela").post(f"/returns/{number}/acceptance").status_code == 303
    assert cell(full, "municipio", 0) == ["Comprar primero lo de la provincia", "Publicar el menú cada semana"]
    settle(full, changes(full, number)["reworded", "Comprar cerca y a tiempo"])
    assert cell(full, "municipio", 0)[0] == "Comprar cerca y a tiempo"


def test_another_order_in_a_cell_is_one_change(full):
    facilitator = full.client("marcela")
    middle = full.entry("municipio", 0, "Pagar a los treinta días")
    word = Word(exported(full))
    word.move(full.first, middle)
    word.move(full.third, full.fourth)
    word.reword(full.second, "Publicar el menú de cada semana")
    number, told = send_back(full, word.saved())
    new = "Publicar el menú de cada semana\nPagar a los treinta días\nComprar lo que se siembra cerca"
    orders = {words: change for (kind, words), change in changes(full, number).items() if kind == "order"}
    assert set(orders) == {new, "Medir el hambre de cada escuela\nAcompañar a las asociaciones nuevas"}
    assert "Otro orden en esta celda" in told and "Antes: Comprar lo que se siembra cerca / Publicar" in told
    full.entry("municipio", 0, "Algo que llegó mientras tanto")
    assert facilitator.post(f"/returns/{number}/acceptance").status_code == 303
    assert cell(full, "municipio", 0)[0] == "Comprar lo que se siembra cerca", "an order is looked at by itself"
    settle(full, orders[new])
    there = ["Publicar el menú de cada semana", "Pagar a los treinta días", "Comprar lo que se siembra cerca"]
    assert cell(full, "municipio", 0) == [*there, "Algo que llegó mientras tanto"]
    history = page(full, f"/matrices/{full.matrix}/history")
    assert "puso en otro orden 3 entradas de una celda" in history and "leyó un archivo que volvió" in history
    assert facilitator.post(f"/matrices/{full.matrix}/undo").status_code == 303
    assert cell(full, "municipio", 0)[0] == "Comprar lo que se siembra cerca"
    # What stands in that order by now is no change; and what is not there any more cannot be put in order.
    place = {"row": full.row.ong, "column": full.column[3], "version": 1}
    facilitator.put(f"/entries/{full.third}/position", data=place)
    again, _told = send_back(full, word.saved())
    assert [words for kind, words in changes(full, again) if kind == "order"] == [new]
    for entry in (full.first, middle):
        assert facilitator.delete(f"/entries/{entry}").status_code == 303
    settle(full, changes(full, again)["order", new], status=303)
    assert "por decidir" in page(full, f"/returns/{again}")


def swapped_in_odt(data):
    """The first two bullets of the first cell, the other way round."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as changed:
        for name in file.namelist():
            part = file.read(name)
            if name == "content.xml":
                item = rb"(<text:list-item>.*?</text:list-item>)"
                part = re.sub(item + item, rb"\2\1", part, count=1)
            changed.writestr(name, part)
    return out.getvalue()


def swapped_in_xlsx(data):
    """The first two lines of the list, the other way round."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, out = book["Entradas"], io.BytesIO()
    for first, second in zip(sheet[2], sheet[3], strict=True):
        first.value, second.value = second.value, first.value
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("format", "swap"), [("odt", swapped_in_odt), ("xlsx", swapped_in_xlsx)])
def test_other_programs_tell_another_order_too(full, format, swap):
    number, _told = send_back(full, swap(exported(full, format)), f"corregida.{format}")
    found = changes(full, number)
    assert set(found) == {("order", "Publicar el menú de cada mes\nComprar lo que se siembra cerca")}
    settle(full, *found.values())
    assert cell(full, "municipio", 0) == ["Publicar el menú de cada mes", "Comprar lo que se siembra cerca"]


def test_divided_joined_and_copied_entries_are_asked_about(full):
    word = Word(exported(full))
    word.divide(full.first, "Comprar lo que se siembra", "cerca de cada escuela")
    word.join(full.third, full.fourth)
    number, _told = send_back(full, word.saved())
    found = changes(full, number)
    kinds = [kind for kind, _text in found]
    assert sorted(kinds) == ["reworded", "split", "united"]
    assert full.client("marcela").post(f"/returns/{number}/acceptance").status_code == 303
    united = next(number for (kind, _text), number in found.items() if kind == "united")
    split = found["split", "cerca de cada escuela"]
    assert cell(full, "ong", 3) == ["Acompañar a las asociaciones nuevas", "Medir el hambre de cada escuela"]
    settle(full, united)
    settle(full, split)
    assert cell(full, "ong", 3) == ["Acompañar a las asociaciones nuevasMedir el hambre de cada escuela"]
    assert "cerca de cada escuela" in cell(full, "municipio", 0)


def test_without_identities_words_and_places_say_which_is_which_and_the_page_says_so(full):
    word = Word(exported(full))
    word.reword(full.first, "Comprar lo que se siembra muy cerca")
    word.write(full.third, "Firmar un convenio con la gobernación")
    word.forget()
    number, told = send_back(full, word.saved())
    assert "ya no dice qué entrada es cuál" in told
    assert set(changes(full, number)) == {
        ("reworded", "Comprar lo que se siembra muy cerca"),
        ("new", "Firmar un convenio con la gobernación"),
    }


def test_what_is_refused_waits_again_when_asked_and_what_was_accepted_is_undone_in_the_matrix(full):
    word = Word(exported(full))
    word.reword(full.first, "Comprar cerca")
    number, _told = send_back(full, word.saved())
    change = changes(full, number)["reworded", "Comprar cerca"]
    settle(full, change, "refusal")
    assert "No se aplicó" in page(full, f"/returns/{number}") and cell(full, "municipio", 0)[0].endswith(
        "siembra cerca"
    )
    assert full.client("marcela").delete(f"/returned-changes/{change}/refusal").status_code == 303
    settle(full, change)
    assert cell(full, "municipio", 0)[0] == "Comprar cerca"
    full.client("marcela").post(f"/matrices/{full.matrix}/undo")
    assert cell(full, "municipio", 0)[0] == "Comprar lo que se siembra cerca"


def test_a_renamed_row_is_the_same_row(full):
    word = Word(exported(full))
    for text in word.body.iter(f"{W}t"):
        if text.text == "ONG":
            text.text = "Organizaciones de apoyo"
    number, _told = send_back(full, word.saved())
    assert set(changes(full, number)) == {("row", "Organizaciones de apoyo")}
    settle(full, changes(full, number)["row", "Organizaciones de apoyo"])
    assert "Organizaciones de apoyo" in page(full, f"/matrices/{full.matrix}")


def test_a_file_that_is_none_says_why_and_changes_nothing(full):
    sent = {"file": (io.BytesIO(b"hola"), "carta.docx")}
    answer = full.client("marcela").post(f"/matrices/{full.matrix}/returns", data=sent)
    assert answer.status_code == 422 and "carta.docx" in answer.text
    with full.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(ReturnedChange)) == 0
