"""Files in the browser: chosen, pasted, refused, sent with the post, taken away and brought back."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.forums.test_attachments import photo

from .walking import go

pytestmark = pytest.mark.browser

PASTE = """(field, bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "pegada.jpg", { type: "image/jpeg" }));
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def drafted(request):
    """The numbers of the files that a draft was kept with."""
    kept = parse_qs(request.post_data) if request.method == "PUT" and "/drafts/" in request.url else {}
    return kept.get("attachments", [""])[0].split()


def test_files_go_up_while_one_writes(visit, world):
    page = visit("julian", expect_complaints=True)  # a refusal is one
    go(page, f"/threads/{world.thread}")
    field = page.get_by_label("Responder al hilo")
    field.fill("Van la foto y los precios.")
    chosen = [
        {"name": "feria.jpg", "mimeType": "image/jpeg", "buffer": photo()},
        {"name": "precios.csv", "mimeType": "text/csv", "buffer": b"a;b"},
        {"name": "pesado.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 11_000_000},
        {"name": "malo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"},
    ]
    page.locator("form.composer", has=field).locator("input[type=file]").set_input_files(chosen)
    expect(page.get_by_role("checkbox", name="feria.jpg")).to_be_checked()
    page.get_by_role("checkbox", name="precios.csv").uncheck()
    expect(page.get_by_text("«pesado.pdf» pesa más de 10 MB.")).to_be_visible()
    expect(page.get_by_text("«malo.svg» es una página, un dibujo SVG")).to_be_visible()
    with page.expect_response(lambda answer: "3" in drafted(answer.request)):  # the third that was taken in
        field.evaluate(PASTE, list(photo((300, 200))))
    expect(page.get_by_role("checkbox", name="pegada.jpg")).to_be_checked()
    other = visit("julian")
    go(other, f"/threads/{world.thread}")
    expect(other.get_by_role("checkbox", name="pegada.jpg")).to_be_checked()
    expect(other.get_by_role("checkbox", name="precios.csv")).to_have_count(0)
    field.evaluate(PASTE, list(photo((200, 300))))
    page.get_by_role("button", name="Publicar").click()  # it waits for what is on its way
    post = page.locator("article.post", has_text="Van la foto y los precios.")
    expect(post.get_by_role("img", name="pegada.jpg")).to_have_count(2)
    for name in ("feria.jpg", "pegada.jpg"):
        picture = post.get_by_role("img", name=name).last
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 100
    expect(post.get_by_text("precios.csv")).to_have_count(0)
    expect(page.locator(".attached")).to_have_count(0)
    post.get_by_role("button", name="Quitar feria.jpg").click()
    expect(post.get_by_text("Se quitó «feria.jpg».")).to_be_visible()
    post.get_by_role("button", name="Deshacer").click()
    expect(post.get_by_role("img", name="feria.jpg")).to_be_visible()
