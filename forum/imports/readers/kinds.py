"""What a file is, by its content."""

import json

from .bounds import Refused

# What the name promises; other extensions promise nothing we read.
PROMISES = {
    "docx": "docx", "dotx": "docx", "docm": "docx", "odt": "odt", "ott": "odt", "xlsx": "xlsx", "xltx": "xlsx",
    "xlsm": "xlsx", "csv": "csv", "tsv": "csv", "txt": "csv", "json": "json",
}  # fmt: skip

MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"),
)

CONTENT_TYPES = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"presentationml.", "presentation"),
)

MEDIA_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "presentation",
}


def of_bytes(data, suffix):
    """`zip`, `json`, `csv`, or the name of something else; `Refused` for what only needs saving in another form."""
    if not data.strip():
        raise Refused("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_of_compound_file(data))
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    text = decode(data)
    if text is None:
        return "binary"
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith("<?xml"):
        return "xml"
    if suffix == "json" or (start.startswith("{") and _is_json(text)):
        return "json"
    return "csv"


def _of_compound_file(data):
    def has(name):
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "protected"
    if has("WordDocument"):
        return "old_word"
    if has("Workbook") or has("Book"):
        return "old_excel"
    return "not_read"


def _is_json(text):
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def of_package(package):
    """The kind of an opened ZIP package; `Refused` for macros and passwords."""
    if "[Content_Types].xml" in package.names:
        types = package.read("[Content_Types].xml")
        if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in package.names):
            raise Refused("macros")
        return next((kind for mark, kind in CONTENT_TYPES if mark in types), "archive")
    if "mimetype" in package.names:
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refused("protected")
        if any(_is_macro(name) for name in package.names):
            raise Refused("macros")
        return MEDIA_TYPES.get(package.read("mimetype").strip(), "archive")
    return "archive"


def _is_macro(name):
    """Whether a part of an OpenDocument holds a program; the lists of (empty) libraries do not."""
    folder, _, rest = name.partition("/")
    if folder == "Scripts":
        return bool(rest) and not rest.endswith("/")
    return folder == "Basic" and rest.endswith(".xml") and not rest.endswith(("-lb.xml", "-lc.xml"))


def decode(data):
    """Text, or None where the bytes are no text: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(ord(c) < 32 and c not in "\t\n\r\f" for c in set(text)) else text
    return None


def check_name(kind, suffix):
    """`Refused` where the name says one thing and the content is another, or where nothing of the kind is read."""
    promised = PROMISES.get(suffix)
    if kind in ("docx", "odt", "xlsx", "csv", "json"):
        if promised not in (None, kind):
            raise Refused("misnamed", kind=kind, suffix=suffix)
    elif promised:
        raise Refused("misnamed", kind=kind, suffix=suffix)
    else:
        raise Refused("not_read", kind=kind)
