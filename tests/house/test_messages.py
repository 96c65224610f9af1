"""Every text has its English, with the same places to fill in; Spanish is the source."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "forum/translations/en/LC_MESSAGES/messages.po"
PLACE = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})")


def wanting(template, catalogue):
    """Texts of the template without English, and those whose places differ."""
    wrong = []
    for message in template:
        if not message.id:
            continue
        known = catalogue.get(message.id)
        words = known.string if known is not None else ""
        words = words if isinstance(words, tuple) else (words,)
        if known is None or not all(words):
            wrong.append(f"no English: {message.id}")
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if any(set(PLACE.findall(text)) - set(PLACE.findall(ids[-1])) for text in words):
            wrong.append(f"other places: {message.id}")
        if set(PLACE.findall(ids[-1])) - set(PLACE.findall(words[-1])):
            wrong.append(f"places left out: {message.id}")
    return wrong


def texts(folder, target):
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(ROOT / "babel.cfg")]
    command += ["-k", "_l", "-k", "lazy_gettext", "--no-location", "-o", str(target), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    with target.open("rb") as file:
        return read_po(file)


def english():
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Every text of the house."""
    return texts("forum", tmp_path_factory.mktemp("messages") / "all.pot")


def test_every_text_has_its_english(template):
    assert wanting(template, english()) == []


def test_a_text_without_english_is_found(tmp_path):
    folder = tmp_path / "some"
    folder.mkdir()
    (folder / "new.py").write_text(
        '_("Esto todavía no tiene inglés")\nngettext("%(num)d cosa rara", "%(num)d cosas raras", 2)'
    )
    assert len(wanting(texts(folder, tmp_path / "some.pot"), english())) == 2


def test_a_place_that_english_forgot_is_found(template):
    catalogue = english()
    catalogue.get("%(n)s palabras").string = "words"
    assert wanting(template, catalogue) == ["places left out: %(n)s palabras"]
