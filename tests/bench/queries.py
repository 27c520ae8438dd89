"""The searches of the measurement: 400 of them, always the same, as people might type them."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

from recruitment.demo.data.many import FIELDS, THINGS, WORDS
from vacancies.choices import BusinessGroup, ContractType, VettingLevel, WorkingPattern

COUNT = 400


def mixed() -> list[str]:
    """Six in ten by words, some of them narrowed; two by filters alone; two with mistakes."""
    draw = Random(4)
    return [_query(draw, number % 10) for number in range(COUNT)]


def mistakes() -> list[str]:
    """By words with mistakes or synonyms alone."""
    draw = Random(5)
    return [_query(draw, 8 + number % 2) for number in range(COUNT)]


def _query(draw: Random, kind: int) -> str:
    title = f"{draw.choice(FIELDS)} {draw.choice(THINGS)}".lower()
    if kind <= 2:
        return urlencode({"q": title})
    if kind == 3:
        return urlencode({"q": draw.choice(WORDS[40:])})
    if kind == 4:
        return urlencode({"q": title.split()[0], "pattern": draw.choice(list(WorkingPattern))})
    if kind == 5:
        return urlencode({"q": f"{draw.choice(WORDS)} {draw.choice(WORDS[30:])}"})
    if kind == 6:
        group, level = draw.choice(list(BusinessGroup)), draw.choice(list(VettingLevel))
        return urlencode({"group": group, "vetting": level})
    if kind == 7:
        place = draw.choice(("Brixton", "Croydon", "Waterloo", "Hendon", "Stratford"))
        chosen = {"contract": draw.choice(list(ContractType)), "near": place, "miles": "5"}
        return urlencode({**chosen, "salary": draw.choice(("30000", "40000", "60000"))})
    if kind == 8:
        first, *rest = title.split()
        at = draw.randrange(1, len(first) - 1)
        wrong = first[:at] + first[at + 1] + first[at] + first[at + 2 :]
        return urlencode({"q": " ".join([wrong if len(first) > 3 else first, *rest])})
    synonym = draw.choice(("M07", "borough command unit", "ICT", "advisor", "despatch", "TSG"))
    return urlencode({"q": f"{synonym} {draw.choice(THINGS).lower()}"})
