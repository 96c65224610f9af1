"""How much is read, and how a reader says no."""

MEMORY = 768 * 1024 * 1024  # address space of the process
CPU_SECONDS = 25

MAX_PARTS = 5_000  # files in a package
MAX_UNPACKED = 200 * 1024 * 1024  # bytes of a package, unpacked
MAX_PART = 64 * 1024 * 1024  # bytes of one part that is read
MAX_RATIO = 100  # unpacked to packed, where it unpacks to more than …
RATIO_MATTERS = 20 * 1024 * 1024

MAX_COLUMNS = 200
MAX_ROWS = 2_000
MAX_ENTRIES = 50_000
MAX_HEADERS = 20  # rows or columns of headers
MAX_SHEET_ROWS = 60_000  # a sheet with one row an entry
MAX_SHEET_CELLS = 1_200_000
MAX_TEXT = 24_000_000  # characters in all
MAX_TABLES = 500


class Refused(Exception):
    """This file is not read; `code` and `detail` say why (see `forum.imports.refusals`)."""

    def __init__(self, code, **detail):
        super().__init__(code)
        self.code = code
        self.detail = detail


def check_size(rows=0, columns=0, entries=0):
    """`Refused` if a table has more of anything than is read."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or entries > MAX_ENTRIES:
        too_large()


def too_large():
    raise Refused("too_large", rows=MAX_ROWS, columns=MAX_COLUMNS, entries=MAX_ENTRIES)


def check_grid(rows, columns):
    """The same before it is known which rows and columns are headers."""
    check_size(rows=rows - MAX_HEADERS, columns=columns - MAX_HEADERS)
