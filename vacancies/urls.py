"""Addresses of adverts. The named lists stand before the references."""

from __future__ import annotations

from django.urls import include, path

from vacancies import views

app_name = "vacancies"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("vacancies.alerts.urls")),
    path("", include("vacancies.api.urls")),
    path("", include("vacancies.feeds.urls")),
    path("", include("vacancies.organisation.urls")),
    path("vacancies/", views.public_list, name="list"),
    path("vacancies/internal/", views.internal_list, name="internal"),
    path("vacancies/restricted/", views.restricted_list, name="restricted"),
    path("vacancies/<str:reference>/", views.detail, name="detail"),
    path("vacancies/<str:reference>/closing.ics", views.closing, name="closing"),
    path("vacancies/<str:reference>/documents/<uuid:pk>/", views.attachment, name="attachment"),
]
