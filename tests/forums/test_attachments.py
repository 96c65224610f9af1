"""Files of posts: taken in, shown, kept from who may not read the post, removed, forgotten."""

import io
import os
import re
import struct
import zipfile
import zlib
from datetime import timedelta

from PIL import Image

from forum import storage
from forum.extensions import db
from forum.models import Attachment, Forum, Post
from forum.models.base import now


def photo(size=(900, 600), **options):
    """A telephone's picture, lying on its side, that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "CamaraSecreta"
    out = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(out, "JPEG", exif=exif, **options)
    return out.getvalue()


def upload(world, name, data, filename, expected=201, forum=None):
    """The number of the file; or, where it is refused, why."""
    head = f'--grenze\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'.encode()
    answer = world.client(name).post(
        f"/forums/{forum or world.forum}/attachments",
        data=head + data + b"\r\n--grenze--\r\n",
        content_type="multipart/form-data; boundary=grenze",
    )
    assert answer.status_code == expected, answer.text
    return int(re.search(r'value="(\d+)"', answer.text)[1]) if expected == 201 else answer.text


def reply(world, name, *numbers, body="Mira lo que adjunto.", expected=303, **more):
    answer = world.client(name).post(
        f"/posts/{world.post.answer}/replies", data={"body": body, "attachment": list(numbers)} | more
    )
    assert answer.status_code == expected, answer.text
    return int(re.search(r"/posts/(\d+)", answer.location)[1]) if expected == 303 else answer.text


def bytes_of(world, name, number, small=False):
    """What the browser of `name` gets; its address is good for who has no cookie."""
    answer = world.client(name).get(f"/attachments/{number}{'/thumbnail' if small else ''}")
    return world.client().get(answer.location, buffered=True) if answer.status_code == 302 else answer


def test_a_picture_is_made_anew_and_shown_with_its_post(world):
    picture = upload(world, "nelida", photo(), "feria.JPG")
    table = upload(world, "nelida", b"mes;kilos\nmayo;40\n", "kilos.csv")
    post = reply(world, "nelida", picture, table)
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert f'src="/attachments/{picture}/thumbnail" alt="feria.JPG"' in page and 'width="107" height="160"' in page
    assert f'href="/attachments/{table}" download>kilos.csv' in page and "CSV" in page
    assert "Quitar" not in page.split(f'id="aporte-{post}"')[1]
    said = world.client("olga").get(f"/members/{world.membership.nelida}/posts").text
    assert f'src="/attachments/{picture}/thumbnail"' in said
    found = world.client("olga").get("/search?q=kilos&space=compras").text
    assert f"/posts/{post}" in found and "Adjuntos" in found

    answer = bytes_of(world, "julian", picture)
    image = Image.open(io.BytesIO(answer.data))
    assert image.size == (600, 900) and not image.getexif() and b"CamaraSecreta" not in answer.data
    assert answer.mimetype == "image/jpeg" and "attachment" not in answer.headers["Content-Disposition"]
    assert Image.open(io.BytesIO(bytes_of(world, "julian", picture, small=True).data)).size == (213, 320)
    answer = bytes_of(world, "julian", table)
    assert answer.headers["Content-Disposition"].startswith("attachment") and answer.mimetype == "text/csv"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "Set-Cookie" not in answer.headers
    for format in ("md", "csv", "json", "odt"):
        paper = world.client("olga").get(f"/threads/{world.thread}/exports?format={format}").data
        if format == "odt":
            paper = zipfile.ZipFile(io.BytesIO(paper)).read("content.xml")
        assert b"kilos.csv" in paper and b"feria.JPG" in paper, format
    assert "Adjuntos: feria.JPG, kilos.csv" in world.client("olga").get(f"/threads/{world.thread}/print").text


def test_a_page_with_many_files_asks_no_more_than_with_one(world, queries):
    def asked():
        with queries() as seen:
            assert world.client("julian").get(f"/threads/{world.thread}?n={len(counts)}").status_code == 200
        counts.append(len(seen))

    counts = []
    for names in (["a.txt"], ["b.txt", "c.txt"], ["d.txt"]):
        reply(world, "nelida", *(upload(world, "nelida", name.encode(), name) for name in names))
        asked()
    assert counts[0] == counts[1] == counts[2]


def test_an_address_of_a_file_ends_and_cannot_be_made_up(world, monkeypatch):
    number = upload(world, "nelida", b"%PDF-1.7 dos", "dos.pdf")
    reply(world, "nelida", number)
    address = world.client("julian").get(f"/attachments/{number}").location
    assert world.client().get(address, buffered=True).status_code == 200
    token = address.split("/")[2]
    assert world.client().get(address.replace(token, token[:-1] + "AB"[token[-1] == "A"])).status_code == 404
    later = now().timestamp() + 3 * 3600
    monkeypatch.setattr("forum.blueprints.files.time.time", lambda: later)
    assert world.client().get(address).status_code == 404


def test_a_file_is_read_by_who_reads_its_post(world):
    number = upload(world, "julian", b"%PDF-1.7 uno", "uno.pdf")
    assert bytes_of(world, "nelida", number).status_code == 404  # not sent yet
    assert bytes_of(world, "julian", number).status_code == 200
    post = reply(world, "julian", number)
    assert bytes_of(world, "nelida", number).status_code == 200
    assert bytes_of(world, "pedro", number).status_code == 404
    world.client("nelida").post(f"/posts/{post}/flag", data={"kind": "personal", "words": "sale mi firma"})
    assert f"/attachments/{number}" in world.client("elena").get("/moderation").text
    world.client("elena").post(f"/posts/{post}/hiding", data={"reason": "fuera de tema"})
    assert [bytes_of(world, name, number).status_code for name in ("nelida", "julian", "elena")] == [404, 200, 200]
    assert "uno.pdf" not in world.client("nelida").get(f"/threads/{world.thread}").text
    assert "uno.pdf" in world.client("julian").get(f"/threads/{world.thread}").text
    assert "uno.pdf" not in world.client("nelida").get("/search?q=uno").text


def test_what_was_removed_comes_back(world):
    number = upload(world, "julian", b"%PDF-1.7 uno", "uno.pdf")
    post = reply(world, "julian", number)
    place = f"/posts/{post}/attachments/{number}/removal"
    assert world.client("nelida").post(place).status_code == 403
    assert world.client("julian").post(place).status_code == 303
    assert bytes_of(world, "julian", number).status_code == 404
    assert "uno.pdf" not in world.client("nelida").get(f"/threads/{world.thread}").text
    assert "Se quitó «uno.pdf»" in world.client("julian").get(f"/threads/{world.thread}").text
    assert world.client("julian").delete(place).status_code == 303
    assert "uno.pdf" in world.client("nelida").get(f"/threads/{world.thread}").text
    world.client("elena").post(place)
    assert "uno.pdf" not in world.client("julian").get(f"/threads/{world.thread}").text
    assert world.client("julian").delete(place).status_code == 403  # it was a moderator
    log = world.client("elena").get("/spaces/compras/moderation/log").text
    assert "quitar un archivo" in log and "uno.pdf" in log
    decision = re.search(r"/decisions/(\d+)/undoing", log)[1]
    assert world.client("elena").post(f"/decisions/{decision}/undoing").status_code == 303
    assert "uno.pdf" in world.client("nelida").get(f"/threads/{world.thread}").text
    world.client("elena").post(place)
    assert world.client("elena").delete(place).status_code == 303


def test_without_scripts_files_go_with_the_form(world):
    files = [(io.BytesIO(b"%PDF-1.7 a"), "a.pdf"), (io.BytesIO(b"solo texto"), "b.txt")]
    post = reply(world, "nelida", body="Van dos.", files=files)
    page = world.client("nelida").get(f"/threads/{world.thread}").text
    assert "a.pdf" in page and "b.txt" in page and world.get(Post, post).attached == 2
    files = [(io.BytesIO(b"%PDF-1.7 a"), "otro.pdf"), (io.BytesIO(b"<svg onload=x>"), "malo.svg")]
    page = reply(world, "nelida", body="Va uno.", files=files, expected=422)
    assert "«malo.svg» es una página, un dibujo SVG" in page and "Va uno." in page
    kept = re.search(r'name="attachment" value="(\d+)" checked', page)[1]
    assert world.get(Attachment, int(kept)).name == "otro.pdf"
    form = {"title": "Con archivo", "body": "Abre con uno.", "attachment": kept, "question": 0}
    assert world.client("nelida").post(f"/forums/{world.forum}/threads", data=form).status_code == 303
    assert world.get(Attachment, int(kept)).post_id is not None


def test_a_correction_brings_another_file(world):
    post = reply(world, "nelida", upload(world, "nelida", b"%PDF-1.7 a", "a.pdf"))
    more = upload(world, "nelida", b"hola", "b.txt")
    change = {"body": "Mira lo que adjunto.", "version": 1, "attachment": more}
    assert world.client("nelida").put(f"/posts/{post}", data=change).status_code == 303
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert "a.pdf" in page and "b.txt" in page and "corregido" not in page.split(f'id="aporte-{post}"')[1]
    other = upload(world, "julian", b"hola", "c.txt")
    change |= {"attachment": other, "body": "Otra cosa"}
    answer = world.client("nelida").put(f"/posts/{post}", data=change)
    assert answer.status_code == 422 and "adjúntalo de nuevo" in answer.text and "Otra cosa" in answer.text


def test_where_no_names_are_shown_no_file_tells_one(world):
    early = upload(world, "julian", b"%PDF-1.7 /Author (Julian)", "informe.pdf")
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    why = "puede llevar dentro el nombre de quien lo hizo"
    assert why in upload(world, "julian", b"%PDF-1.7 /Author (Julian)", "informe.pdf", 422)
    assert why in reply(world, "julian", early, expected=422)
    post = reply(world, "julian", upload(world, "julian", photo(), "Julián Barrientos.jpg"))
    page = world.client("nelida").get(f"/posts/{post}", headers={"HX-Request": "true"}).text
    assert "Barrientos" not in page and 'alt="imagen.jpg"' in page


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height):
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def a_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("programa.exe", "MZ")
    return out.getvalue()


def test_what_is_not_taken_is_said_in_a_sentence(world):
    for data, name, why in (
        (png_of(50_000, 50_000), "enorme.png", "caben 50 millones de puntos"),
        (b"<svg xmlns='x'><script>alert(1)</script></svg>", "dibujo.svg", "un dibujo SVG o un programa"),
        (b"<!doctype html><p>", "foto.png", "es una página"),
        (b"MZ\x90\x00\x03", "informe.pdf", "no se puede adjuntar"),
        (b"", "nada.txt", "está vacío"),
        (b"%PDF" + b"-" * 11_000_000, "pesado.pdf", "pesa más de 10 MB"),
        (photo()[:4000], "rota.jpg", "dañado o incompleto"),
        (a_zip(), "acta.docx", "no es lo que su nombre dice"),
    ):
        assert why in upload(world, "nelida", data, name, 422), name
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Attachment)) == 0


def test_a_name_is_cut_and_says_what_the_file_is(world):
    lies = upload(world, "nelida", b"%PDF-1.7 x", "C:/fotos/foto\u202egnp.png")
    assert world.get(Attachment, lies).name == "foto gnp.png.pdf"
    assert world.get(Attachment, lies).media_type == "application/pdf"
    long = world.get(Attachment, upload(world, "nelida", b"hola", "ñ" * 500 + ".csv")).name
    assert len(long) == 120 and long.endswith("….csv")


def test_a_file_of_another_or_of_another_post_is_not_sent(world, monkeypatch):
    number = upload(world, "nelida", b"%PDF-1.7 x", "x.pdf")
    assert "adjúntalo de nuevo" in reply(world, "julian", number, expected=422)
    reply(world, "nelida", number)
    assert "adjúntalo de nuevo" in reply(world, "nelida", number, expected=422)
    assert "adjúntalo de nuevo" in reply(world, "nelida", 9999, expected=422)
    monkeypatch.setattr("forum.actions.forums.attachments.MOST", 1)
    many = [upload(world, "nelida", b"%d" % n, f"{n}.txt") for n in range(2)]
    assert "como mucho 1 archivos" in reply(world, "nelida", *many, expected=422)


def test_nothing_goes_into_a_closed_forum_or_a_full_space(world):
    world.app.config["SPACE_QUOTA_MB"] = 0
    assert "ya no cabe" in upload(world, "nelida", b"x", "x.txt", 422)
    world.app.config["SPACE_QUOTA_MB"] = 1
    upload(world, "nelida", b"x", "x.txt")
    with world.app.app_context():
        db.session.get(Forum, world.forum).closes_at = now() - timedelta(hours=1)
        db.session.commit()
    upload(world, "nelida", b"x", "x.txt", 403)
    upload(world, "elena", b"x", "x.txt")


def test_what_was_never_sent_is_forgotten_after_a_day(world):
    old, young, sent = (upload(world, "nelida", b"%PDF-" + name, "x.pdf") for name in (b"a", b"b", b"c"))
    reply(world, "nelida", sent)
    with world.app.app_context():
        yesterday = now() - timedelta(hours=25)
        for number in (old, sent):
            db.session.get(Attachment, number).created_at = yesterday
        db.session.commit()
        for path in storage.folder().glob("*/*"):
            os.utime(path, (yesterday.timestamp(), yesterday.timestamp()))
    upload(world, "julian", b"%PDF-d", "d.pdf")
    assert world.get(Attachment, old) is None
    assert bytes_of(world, "nelida", young).status_code == bytes_of(world, "julian", sent).status_code == 200
    with world.app.app_context():
        assert len(list(storage.folder().glob("*/*"))) == 3
    said = world.app.test_cli_runner().invoke(args=["attachments", "sweep"]).output
    assert said == "0 archivos sin enviar, quitados\n"
