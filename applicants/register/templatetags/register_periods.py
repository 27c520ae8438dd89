"""The period of the register in templates."""

from __future__ import annotations

from django import template

from applicants.register import periods

register = template.Library()


@register.simple_tag
def months_on_register() -> str:
    """How many months a profile stays, in figures."""
    return str(periods.months_on_register())
