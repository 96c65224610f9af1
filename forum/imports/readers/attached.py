"""The process that looks at one file somebody attaches: bytes on standard input; on standard output a line of JSON, and
after it the picture made anew and its thumbnail.

    python -c "…; main(['jpg'])" < file

The line is `{"kind": "docx"}`, `{"kind": "jpeg", "width": …, "height": …, "sizes": [picture, thumbnail]}` or
`{"refused": code}`; anything else, or none, means that the file was too much for it.
"""

import io
import json
import sys
import traceback
import warnings

from . import kinds
from .bounds import Refused
from .main import limit
from .package import Package

MOST_PIXELS = 50_000_000  # what a telephone takes; more is not decoded
MOST_SIDE = 2400  # a larger picture is made smaller
THUMBNAIL = (640, 320)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")

IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
MARKUP = ("<!doctype", "<html", "<svg", "<?xml", "<script", "<head", "<body", "<?php", "#!", "<!--")
CONTENT_TYPES = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
)
MEDIA_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


def main(arguments):
    limit()
    warnings.simplefilter("ignore")
    answer, files = answer_to(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(files))


def answer_to(data):
    try:
        kind = kind_of(data)
        if kind != "image":
            return {"kind": kind}, []
        return picture(data)
    except Refused as refused:
        return {"refused": refused.code}, []
    except MemoryError:
        return {"refused": "too_big"}, []
    except Exception:  # what no reader expected; the log of the server gets the rest
        traceback.print_exc()
        return {"refused": "damaged"}, []


def kind_of(data):
    if not data.strip():
        raise Refused("empty")
    if data.startswith(IMAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return of_package(Package(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old")
    text = kinds.decode(data)
    if text is None or any(data.startswith(magic) for magic, _kind in kinds.MAGIC):
        raise Refused("not_taken")
    if text.lstrip("\ufeff \t\r\n")[:20].lower().startswith(MARKUP) or "<script" in text[:2000].lower():
        raise Refused("markup")
    return "text"


def of_package(package):
    kinds.of_package(package)  # refuses macros and passwords
    if "[Content_Types].xml" in package.names:
        types = package.read("[Content_Types].xml")
        found = next((kind for mark, kind in CONTENT_TYPES if mark in types), None)
    else:
        found = MEDIA_TYPES.get(package.read("mimetype").strip()) if "mimetype" in package.names else None
    if found is None:
        raise Refused("archive")
    return found


def picture(data):
    """Decoded and encoded anew: upright, without what the camera wrote beside it, not larger than a screen."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # we look ourselves, before anything is decoded
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise Refused("too_many_pixels")
        image.draft("RGB", (MOST_SIDE, MOST_SIDE))
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("damaged") from error
    image = ImageOps.exif_transpose(image)
    clear = "A" in image.getbands() or "transparency" in image.info
    drawn = data.startswith((b"\x89PNG", b"GIF8"))
    image = image.convert("RGBA" if clear else "RGB")
    image.info.clear()
    image.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    small = image.copy()
    small.thumbnail(THUMBNAIL, Image.Resampling.LANCZOS)
    if clear:
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    kind = "png" if clear or drawn else "jpeg"
    files = [encoded(image, kind), encoded(small, "jpeg", 78)]
    return {"kind": kind, "width": image.width, "height": image.height, "sizes": [len(file) for file in files]}, files


def encoded(image, kind, quality=86):
    out = io.BytesIO()
    if kind == "png":
        image.save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()
