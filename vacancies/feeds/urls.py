"""Addresses of the feeds; they stand before the references of adverts."""

from __future__ import annotations

from django.urls import path

from vacancies.feeds import views

urlpatterns = [
    path("vacancies/feed.atom", views.atom_feed, name="feed_atom"),
    path("vacancies/feed.json", views.json_feed, name="feed_json"),
]
