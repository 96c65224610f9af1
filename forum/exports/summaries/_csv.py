"""CSV: one line an observation."""

import csv
import io

from ..csv import SEPARATOR, guarded
from ..spans import clean
from . import headings, records


def write(content, imprint) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(headings())
    writer.writerows([guarded(clean(words)) for words in row] for row in records(content))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
