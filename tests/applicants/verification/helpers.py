"""Walks the manager's pages as a browser would."""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from applicants.models import VerificationRequest
from applicants.verification_links import link_path

EXCEPTED = {"django_session"}  # a session is what a visit is


def open_pages(client: Client, request: VerificationRequest) -> Any:
    """Follow the emailed link."""
    return client.get(link_path(request), follow=True)


def statement_data(request: VerificationRequest, **overrides: str) -> dict[str, str]:
    """Every statement confirmed, with `code__part="…"` overrides."""
    data = {f"claim-{claim.pk}-answer": "confirm" for claim in request.claims.all()}
    by_code = {claim.code: claim.pk for claim in request.claims.all()}
    for key, value in overrides.items():
        code, _, part = key.rpartition("__")
        data[f"claim-{by_code[code.replace('_', '-')]}-{part}"] = value
    return data


def answer(client: Client, request: VerificationRequest, **overrides: str) -> Any:
    """The whole way from the link to the last page, as the line manager."""
    open_pages(client, request)
    client.post(reverse("verification:page"), {"is_manager": "yes"})
    response = client.post(reverse("verification:statements"), statement_data(request, **overrides))
    assert response.status_code == 302, response.content.decode()
    return client.post(reverse("verification:review"), follow=True)


def fingerprint() -> dict[str, str]:
    """A hash of every row of every table but sessions."""
    found = {}
    with connection.cursor() as cursor:
        tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        for table in sorted(tables - EXCEPTED):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows = "\n".join(row[0] for row in cursor.fetchall())
            found[table] = hashlib.sha256(rows.encode()).hexdigest()
    return found
