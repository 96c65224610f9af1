"""Atom (RFC 4287): the last posts of a conversation for a feed reader."""

from collections import namedtuple

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"

Feed = namedtuple("Feed", "id title link own_link updated_at language")
Item = namedtuple("Item", "id title link author html created_at changed_at")


def atom(feed: Feed, items: list[Item]) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated_at.isoformat())
    _add(root, "link", rel="alternate", type="text/html", href=feed.link)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.own_link)
    _add(root, "generator", "Tinkuy")
    for item in items:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "published", item.created_at.isoformat())
        _add(entry, "updated", item.changed_at.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=item.link)
        _add(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", item.author)
        _add(entry, "content", item.html, type="html")
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _add(parent, name, words=None, **attributes):
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", **attributes)
    if words is not None:
        # What XML cannot hold at all is left out.
        element.text = "".join(sign for sign in words if sign >= " " or sign in "\n\t")
