"""The pages of eligibility: the check before applying, the stored decision, and asking a person."""

from django.urls import path

from applicants.views import check

urlpatterns = [
    path("vacancies/<str:reference>/eligibility/", check.start, name="check_eligibility"),
    path(
        "vacancies/<str:reference>/eligibility/result/",
        check.result,
        name="check_eligibility_result",
    ),
    path(
        "vacancies/<str:reference>/eligibility/<slug:question>/",
        check.question,
        name="check_eligibility_question",
    ),
    path("applications/<uuid:pk>/eligibility/", check.decision, name="decision"),
    path("applications/<uuid:pk>/eligibility/review/", check.review, name="review"),
]
