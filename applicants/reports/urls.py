"""The reports, behind the same door as all staff pages."""

from django.contrib import admin
from django.urls import path

from applicants.reports import views

app_name = "reports"

urlpatterns = [
    path("", admin.site.admin_view(views.index), name="index"),
    path("<slug:code>/", admin.site.admin_view(views.report), name="report"),
    path("<slug:code>/columns/", admin.site.admin_view(views.columns), name="columns"),
    path("<slug:code>/csv/", admin.site.admin_view(views.export), {"ending": "csv"}, "export"),
    path("<slug:code>/xlsx/", admin.site.admin_view(views.export), {"ending": "xlsx"}, "workbook"),
]
