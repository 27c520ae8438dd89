"""Addresses of the ways to join."""

from __future__ import annotations

from django.urls import path

from vacancies.ways import views

app_name = "ways"
urlpatterns = [
    path("temporary-and-interim/", views.temporary, name="temporary"),
    path("new-police-constables/", views.constables, name="constables"),
    path("special-constables/", views.specials, name="specials"),
]
