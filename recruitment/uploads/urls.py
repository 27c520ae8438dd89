"""The one address of uploaded files."""

from django.urls import path

from recruitment.uploads import views

app_name = "uploads"
urlpatterns = [path("<uuid:pk>/", views.file, name="file")]
