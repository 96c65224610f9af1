"""The words of a Word paragraph, as somebody reads them who has accepted all changes."""

from .marks import Marks, Noted
from .ours import NOTE_STYLES
from .package import name_in

W = name_in("http://schemas.openxmlformats.org/wordprocessingml/2006/main")
M = name_in("http://schemas.openxmlformats.org/officeDocument/2006/math")
ALTERNATIVE = name_in("http://schemas.openxmlformats.org/markup-compatibility/2006")("AlternateContent")

# Elements that only wrap what they hold, at whatever level: controls, links, corrections that were inserted.
WRAPPERS = {
    W(name)
    for name in (
        "sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo",
        "ruby", "rubyBase",
    )
} | {M("oMath"), M("oMathPara")}  # fmt: skip
GONE = {W("del"), W("moveFrom")}
SIGNS = {
    W("tab"): "\t",
    W("br"): "\n",
    W("cr"): "\n",
    W("noBreakHyphen"): "\u2011",
    W("softHyphen"): "\u00ad",
}
PICTURES = {W("drawing"), W("pict"), W("object"), ALTERNATIVE}


BOOKMARKS = (W("bookmarkStart"), W("bookmarkEnd"))


def follow(marks, element):
    """Note a bookmark's start or end."""
    key = element.get(W("id"))
    if element.tag == W("bookmarkStart"):
        marks.start(element.get(W("name")), key)
    else:
        marks.end(key=key)


def value_of(element):
    """The `w:val` of an element, None where there is none."""
    return None if element is None else element.get(W("val"))


def number_of(element, default):
    """The same as a whole number from 0."""
    try:
        return max(0, int(value_of(element)))
    except (TypeError, ValueError):
        return default


def is_on(element):
    """Whether a switch such as `w:tblHeader` is there and not turned off."""
    return element is not None and value_of(element) not in ("0", "false", "off")


def through(element, tags):
    """Children with one of the tags, in order, also those inside wrappers."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from through(child, tags)


class Text:
    """`text` of a paragraph; `mark_deleted` if its end was deleted, so that the next one continues it.

    Adds to `left_out` what it passed over: `changes`, `comments`, `pictures`, `hidden`, `footnotes`, `our_notes`.
    """

    def __init__(self, paragraph, left_out, marks=None, comments=None):
        """`marks`: the bookmarks open so far; `comments`: those of the document, by number."""
        self.left_out = left_out
        self._marks = marks or Marks()
        self._comments = comments or {}
        self.noted = Noted(self._marks)
        self._pieces = []
        self._fields = []  # for each open field, whether we are past its instructions
        self._children(paragraph)
        mark = paragraph.find(f"{W('pPr')}/{W('rPr')}/{W('del')}")
        self.mark_deleted = mark is not None
        if self.mark_deleted:
            left_out["changes"] += 1
            self.noted.hand(mark.get(W("author")))
        self.text = "".join(self._pieces)

    def _children(self, element):
        for child in element:
            tag = child.tag
            if tag == W("r"):
                self._run(child)
            elif tag in BOOKMARKS:
                follow(self._marks, child)
            elif tag in WRAPPERS:
                if tag in (W("ins"), W("moveTo")):
                    self.left_out["changes"] += 1
                    self.noted.hand(child.get(W("author")))
                self._children(child)
            elif tag in GONE:
                self.left_out["changes"] += 1
                self.noted.hand(child.get(W("author")))
                for bookmark in child.iter(*BOOKMARKS):
                    follow(self._marks, bookmark)
            elif tag == M("r"):
                self._pieces += [text.text or "" for text in child.iter(M("t"))]
            elif tag == ALTERNATIVE:
                self.left_out["pictures"] += 1
            elif isinstance(tag, str) and tag.startswith(M("")):
                self._children(child)

    def _run(self, run):
        properties = run.find(W("rPr"))
        if properties is not None:
            if value_of(properties.find(W("rStyle"))) in NOTE_STYLES:
                self.left_out["our_notes"] += any(text.text for text in run.iter(W("t")))
                return
            if is_on(properties.find(W("vanish"))):
                self.left_out["hidden"] += any(text.text for text in run.iter(W("t")))
                return
        for child in run:
            tag = child.tag
            if tag == W("fldChar"):
                self._field(child.get(W("fldCharType")))
            elif not all(self._fields):
                continue
            elif tag == W("t"):
                self._pieces.append(child.text or "")
                self.noted.words(child.text or "")
            elif tag in SIGNS:
                self._pieces.append(SIGNS[tag])
            elif tag == W("sym"):
                self._pieces.append(_symbol(child.get(W("char"))))
            elif tag == W("ruby"):
                self._children(child)
            elif tag in PICTURES:
                self.left_out["pictures"] += 1
            elif tag == W("commentReference"):
                self.left_out["comments"] += 1
                if comment := self._comments.get(child.get(W("id"))):
                    self.noted.comments.append(comment)
            elif tag in (W("footnoteReference"), W("endnoteReference")):
                self.left_out["footnotes"] += 1

    def _field(self, kind):
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _symbol(code):
    try:
        return chr(int(code, 16))
    except (TypeError, ValueError, OverflowError):
        return ""
