"""The pages of eligibility: the rules, the check before applying (of a vacancy or of a route), the
stored decision, and asking a person."""

from django.urls import path

from applicants.views import check, check_route, decision, notices, rules

urlpatterns = [
    path("eligibility/rules/", rules.rules, name="rules"),
    path("eligibility/tell-me/<str:token>/", notices.confirm, name="tell_me_confirm"),
    path("eligibility/tell-me/<str:token>/remove/", notices.remove, name="tell_me_remove"),
    path("eligibility/", check_route.routes, name="routes"),
    path("eligibility/check/<slug:route>/", check_route.start, name="check_route"),
    path("eligibility/check/<slug:route>/result/", check_route.result, name="check_route_result"),
    path(
        "eligibility/check/<slug:route>/tell-me/",
        notices.tell_me_when_route,
        name="tell_me_when_route",
    ),
    path(
        "eligibility/check/<slug:route>/<slug:question>/",
        check_route.question,
        name="check_route_question",
    ),
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
    path("applications/<uuid:pk>/eligibility/", decision.decision, name="decision"),
    path("applications/<uuid:pk>/eligibility/review/", decision.review, name="review"),
    path("applications/<uuid:pk>/eligibility/evidence/", decision.evidence, name="evidence"),
]
