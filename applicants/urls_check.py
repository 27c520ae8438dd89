"""The pages of eligibility: the rules, the check before applying, the stored decision, and asking a
person."""

from django.urls import path

from applicants.views import check, notices, rules

urlpatterns = [
    path("eligibility/rules/", rules.rules, name="rules"),
    path("eligibility/tell-me/<str:token>/", notices.confirm, name="tell_me_confirm"),
    path("eligibility/tell-me/<str:token>/remove/", notices.remove, name="tell_me_remove"),
    path("vacancies/<str:reference>/eligibility/", check.start, name="check_eligibility"),
    path(
        "vacancies/<str:reference>/eligibility/result/",
        check.result,
        name="check_eligibility_result",
    ),
    path(
        "vacancies/<str:reference>/eligibility/tell-me/",
        notices.tell_me_when,
        name="tell_me_when",
    ),
    path(
        "vacancies/<str:reference>/eligibility/<slug:question>/",
        check.question,
        name="check_eligibility_question",
    ),
    path("applications/<uuid:pk>/eligibility/", check.decision, name="decision"),
    path("applications/<uuid:pk>/eligibility/review/", check.review, name="review"),
]
