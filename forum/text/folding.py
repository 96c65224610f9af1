"""Words as people compare and sort them."""

import unicodedata


def folded(words: str) -> str:
    """Without capitals, accents and blanks around: «PRODUCCIÓN» is «produccion»."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())
