"""Addresses of the transferring officers pages."""

from __future__ import annotations

from django.urls import path

from vacancies.specialisms import views

app_name = "specialisms"
urlpatterns = [
    path("", views.index, name="index"),
    path("interest/", views.interest, name="interest"),
    path("interest/sent/", views.sent, name="sent"),
    path("interest/remove/<str:token>/", views.remove, name="remove"),
    path("<slug:slug>/", views.specialism, name="specialism"),
]
