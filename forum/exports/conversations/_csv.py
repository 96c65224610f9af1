"""CSV, as the matrix's: «;» between the cells, texts that a spreadsheet would take for formulas behind a «'»."""

import csv
import io

from ..csv import SEPARATOR, guarded
from . import columns, record


def write(paper) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(columns())
    for thread in paper.threads:
        for post in thread.posts:
            row = (record(thread, post, paper) | {"attachments": "\n".join(post.attachments)}).values()
            writer.writerow(["" if cell is None else guarded(str(cell)) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
