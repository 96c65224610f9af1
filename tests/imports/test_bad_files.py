"""Files that are not what they should be: one sentence each, naming the file, the reason and what would be right."""

import io
import json
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from forum import imports
from forum.imports import process
from tests.imports.files import (
    NAMESPACES,
    STYLES,
    W,
    cell,
    compound_file,
    consultation,
    docx,
    odt,
    p,
    package,
    tbl,
    tc,
    tr,
    xlsx,
)

GOOD = docx(consultation("Sembrar"))
GOOD_ODT = odt(
    "<table:table>"
    + "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in texts)}"
        "</table:table-row>"
        for texts in (("Actor", "Ideas"), ("ONG", "1"))
    )
    + "</table:table>"
)
GOOD_SHEET = (
    f'<sheetData><row r="1">{cell("A1", "Actor")}{cell("B1", "Ideas")}</row>'
    f'<row r="2">{cell("A2", "ONG")}{cell("B2", "1")}</row></sheetData>'
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def encrypted_zip():
    """A ZIP file that says of each part that it is encrypted."""
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def test_the_good_ones_are_read(best):
    """What follows is refused for what it says and for nothing else."""
    assert best(GOOD, "t.docx")[2] == [(["Municipio"], [["Sembrar"]])]
    assert best(GOOD_ODT, "t.odt")[2] == [(["ONG"], [["1"]])]
    assert best(xlsx(GOOD_SHEET), "t.xlsx")[2] == [(["ONG"], [["1"]])]


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b"", "tabla.docx", "está vacío"),
        (b" \r\n", "tabla.csv", "está vacío"),
        # Not what their name says
        (PNG, "tabla.docx", "no es lo que su nombre dice, contiene una imagen"),
        (b"%PDF-1.7 ...", "tabla.xlsx", "no es lo que su nombre dice, contiene un PDF"),
        (
            GOOD,
            "tabla.odt",
            "no es lo que su nombre dice, contiene un documento de Word. Cambia el final del nombre a .docx",
        ),
        (xlsx(GOOD_SHEET), "tabla.docx", "Cambia el final del nombre a .xlsx"),
        (b"Actor;Ideas\nONG;1\n", "tabla.docx", "contiene texto sin formato. Cambia el final del nombre a .csv"),
        (GOOD, "tabla.csv", "Cambia el final del nombre a .docx"),
        (b"<html><table></table></html>", "tabla.csv", "contiene una página web"),
        (package({"a.txt": "hola"}), "tabla.docx", "contiene un archivo comprimido"),
        (bytes(range(1, 256)) * 9, "tabla.csv", "contiene algo que aquí no se sabe leer"),
        # Other things altogether
        (PNG, "foto.png", "es una imagen. Sube la tabla en un documento DOCX, ODT, XLSX, CSV o JSON."),
        (b"{\\rtf1 hola}", "tabla.rtf", "es un documento RTF (guárdalo como .docx)"),
        (
            odt("", media="application/vnd.oasis.opendocument.spreadsheet"),
            "tabla.ods",
            "es una hoja de cálculo de LibreOffice (guárdala como .xlsx)",
        ),
        (docx(main_type="application/vnd…presentationml.presentation.main+xml"), "tabla.pptx", "es una presentación"),
        (compound_file("WordDocument"), "tabla.doc", "guárdalo como .docx y vuelve a subirlo"),
        (compound_file("WordDocument"), "tabla.docx", "es un documento de Word antiguo"),
        (compound_file("Workbook"), "tabla.xls", "guárdalo como .xlsx y vuelve a subirlo"),
        # Passwords
        (
            compound_file("EncryptionInfo", "EncryptedPackage"),
            "tabla.docx",
            "está protegido con contraseña. Quítale la contraseña y vuelve a subirlo.",
        ),
        (encrypted_zip(), "tabla.docx", "está protegido con contraseña"),
        (
            odt(manifest='<manifest:encryption-data manifest:checksum="x"/>'),
            "tabla.odt",
            "está protegido con contraseña",
        ),
        # Damaged
        (GOOD[: len(GOOD) // 2], "tabla.docx", "está dañado o incompleto"),
        (GOOD[:-30], "tabla.docx", "está dañado o incompleto"),
        (
            GOOD.replace(b"PK\x03\x04", b"PK\x03\x05", 3).replace(b"PK\x03\x05", b"PK\x03\x04", 1),
            "tabla.docx",
            "dañado",
        ),
        (docx("<w:p>"), "tabla.docx", "está dañado o incompleto"),
        (
            package({"[Content_Types].xml": "wordprocessingml.document.main+xml"}),
            "tabla.docx",
            "está dañado o incompleto",
        ),
        (xlsx("<sheetData><row><c"), "tabla.xlsx", "está dañado o incompleto"),
        (b'{"format": "tinkuy.matrix",', "tabla.json", "No es un archivo JSON bien formado."),
        (b'{"format": "otra"}', "tabla.json", "No es una matriz de Tinkuy"),
        # Without a matrix
        (docx(p("Solo texto")), "tabla.docx", "no tiene ninguna tabla"),
        (odt("<text:p>Solo texto</text:p>"), "tabla.odt", "no tiene ninguna tabla"),
        (xlsx("<sheetData/>"), "tabla.xlsx", "no tiene ninguna tabla"),
        (docx(tbl(tr(tc("Todo", span=3)), tr(tc("unido", span=3)))), "tabla.docx", "solo celdas unidas o encabezados"),
        (
            docx(tbl(tr(*(tc(c, merge="restart") for c in "abc")), tr(*(tc(merge="continue") for _ in "abc")))),
            "tabla.docx",
            "solo celdas unidas o encabezados",
        ),
        (docx(tbl(tr("Actor", "Ideas"))), "tabla.docx", "solo celdas unidas o encabezados"),
        (docx(tbl(tr("Actor"), tr("ONG"))), "tabla.docx", "solo celdas unidas o encabezados"),
        (b"una sola palabra", "tabla.csv", "solo celdas unidas o encabezados"),
        # Programs
        (
            docx(consultation("1"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "t.docm",
            "macros",
        ),
        (docx(consultation("1"), **{"word__vbaProject.bin": b"\0"}), "tabla.docx", "contiene macros"),
        (xlsx(GOOD_SHEET, **{"xl__vbaProject.bin": b"\0"}), "tabla.xlsx", "contiene macros"),
        (odt(**{"Basic__Standard__Module1.xml": "<m/>"}), "tabla.odt", "contiene macros"),
        (odt(**{"Scripts__python__x.py": "1"}), "tabla.odt", "contiene macros"),
        # Entities
        (
            docx(**{"word__document.xml": f"{LAUGHS}<w:document {W}>&c;</w:document>"}),
            "tabla.docx",
            "declara entidades",
        ),
        (
            docx(**{"word__document.xml": f"{LAUGHS}<w:document {W}>&c;</w:document>".encode("utf-16")}),
            "tabla.docx",
            "declara entidades",
        ),
        (docx(consultation("1"), styles=f"{LAUGHS}{STYLES}"), "tabla.docx", "declara entidades"),
        (
            odt(**{"content.xml": f"{LAUGHS}<office:document-content {NAMESPACES}>&c;</office:document-content>"}),
            "tabla.odt",
            "declara entidades",
        ),
        (xlsx(GOOD_SHEET, **{"xl__sharedStrings.xml": f"{LAUGHS}<sst>&c;</sst>"}), "tabla.xlsx", "declara entidades"),
        # Too much of something
        (docx(tbl(tr(*["x"] * 5000), tr(*["x"] * 5000))), "tabla.docx", "200 columnas"),
        (docx(tbl(*[tr(*["x"] * 10)] * 10_000)), "tabla.docx", "2\u00a0000 filas"),
        (docx(tbl(tr("Actor", tc("Ideas", span=2_000_000_000)), tr("ONG", "1"))), "tabla.docx", "200 columnas"),
        (docx("<w:tbl><w:tr><w:tc>" * 5_000), "tabla.docx", "unas dentro de otras"),
        (
            docx("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000),
            "tabla.docx",
            "unas dentro de otras",
        ),
        (b"[" * 1_000_000, "tabla.json", "unas dentro de otras"),
    ],
)
def test_one_sentence_names_the_file_and_the_reason(without_process, refused, data, filename, reason):
    says_one_sentence(refused, data, filename, reason)


@pytest.mark.parametrize(
    ("data", "filename", "reason"),
    [
        (b'{"x": [' + b"[]," * 2_000_000 + b"1]}", "tabla.json", "demasiada memoria"),
        (docx(tbl(*[tr(*["x"] * 200)] * 260)), "tabla.docx", "50\u00a0000 entradas"),
        (docx("<w:p>"), "tabla.docx", "está dañado o incompleto"),
    ],
)
def test_the_process_says_the_same(refused, data, filename, reason):
    says_one_sentence(refused, data, filename, reason)


def says_one_sentence(refused, data, filename, reason):
    sentence = refused(data, filename)
    assert sentence.startswith(f"No se pudo leer «{filename}»: ")
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_fifty_megabytes_are_refused_unread(refused):
    sentence = refused(bytes(50 * 1024 * 1024), "grande.docx")
    assert sentence == (
        "No se pudo leer «grande.docx»: pesa más de 20 MB. Quítale las imágenes o divídelo y vuelve a subirlo."
    )


def test_the_name_is_shown_without_folders_and_tricks(refused):
    assert "«tabla.docx»" in refused(b"", "C:\\Users\\ana\\tabla.docx")
    assert "«cod.exe»" in refused(b"", "../..//\u202ecod.\x07exe")
    assert "«archivo sin nombre»" in refused(b"", "\u200b")
    assert len(refused(b"", "x" * 5_000 + ".docx")) < 200


# What is large only when it is opened. Each is read in a fresh process that then tells how much its child needed.

PEAK = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdin=open(sys.argv[1], "rb"), capture_output=True, check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(json.dumps([json.loads(done.stdout).get("refused"), peak]))
"""


def zip_bomb():
    """Two hundred megabytes of blanks in a document of two hundred kilobytes."""
    return docx(consultation("1"), **{"word__settings.xml": b" " * (190 * 1024 * 1024)})


def lying_bomb():
    """The same, with a directory that says it is small."""
    data = bytearray(docx(**{"word__document.xml": b" " * (100 * 1024 * 1024)}))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        size = struct.pack("<I", file.getinfo("word/document.xml").file_size)
    return bytes(data.replace(size, struct.pack("<I", 1000)))


def many_parts():
    return package({f"word/{i}.xml": "" for i in range(20_000)} | {"[Content_Types].xml": ""})


def millions_of_elements(number=3_000_000):
    """Sixty megabytes of XML that become gigabytes as a tree."""
    words = "".join(f"<w:p a='{i}'/>" for i in range(number))
    return docx(**{"word__document.xml": f"<w:document {W}><w:body>{words}</w:body></w:document>"})


def claimed_rows():
    """A sheet that says it has a million rows of sixteen thousand cells, and a blank cell in many of them."""
    rows = "".join(f'<row r="{i}"><c r="XFD{i}" s="0"/></row>' for i in range(3, 200_000, 3))
    sheet = GOOD_SHEET.replace("</sheetData>", f"{rows}</sheetData>")
    return xlsx(f'<dimension ref="A1:XFD1048576"/>{sheet}')


def crowded_sheet():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(2_500):
        sheet.append(["x"] * 40)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "suffix", "code"),
    [
        (zip_bomb, "docx", "bomb"),
        (lying_bomb, "docx", "damaged"),
        (many_parts, "docx", "bomb"),
        (millions_of_elements, "docx", "too_big"),
        (claimed_rows, "xlsx", None),
        (crowded_sheet, "xlsx", "too_large"),
    ],
)
def test_memory_stays_bounded(tmp_path, make, suffix, code):
    path = tmp_path / f"archivo.{suffix}"
    path.write_bytes(make())
    reader = process.command(suffix, {"headings": {}, "states": {}})
    done = subprocess.run([sys.executable, "-c", PEAK, path, *reader], capture_output=True, check=True)
    refused, megabytes = json.loads(done.stdout)
    assert refused == code
    assert megabytes < 800


def test_it_is_the_limit_that_bounds_it(monkeypatch, refused):
    """The twin of the tests above: the same file under two limits."""
    data = millions_of_elements(400_000)
    assert "no tiene ninguna tabla" in refused(data, "tabla.docx")
    lower = process.START.replace(
        "from readers.main", "from readers import bounds; bounds.MEMORY >>= 3; from readers.main"
    )
    monkeypatch.setattr(process, "START", lower)
    assert "abrirlo necesita demasiada memoria" in refused(data, "tabla.docx")


class TestTheProcess:
    def test_one_that_takes_too_long_is_ended(self, monkeypatch, refused):
        monkeypatch.setattr(process, "SECONDS", 0.3)
        monkeypatch.setattr(process, "START", "import time; time.sleep(600)")
        assert "se tarda demasiado en abrirlo" in refused(GOOD, "tabla.docx")

    def test_one_that_dies_is_a_sentence(self, monkeypatch, refused):
        monkeypatch.setattr(process, "START", "import os; os.kill(os.getpid(), 11)")
        assert "abrirlo necesita demasiada memoria" in refused(GOOD, "tabla.docx")

    def test_it_knows_nothing_of_the_house(self, monkeypatch):
        monkeypatch.setenv("TINKUY_SECRET_KEY", "no es asunto suyo")
        start = process.START.rpartition(";")[0]
        told = (
            f"{start}; import json, os, resource; from readers.main import read; from readers import main;"
            " sys.stdin.buffer.read(); main.limit();"
            " print(json.dumps({'environment': dict(os.environ), 'modules': list(sys.modules),"
            " 'memory': resource.getrlimit(resource.RLIMIT_AS)[1],"
            " 'files': resource.getrlimit(resource.RLIMIT_FSIZE)[1]}))"
        )
        monkeypatch.setattr(process, "START", told)
        answer = process.read(GOOD, "docx", {})
        assert not [name for name in answer["environment"] if name.startswith("TINKUY")]
        assert not {"flask", "sqlalchemy", "forum", "gevent"} & set(answer["modules"])
        assert (answer["memory"], answer["files"]) == (768 * 1024 * 1024, 0)

    def test_when_all_turns_are_taken_one_is_told_to_come_back(self, monkeypatch):
        monkeypatch.setattr(process, "SECONDS", 0.1)
        for _ in range(process.AT_ONCE):
            process.turns.acquire()
        try:
            with pytest.raises(imports.TooMany) as error:
                imports.read(GOOD, "tabla.docx")
        finally:
            for _ in range(process.AT_ONCE):
                process.turns.release()
        assert error.value.message == (
            "Todavía no se pudo leer «tabla.docx»: se están leyendo otros archivos. "
            "Vuelve a subirlo dentro de un minuto."
        )
        assert json.dumps(error.value.as_dict())
