from django.urls import path

from recruitment.ui import views

app_name = "ui"

urlpatterns = [
    path("cookies/", views.cookies_page, name="cookies"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("feedback/", views.feedback, name="feedback"),
    path("stay-signed-in/", views.stay_signed_in, name="stay_signed_in"),
    path("healthz", views.health, name="health"),
    path("readyz", views.ready, name="ready"),
    path("metrics", views.metrics, name="metrics"),
]
