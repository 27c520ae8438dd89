"""Addresses of the API. Version 1 stays as it is; what would break it becomes version 2."""

from __future__ import annotations

from django.urls import path

from vacancies.api import views

urlpatterns = [
    path("api/", views.about, name="api"),
    path("api/v1/openapi.json", views.openapi, name="api_openapi"),
    path("api/v1/vacancies/", views.vacancy_list, name="api_list"),
    path("api/v1/vacancies/<str:reference>/", views.vacancy_detail, name="api_detail"),
]
