"""The portal's own words of a kind, in the form that staff edit: read from its text template.

There is no second copy of them. What a template does beyond placeholders, conditions and plain
lists cannot be said in that form; the wording of such a kind is fixed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Lexer, Token, TokenType

from recruitment.outbox.registry import Email
from recruitment.outbox.wording.placeholders import COMMON, Use, placeholders_of

LEAD = re.compile(r"^(?:\[(?:if [^\]]+|otherwise|end)\])*")
INCLUDED = re.compile(r'include "(?P<name>[^"]+)"')
PARENT = re.compile(r'\{% extends "(?P<name>[^"]+)" %\}')
VARIABLE = re.compile(r"(?:email\.)?(?P<name>[a-z_]+)(?:\|pluralize(?::\"(?P<ends>[^\"]*)\")?)?")
CONDITION = re.compile(r"(?:el)?if (?P<not>not )?email\.(?P<name>[a-z_]+)(?: == (?P<number>\d+))?")
LOOP = re.compile(r"for (?P<one>[a-z_]+)(?:, (?P<two>[a-z_]+))? in email\.(?P<name>[a-z_]+)")


class FixedWording(Exception):
    """This kind's words do more than the form can say."""


def has_fixed_wording(kind: type[Email]) -> bool:
    """Whether staff cannot word this kind."""
    try:
        first_words(kind)
    except FixedWording:
        return True
    return False


@lru_cache(maxsize=256)
def first_words(kind: type[Email]) -> str:
    """The body as staff would have written it. Raises FixedWording."""
    words = "".join(_converted(list(_content(f"emails/{kind.kind}.txt")), kind))
    lines = [_heading(line.rstrip()) for line in words.strip().split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def first_subject(kind: type[Email]) -> str:
    """The subject with placeholders, as this kind says it in the usual case."""
    sample: Any = kind.sample()
    uses = placeholders_of(kind)
    marked = {
        name: f"[{name}]" for name, use in uses.items() if use is Use.TEXT and name not in COMMON
    }
    return str(cast(Email, dataclasses.replace(sample, **marked)).subject)


def _heading(line: str) -> str:
    """The text part writes headings in capitals; a condition may begin right before one."""
    capitals = LEAD.sub("", line, count=1)
    lead = line.removesuffix(capitals)
    has_letters = any(character.isalpha() for character in capitals)
    if has_letters and "[" not in capitals and capitals == capitals.upper():
        return f"{lead}# {capitals.capitalize()}"
    return line


def _source(name: str) -> str:
    backend = engines["django"]
    if not isinstance(backend, DjangoTemplates):
        raise TypeError("Emails are written in Django's template language.")
    return str(backend.engine.get_template(name).source)


def _content(name: str) -> Iterator[Token]:
    """The tokens of the block "content"; blocks in it that this template fills are filled."""
    source = _source(name)
    found = _blocks(source)
    parent = PARENT.search(source)
    if "content" not in found and parent is not None:
        found = {**_blocks(_source(parent["name"])), **found}
    for token in found.get("content", []):
        inner = re.fullmatch(r"block ([a-z]+)", token.contents)
        if token.token_type is TokenType.BLOCK and inner:
            yield from found.get(inner.group(1), [])
        elif not token.contents.startswith("endblock"):
            yield token


def _blocks(source: str) -> dict[str, list[Token]]:
    """The tokens of each block; those of a block in another one stand in both."""
    found: dict[str, list[Token]] = {}
    around: list[str] = []
    for token in Lexer(source).tokenize():
        is_block = token.token_type is TokenType.BLOCK
        if is_block and token.contents.startswith("endblock"):
            around.pop()
            if around:
                found[around[-1]].append(token)
            continue
        if around:
            found[around[-1]].append(token)
        if is_block and token.contents.startswith("block "):
            around.append(token.contents.split()[1])
            found[around[-1]] = []
    return found


def _converted(tokens: list[Token], kind: type[Email]) -> Iterator[str]:
    uses = placeholders_of(kind)
    ends: list[int] = []  # how many [end] each {% endif %} is: an {% elif %} opens another one
    while tokens:
        token = tokens.pop(0)
        words = token.contents
        if token.token_type is TokenType.TEXT:
            if "[" in words or "]" in words:
                raise FixedWording("It has square brackets of its own.")
            yield words
        elif token.token_type is TokenType.VAR:
            yield _variable(words, uses)
        elif words.startswith("if "):
            ends.append(1)
            yield _condition(words, uses)
        elif words.startswith("elif "):
            ends[-1] += 1
            yield "[otherwise]" + _condition(words, uses)
        elif words == "else":
            yield "[otherwise]"
        elif words == "endif":
            yield "[end]" * ends.pop()
        elif found := INCLUDED.fullmatch(words):
            tokens[:0] = Lexer(_source(found["name"])).tokenize()
        elif words.startswith("for "):
            yield _loop(words, tokens, uses)
        elif token.token_type is TokenType.BLOCK and "autoescape" not in words:
            raise FixedWording(words)


def _variable(words: str, uses: dict[str, Use]) -> str:
    found = VARIABLE.fullmatch(words)
    if found is None or found["name"] not in uses:
        raise FixedWording(words)
    if "|pluralize" not in words:
        return f"[{found['name']}]"
    one, _, more = (found["ends"] if found["ends"] is not None else ",s").rpartition(",")
    return f"[if {found['name']} is 1]{one}[otherwise]{more}[end]"


def _condition(words: str, uses: dict[str, Use]) -> str:
    found = CONDITION.fullmatch(words)
    if found is None or found["name"] not in uses:
        raise FixedWording(words)
    number = f" is {found['number']}" if found["number"] else ""
    return f"[if {found['not'] or ''}{found['name']}{number}]"


def _loop(words: str, tokens: list[Token], uses: dict[str, Use]) -> str:
    """A list on a line of its own; what is said around each of its items is left to the layout."""
    found = LOOP.fullmatch(words)
    inside = ""
    while tokens and tokens[0].contents != "endfor":
        token = tokens.pop(0)
        inside += f"[{token.contents}]" if token.token_type is TokenType.VAR else token.contents
    if found is None or not tokens or uses.get(found["name"]) is not Use.LIST:
        raise FixedWording(words)
    tokens.pop(0)
    item = f"[{found['one']}]"
    if found["two"]:
        item += f": “[{found['two']}]”"
    if inside.strip() not in (item, f"- {item}"):
        raise FixedWording(inside)
    return inside.replace(item, f"[{found['name']}]")
