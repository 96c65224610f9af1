"""The picture of the demonstration: what somebody drew of the way their papers went, one bar a paper."""

import csv
import io
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PAPERS = Path(__file__).with_name("tramites.csv")
INK, PAPER, LINE = "#1a1e27", "#fbf7ea", "#d9d2bd"
COLOURS = ("#a05001", "#3448a4", "#03432f", "#830f3d", "#18748f")
SIZE, LEFT, WEEK, TOP, STEP = (1200, 560), 60, 35, 130, 78


def way_of_the_papers() -> bytes:
    """A PNG: the weeks of each paper of `tramites.csv`, one after the other."""
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((LEFT, 36), "Siete meses de papeles antes del primer horno", INK, _font(40, "Bold"))
    rows = list(csv.DictReader(io.StringIO(PAPERS.read_text()), delimiter=";"))
    week = 0
    for place, (row, colour) in enumerate(zip(rows, COLOURS, strict=True)):
        y, x, width = TOP + place * STEP, LEFT + week * WEEK, int(row["semanas"]) * WEEK
        draw.line((LEFT, y + 58, SIZE[0] - LEFT, y + 58), LINE, 2)
        draw.rounded_rectangle((x, y + 32, x + width, y + 54), 6, colour)
        words = f"{row['documento']} · {row['semanas']} semanas"
        left = min(x, SIZE[0] - LEFT - draw.textlength(words, _font(24)))
        draw.text((left, y), words, INK, _font(24))
        week += int(row["semanas"])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _font(size, weight="Regular"):
    file = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)
