"""The demo's pages."""

from django.urls import path

from recruitment.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.index, name="index"),
    path("codes/", views.codes, name="codes"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<str:message_id>/", views.message, name="message"),
    path("mailbox/<str:message_id>/html/", views.message_html, name="message_html"),
    path("device/", views.device, name="device"),
]
