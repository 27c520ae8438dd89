"""Addresses of the organisation pages."""

from __future__ import annotations

from django.urls import path

from vacancies.organisation import views

urlpatterns = [
    path("organisation/", views.glance, name="organisation"),
    path("organisation/bcus/", views.bcus, name="organisation_bcus"),
    path("organisation/<slug:slug>/", views.group, name="organisation_group"),
]
