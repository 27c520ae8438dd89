"""Hides in free text what says who wrote it, before a marker reads it (domain report 4.2).

Plain text in, plain text out: the rules are the tables below. What is known of the person (`Known`)
is hidden wherever it stands; what gives somebody away in any mouth (an age, a link, a school) is
hidden by its shape. Names that are ordinary words, such as Mark or Grace, are hidden only where
they are written with a capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAME = "[name hidden]"
EMAIL = "[email hidden]"
PHONE = "[telephone number hidden]"
POSTCODE = "[postcode hidden]"
NUMBER = "[number hidden]"
SCHOOL = "[school hidden]"
LINK = "[link hidden]"
AGE = "[age hidden]"
DETAIL = "[personal detail hidden]"

SHORTEST_NAME = 2
SHORTEST_USERNAME = 3
SHORTEST_NUMBER = 3
PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What the portal knows of the person who wrote a text. `names` are whole names as given."""

    names: tuple[str, ...] = ()
    usernames: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # warrant, collar, employee numbers
    schools: tuple[str, ...] = ()


_PEOPLE = (
    r"(?:woman|man|mother|father|mum|mom|dad|husband|wife|widow|widower|girl|boy|female|male|lady|"
    r"gentleman|daughter|son|sister|brother)"
)
# After these a number is no age.
_COUNTED = (
    r"(?:per|percent|minutes?|hours?|days?|weeks?|months?|years?|miles?|km|points?|cases?|files?|"
    r"people|officers?|staff|pounds?|of|st|nd|rd|th|out|to)\b"
)
# What gives a person away by its shape. The first group, where there is one, is what is hidden.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, flags))
    for label, pattern, flags in (
        (EMAIL, r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", 0),
        (LINK, r"(?:https?://|www\.)\S*[\w/]", re.IGNORECASE),
        (
            LINK,
            r"(?<![\w@.])(?:[\w-]+\.)*(?:linkedin|facebook|instagram|twitter|tiktok|github|youtube|"
            r"x)\.com(?:/\S*[\w/])?",
            re.IGNORECASE,
        ),
        (LINK, r"(?<![\w@.])@\w{3,}", 0),
        (POSTCODE, r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?!\w)", re.IGNORECASE),
        (PHONE, r"(?<![\w+])(?:\+44[\s().-]*|0)\d(?:[\s().-]{0,2}\d){8,9}(?!\w)", 0),
        (
            NUMBER,
            r"(?:warrant|collar|shoulder|employee|payroll|badge)\s+(?:card\s+)?"
            r"(?:number|num|no\.?|nr)?\s*(?:is|was|[:#])?\s*(?<!\w)([A-Z]{0,3}\d{3,8}[A-Z]{0,3})(?!\w)",
            re.IGNORECASE,
        ),
        (
            NUMBER,
            r"(?<!\w)(?:PC|WPC|PS|DC|DS|DI|PCSO|DDO|SC|SPC|MSC)\s?(\d{2,6}[A-Z]{0,3})(?!\w)",
            0,
        ),
        (
            SCHOOL,
            r"(?<!\w)(?!(?:The|A|An|Our|This|That|Each|Every|Any|Police|In|At|My)\s+(?:School|College|Uni))"
            r"(?:[A-Z][\w'.-]*\s+){1,5}(?:of\s+)?"
            r"(?:(?:Primary|Secondary|Grammar|High|Comprehensive|Community|Sixth\s+Form)\s+)*"
            r"(?:School|Academy|University|Sixth\s+Form\s+College|College)(?!\w)",
            0,
        ),
        (
            SCHOOL,
            r"(?<!\w)University\s+(?:College\s+|of\s+)(?:the\s+)?[A-Z][\w'-]*"
            r"(?:\s[A-Z][\w'-]*)*",
            0,
        ),
        (
            AGE,
            r"(?<!\w)(?:I am|I'm|I was|I turned|aged|at the age of|at age|my age is)\s+"
            r"((?:1[6-9]|[2-9]\d)(?:\s+years?\s+(?:old|of age))?)(?!\w)"
            rf"(?!\s*(?:%|[.,:]\d|-|{_COUNTED}))",
            re.IGNORECASE,
        ),
        (AGE, r"(?<!\w)\d{2}[\s-]years?[\s-]old(?!\w)", re.IGNORECASE),
        (
            AGE,
            r"(?<!\w)(?:I was |was )?born\s+(?:in|on)\s+((?:\d{1,2}(?:st|nd|rd|th)?\s+)?"
            r"(?:[A-Z][a-z]+\s+)?(?:19|20)\d{2})(?!\w)",
            re.IGNORECASE,
        ),
        (AGE, r"date of birth\W{0,3}(?:is\s+|was\s+)?(\d[\d/. -]*\d)", re.IGNORECASE),
        (AGE, r"(?<!\w)my\s+(\d{2}(?:th|st|nd|rd))\s+birthday", re.IGNORECASE),
        (
            DETAIL,
            r"(?<!\w)(?:as|I am|I'm|being|I was)\s+(?:only\s+)?((?:a|an|the)\s+(?:[\w-]+\s+){0,3}"
            + _PEOPLE
            + r")(?!\w)",
            re.IGNORECASE,
        ),
        (DETAIL, r"(?<!\w)my\s+((?:ex-)?(?:husband|wife|boyfriend|girlfriend))(?!\w)", re.I),
    )
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its tell-tales hidden, and how many were."""

    text: str
    hidden: int = 0


def mask(text: str, known: Known) -> Masked:
    """`text` with everything hidden that says who wrote it; line breaks stay."""
    original = unicodedata.normalize("NFC", text)
    plain = _plain(original)
    spans = _together([*_known_spans(plain, known), *_shape_spans(plain)])
    parts, at = [], 0
    for start, end, label in spans:
        parts += [original[at:start], label]
        at = end
    return Masked("".join([*parts, original[at:]]), len(spans))


_Span = tuple[int, int, str]


def _together(spans: list[_Span]) -> list[_Span]:
    """In order of the text; what overlaps is one, with the label of the longer."""
    found: list[_Span] = []
    for start, end, label in sorted(spans, key=lambda one: (one[0], -one[1])):
        if found and start < found[-1][1]:
            first = found[-1]
            longer = first[2] if first[1] - first[0] >= end - start else label
            found[-1] = (first[0], max(first[1], end), longer)
        else:
            found.append((start, end, label))
    return found


def _shape_spans(plain: str) -> Iterator[_Span]:
    for label, pattern in _SHAPES:
        group = min(1, pattern.groups)
        for match in pattern.finditer(plain):
            yield (*match.span(group), label)


def _known_spans(plain: str, known: Known) -> Iterator[_Span]:
    for label, pattern in _known_patterns(known):
        for match in pattern.finditer(plain):
            yield (*match.span(), label)


def _known_patterns(known: Known) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name in _distinct(known.names):
        words = _words(name)
        if len(words) > 1:
            yield NAME, _whole(r"[\s-]+".join(map(re.escape, words)), re.IGNORECASE)
        for word in words:
            if len(word) >= SHORTEST_NAME:
                # "I will" is no name, "Will" may be one.
                yield NAME, _whole(f"(?:{re.escape(_capital(word))}|{re.escape(word.upper())})")
    for name in _distinct(known.usernames):
        if len(name) >= SHORTEST_USERNAME:
            yield NAME, _whole(re.escape(name), re.IGNORECASE)
    for phone in known.phones:
        digits = re.sub(r"\D", "", phone)[-PHONE_DIGITS:]
        if len(digits) == PHONE_DIGITS:
            yield PHONE, re.compile(r"(?:\+?44[\s().-]*|0)?" + r"[\s().-]{0,2}".join(digits))
    for number in _distinct(known.numbers):
        signs = re.sub(r"\W", "", number)
        if len(signs) >= SHORTEST_NUMBER:
            yield NUMBER, _whole(r"[\s./-]?".join(map(re.escape, signs)), re.IGNORECASE)
    for school in _distinct(known.schools):
        yield SCHOOL, _whole(r"\s+".join(map(re.escape, school.split())), re.IGNORECASE)


def _words(name: str) -> list[str]:
    """The words of a name, a double-barrelled one in its parts as well."""
    return [word for word in re.split(r"[\s,-]+", name) if word]


def _capital(word: str) -> str:
    """As it is written at the head of a name; "McKay" and "O'Neil" keep their inner capitals."""
    return word if word[1:] != word[1:].lower() and word != word.upper() else word.capitalize()


def _whole(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", flags)


def _distinct(values: Iterable[str]) -> list[str]:
    """Without accents, blanks and doubles, the longest first."""
    plain = {_plain(unicodedata.normalize("NFC", value)).strip() for value in values}
    return sorted(plain - {""}, key=lambda value: (-len(value), value))


def _plain(text: str) -> str:
    """The same length without accents and typographic apostrophes, so that places stay places."""
    return "".join(_base(sign) for sign in text)


def _base(sign: str) -> str:
    if sign in "’‘ʼ`":
        return "'"
    if sign in "‐‑–":
        return "-"
    first = unicodedata.normalize("NFD", sign)[:1]
    return first or sign
