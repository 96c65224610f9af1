"""Words as they are compared: without accents, and as stems, so that «comunidades» is «comunidad»."""

import re
import unicodedata
from collections import namedtuple
from functools import cache, lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60
MOST_WORDS = 12_000  # of one thing; positions in a tsvector end at 16,383
MOST_TERMS = 20
PHRASE = re.compile(r"«([^«»]*)»|[\"“”]([^\"“”]*)[\"“”]")
EMPTY = """a al ante con de del el en es la las le les lo los me mi ni o para pero por que se si sin su sus te tu un una
unas unos y ya an and for in is of on or the to with"""
EMPTY_WORDS = frozenset(EMPTY.split())

Word = namedtuple("Word", "form stem")  # `form` is the word without accents and capitals
Wanted = namedtuple("Wanted", "stems phrases")  # `phrases` are lists of forms that stand side by side


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    found = WORD.findall(unicodedata.normalize("NFC", text))[:MOST_WORDS]
    return [word for one in found if (word := word_of(one)).form]


@lru_cache(maxsize=60_000)
def word_of(typed: str) -> Word:
    letters = unicodedata.normalize("NFKD", typed.casefold())
    form = "".join(letter for letter in letters if letter.isalnum())[:LONGEST_WORD]
    return Word(form, _stem(form))


def _stem(form):
    # The stemmer takes «escolares» to «escolar» and that to «escol»: what it gives is given back until it stays. And
    # it leaves «luces» far from «luz».
    stem = form[:-3] + "z" if form.endswith("ces") and len(form) > 4 else form
    for _ in range(3):
        shorter = _stemmer().stemWord(stem)
        if shorter == stem:
            break
        stem = shorter
    return stem


@cache
def _stemmer():
    return snowballstemmer.stemmer("spanish")


def wanted(query: str) -> Wanted:
    """What somebody looks for: words, all of which are needed, and phrases in «…» or quotes, to the letter but for
    accents and capitals. Anything can be typed; what is no word says nothing."""
    phrases = []

    def keep(match):
        forms = [word.form for word in words_of(match[1] or match[2] or "")]
        if forms:
            phrases.append(forms[:MOST_TERMS])
        return " "

    rest = words_of(PHRASE.sub(keep, query.replace("\x00", " ")))
    telling = [word for word in rest if word.form not in EMPTY_WORDS] or ([] if phrases else rest)
    return Wanted(list(dict.fromkeys(word.stem for word in telling))[:MOST_TERMS], phrases[:MOST_TERMS])
