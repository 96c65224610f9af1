"""Colours an actor may have: readable as text on the page's grounds, light and dark.

Worked out in OKLCH, where the same step of lightness looks the same in every hue.
"""

import math
import re

GROUNDS = {"light": ("#f4f3f0", "#ffffff", "#f9f8f6"), "dark": ("#13151a", "#1c1f24", "#22262c")}
SHEET = {"light": "#ffffff", "dark": "#1c1f24"}
TINT = {"light": 0.10, "dark": 0.16}  # how much of the colour is mixed into the sheet behind its own words
ENOUGH = 4.5  # contrast of text, WCAG AA
HEX = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
STEP = 0.002  # of lightness: finer than an eye can tell


def parse(typed: str) -> str | None:
    """`#rrggbb`, lower-case, of «#3448A4», «3448a4» or «#34a»; None for anything else."""
    match = HEX.fullmatch(typed.strip())
    if not match:
        return None
    digits = match[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def readable(colour: str, scheme: str) -> str:
    """The colour itself where it reads in the scheme, else the nearest lightness of its hue that does."""
    if reads(colour, scheme):
        return colour
    lightness, chroma, hue = to_oklch(colour)
    step = -STEP if scheme == "light" else STEP
    while 0 < lightness + step < 1:
        lightness += step
        candidate = from_oklch(lightness, chroma, hue)
        if reads(candidate, scheme):
            return candidate
    return "#000000" if scheme == "light" else "#ffffff"


def reads(colour: str, scheme: str) -> bool:
    """Whether text of this colour has enough contrast on every ground, its own tint among them."""
    tint = mixed(colour, SHEET[scheme], TINT[scheme])
    return all(contrast(colour, ground) >= ENOUGH for ground in (*GROUNDS[scheme], tint))


def contrast(one: str, other: str) -> float:
    """From 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour, ground, share):
    """As the style sheets' `color-mix(in srgb, …)` does."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(255 * (share * one + (1 - share) * other)):02x}" for one, other in pairs)


def channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def linear(colour):
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)]


def to_oklch(colour):
    """(lightness 0–1, chroma, hue in radians), by Björn Ottosson's OKLab (2020)."""
    r, g, b = linear(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    green_red = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    blue_yellow = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, math.hypot(green_red, blue_yellow), math.atan2(blue_yellow, green_red)


def from_oklch(lightness, chroma, hue):
    """The colour a screen can show: of this lightness and hue, with as much of the chroma as there is room for."""
    least, most = 0.0, chroma
    if not in_gamut(to_linear(lightness, chroma, hue)):
        for _step in range(16):
            middle = (least + most) / 2
            least, most = (middle, most) if in_gamut(to_linear(lightness, middle, hue)) else (least, middle)
        chroma = least
    parts = (gamma(max(0, min(1, part))) for part in to_linear(lightness, chroma, hue))
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def to_linear(lightness, chroma, hue):
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def in_gamut(parts):
    return all(-0.0005 <= part <= 1.0005 for part in parts)


def gamma(part):
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
