"""Addresses of job alerts; those under link/ hold a secret, which the log filter masks."""

from __future__ import annotations

from django.urls import path

from vacancies.alerts import views

urlpatterns = [
    path("alerts/", views.own_alerts, name="alerts"),
    path("alerts/new/", views.new_alert, name="alert_new"),
    path("alerts/check-your-email/", views.alert_asked, name="alert_asked"),
    path("alerts/link/<str:token>/", views.alert_by_link, name="alert"),
    path("alerts/link/<str:token>/stop/", views.stop_by_link, name="alert_stop"),
    path("alerts/<int:pk>/", views.own_alert, name="own_alert"),
    path("alerts/<int:pk>/stop/", views.stop_own_alert, name="own_alert_stop"),
]
