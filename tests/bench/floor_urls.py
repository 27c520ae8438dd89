"""Addresses of the floor."""

from __future__ import annotations

from django.urls import path

from tests.bench import floor

urlpatterns = [
    path("f0/", floor.ready),
    path("f1/", floor.rows),
    path("f2/", floor.search),
    path("f4/", floor.staff_list),
    path("f3/<str:reference>/", floor.one),
]
