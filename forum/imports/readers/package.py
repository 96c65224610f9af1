"""ZIP packages and the XML in them, opened with suspicion."""

import io
import zipfile
import zlib

from lxml import etree

from . import bounds
from .bounds import Refused

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


class Package:
    """A ZIP file whose sizes were checked before anything in it was unpacked."""

    def __init__(self, data):
        self.file = io.BytesIO(data)
        try:
            self._zip = zipfile.ZipFile(self.file)
        except BROKEN as error:
            raise Refused("damaged") from error
        parts = self._zip.infolist()
        self.names = set(self._zip.namelist())
        unpacked = sum(part.file_size for part in parts)
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("protected")
        if (
            len(parts) > bounds.MAX_PARTS
            or unpacked > bounds.MAX_UNPACKED
            or (unpacked > bounds.RATIO_MATTERS and unpacked > bounds.MAX_RATIO * len(data))
        ):
            raise Refused("bomb")

    def read(self, name):
        """The bytes of a part; `Refused` if it is absent, broken or too big."""
        try:
            part = self._zip.getinfo(name)
            if part.file_size > bounds.MAX_PART:
                raise Refused("too_big")
            return self._zip.read(part)
        except KeyError as error:
            raise Refused("damaged") from error
        except BROKEN as error:
            raise Refused("damaged") from error

    def xml(self, name):
        """The root element of a part."""
        return parse(self.read(name))


def parse(data):
    """The root element; nothing is fetched, nothing expanded, and a document that declares entities is `Refused`."""
    refuse_declarations(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused_xml(error) from error
    if root.getroottree().docinfo.doctype:
        raise Refused("entities")
    return root


def refused_xml(error):
    """What a syntax error of lxml comes to: it gives this name to what is too deep or too much for it as well."""
    if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
        return Refused("too_big")
    return Refused("nested" if "depth" in str(error) else "damaged")


def refuse_declarations(data):
    """No document of an office suite has a DOCTYPE; whoever writes one is after something."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data  # UTF-16 and UTF-32
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("entities")


def name_in(namespace):
    """A function that gives tags of a namespace in lxml's notation."""
    return lambda name: f"{{{namespace}}}{name}"
