"""Addresses of the forums. `recruitment.access.logs` masks the secret of those under `booking/`."""

from __future__ import annotations

from django.urls import path

from vacancies.forums import views

app_name = "forums"
urlpatterns = [
    path("", views.forums, name="forums"),
    path("yours/", views.yours, name="yours"),
    path("yours/<int:pk>/cancel/", views.cancel_own, name="cancel_own"),
    path("booking/<str:token>/", views.booking, name="booking"),
    path("booking/<str:token>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/", views.forum, name="forum"),
    path("<int:pk>/book/", views.book, name="book"),
    path("<int:pk>/check-your-email/", views.asked, name="asked"),
    path("<int:pk>/forum.ics", views.calendar, name="calendar"),
]
