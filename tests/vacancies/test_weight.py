"""What the fullest list weighs on the wire: at most 8 kB of HTML (pages, chapter "Build")."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client
from django.utils import timezone

from recruitment.demo.many_vacancies import add_numbers
from vacancies.models import Base
from vacancies.services import load_bases

pytestmark = pytest.mark.django_db

MOST = 8 * 1024
# The middleware adds up to 100 random bytes, and built files have eleven letters of a hash in
# each of four names.
BESIDE = 100 + 4 * 11
LEVEL = 6  # as the middleware compresses


@pytest.mark.parametrize("path", ["/vacancies/", "/vacancies/internal/"])
def test_a_list_with_every_filter_and_twenty_adverts_keeps_to_its_weight(path: str) -> None:
    load_bases()
    # The internal ones are one in twenty; the words of them all are drawn the same way.
    numbers = range(0, 600, 1 if path == "/vacancies/" else 20)
    add_numbers(numbers, list(Base.objects.order_by("id")), now=timezone.now())
    page = Client().get(path).content
    assert page.count(b'class="app-vacancy"') + page.count(b'class="app-vacancy ') == 20
    assert page.count(b'type="checkbox"') >= (100 if path == "/vacancies/" else 60)
    assert len(gzip.compress(page, LEVEL)) + BESIDE <= MOST
