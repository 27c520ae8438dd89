"""Odd input: what a fuzzer would send in the place of plain words."""

from __future__ import annotations

ODD_TEXTS: dict[str, str] = {
    "nul": "a\x00b",
    "long": "x" * 20_000,
    "figures": "9" * 40,
    "negative": "-1",
    "superscript": "²",
    "nan": "NaN",
    "infinity": "1e999",
    "markup": "<script>alert(1)</script>\"'`",
    "sql": "' OR 1=1; -- %s %(a)s {0}",
    "breaks": "a\r\nBcc: all@evil.example\r\n\r\nx",
    "unicode": "\u202e\ufeff\U0001f600\ufffe\u2028",
    "json": '{"a": [1]}',
    "date": "2026-02-31",
}
