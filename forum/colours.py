"""Colours an actor may have: readable as text on the page's grounds, light and dark."""

import re

GROUNDS = {"light": ("#f4f3f0", "#ffffff"), "dark": ("#13151a", "#1c1f24")}
ENOUGH = 4.5  # contrast of text, WCAG AA
HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def parse(typed: str) -> str | None:
    """`#rrggbb`, lower-case; None for anything else."""
    match = HEX.fullmatch(typed.strip())
    return f"#{match[1].lower()}" if match else None


def readable(colour: str, scheme: str) -> str:
    """The colour itself where it reads on both grounds of the scheme, else the nearest lightness that does."""
    if reads(colour, scheme):
        return colour
    lightness, a, b = to_oklab(colour)
    step = -0.004 if scheme == "light" else 0.004
    while 0 < lightness < 1:
        lightness += step
        candidate = from_oklab(lightness, a, b)
        if reads(candidate, scheme):
            return candidate
    return "#000000" if scheme == "light" else "#ffffff"


def reads(colour, scheme):
    return all(contrast(colour, ground) >= ENOUGH for ground in GROUNDS[scheme])


def contrast(one, other):
    """From 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour):
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def to_oklab(colour):
    """Björn Ottosson's OKLab (2020)."""
    r, g, b = linear(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_oklab(lightness, a, b):
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return "#" + "".join(
        f"{round(255 * max(0, min(1, gamma(part)))):02x}"
        for part in (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def gamma(part):
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
