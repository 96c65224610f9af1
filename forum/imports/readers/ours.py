"""How the documents that this house exports are known again, also after a word processor has saved them.

Names of styles without blanks, as in `w:styleId`; OpenDocument writes the blank of "Heading 1" as `_20_`.
"""

from .package import name_in

LABEL_STYLES = {"TinkuyLabel", "TinkuyGroup"}  # paragraphs: the name of a row
NOTE_STYLES = {"TinkuyNote", "TinkuyMarks"}  # words in a cell that are not the entry's: note numbers, states, names
SOURCE_STYLE = "TinkuySource"
QUESTION_STYLE = "Subtitle"
AROUND_STYLES = {"Title", QUESTION_STYLE, "Heading1", SOURCE_STYLE}  # paragraphs outside the table

PROPERTY = "Tinkuy"  # the property of a document that says which of our exports it was
OFFICE = name_in("http://schemas.openxmlformats.org/officeDocument/2006/custom-properties")
META = name_in("urn:oasis:names:tc:opendocument:xmlns:meta:1.0")


CORE = name_in("http://purl.org/dc/elements/1.1/")


def creator_of(package) -> str:
    """Who wrote a package, as its properties say."""
    for part in ("docProps/core.xml", "meta.xml"):
        if part in package.names:
            for element in package.xml(part).iter(CORE("creator")):
                return " ".join("".join(element.itertext()).split())[:200]
    return ""


def export_of(package) -> str:
    """Which of our exports a package was, "" where it does not say."""
    for part, tag, name in (
        ("docProps/custom.xml", OFFICE("property"), "name"),
        ("meta.xml", META("user-defined"), META("name")),
    ):
        if part in package.names:
            for element in package.xml(part).iter(tag):
                if element.get(name) == PROPERTY:
                    return "".join(element.itertext()).strip()[:64]
    return ""
