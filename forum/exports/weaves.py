"""The twelve weaves that tell actors apart where there is no colour: patterns of 6 × 6, "#" is thread."""

import struct
import zlib

WEAVES = (
    ("######", "#....#", "#.##.#", "#.##.#", "#....#", "######"),  # plaza
    ("######", "......", "######", "######", "......", "######"),  # furrows
    ("..##..", "..##..", ".####.", ".####.", "######", "######"),  # steps
    ("..##..", "..##..", "######", "######", "..##..", "..##.."),  # cross
    ("##.##.", "##.##.", "##.##.", "##.##.", "##.##.", "##.##."),  # posts
    ("##..##", "##..##", "..##..", "..##..", "##..##", "##..##"),  # checker
    ("###...", ".###..", "..###.", "...###", "#...##", "##...#"),  # diagonal
    ("..##..", ".####.", "##..##", "##..##", ".####.", "..##.."),  # diamond
    ("#....#", "##..##", ".####.", "#....#", "##..##", ".####."),  # waves
    ("##..##", ".####.", "..##..", "..##..", ".####.", "##..##"),  # crossing
    ("##.##.", "##.##.", "......", "##.##.", "##.##.", "......"),  # four
    ("#.....", "##....", "###...", "####..", "#####.", "######"),  # slope
)


def pattern(weave: int | None) -> tuple[str, ...] | None:
    """The six lines of weave 1–12; a thirteenth actor begins again."""
    return WEAVES[(weave - 1) % len(WEAVES)] if weave else None


def png(weave: int, scale: int = 32) -> bytes:
    """The weave in black on nothing, each of its pixels `scale` pixels wide, so that no viewer blurs it."""
    rows = []
    for line in pattern(weave):
        bits = "".join("1" if thread == "#" else "0" for thread in line for _ in range(scale))
        bits += "0" * (-len(bits) % 8)
        rows += [b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")] * scale
    side = 6 * scale
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data)
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 3, 0, 0, 0)),
            (b"PLTE", b"\xff\xff\xff\0\0\0"),
            (b"tRNS", b"\0\xff"),
            (b"IDAT", zlib.compress(b"".join(rows), 9)),
            (b"IEND", b""),
        )
    )


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
