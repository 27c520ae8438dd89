"""A file that answers a question: the CV of an application."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.choices import Status
from applicants.models import Application, ApplicationSection, ProfileSection
from applicants.selectors.sections import Progress, section_states
from applicants.services.applying import start_application
from recruitment.accounts.roles import Role
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services import store_upload
from tests.accounts.people import client_with_second_factor, make_staff
from tests.applicants.candidate.world import draft, section_url, signed_in, url
from tests.applicants.factories import make_candidate, make_vacancy
from tests.uploads.files import pdf, upload
from vacancies.models import TeamMember

pytestmark = pytest.mark.django_db


def send(mine, application, *, version=0, action="continue", name="cv.pdf", content=b""):
    data = {"q-how": "cv", "version": str(version), "action": action}
    if name:
        data["q-cv"] = upload(name, content or pdf())
    return mine.post(section_url(application, "work-history"), data)


def stored(application):
    return ApplicationSection.objects.get(application=application, code="work-history")


def files(application):
    return list(files_of(kind="application", owner_id=application.pk))


@pytest.fixture
def application():
    return draft()


@pytest.fixture
def mine(application):
    return signed_in(application.candidate)


def test_a_cv_completes_the_work_history(application, mine):
    assert send(mine, application).status_code == 302
    [file] = files(application)
    row = stored(application)
    assert row.answers == {"how": "cv", "cv": [str(file.pk)]}
    assert row.completed is True
    assert (file.name, file.purpose, file.uploaded_by) == (
        "cv.pdf", "work-history-cv", application.candidate.user,
    )  # fmt: skip
    page = mine.get(section_url(application, "work-history")).content.decode()
    assert "cv.pdf" in page
    assert "nobody can open the file, neither you nor the recruitment team" in page
    assert "cv.pdf" in mine.get(url("check_answers", application.pk)).content.decode()
    # Saved again without choosing the file a second time.
    assert send(mine, application, version=1, name="").status_code == 302
    assert stored(application).answers == row.answers


def test_a_refused_file_is_an_error_at_its_field_and_the_rest_is_kept(application, mine):
    page = send(mine, application, name="cv.exe")
    assert page.status_code == 200
    assert page.context["form"].errors == {"cv": ["The file must be a PDF, DOCX, JPG or PNG."]}
    assert 'href="#id_q-cv"' in page.content.decode()
    assert stored(application).answers == {"how": "cv"}
    assert files(application) == []


def test_no_file_is_an_error(application, mine):
    page = send(mine, application, name="")
    assert page.context["form"].errors == {"cv": ["Choose the file with your CV."]}


def test_a_new_cv_takes_the_place_of_the_former(application, mine):
    send(mine, application)
    send(mine, application, version=1, name="newer.pdf")
    assert [file.name for file in files(application)] == ["newer.pdf"]
    assert stored(application).answers["cv"] == [str(files(application)[0].pk)]


def test_a_file_is_stored_once_when_the_tab_is_old(application, mine):
    send(mine, application)
    page = send(mine, application, version=0, name="old tab.pdf")
    assert page.status_code == 409
    assert [file.name for file in files(application)] == ["cv.pdf"]


def test_removing_asks_first_and_opens_the_section(application, mine):
    send(mine, application)
    [file] = files(application)
    answer = send(mine, application, version=1, name="", action=f"remove:cv:{file.pk}")
    args = [application.pk, "work-history", "cv", file.pk]
    assert answer.url == reverse("applicants:entry_remove", args=args)
    version = mine.get(answer.url).context["version"]
    assert files(application) == [file]
    mine.post(answer.url, {"version": str(version)})
    assert files(application) == []
    assert stored(application).answers == {"how": "cv"}
    assert stored(application).completed is False


def test_answers_that_name_somebody_elses_file_name_nothing(application, mine):
    other = draft()
    send(signed_in(other.candidate), other)
    theirs = str(files(other)[0].pk)
    mine.post(
        section_url(application, "work-history"),
        {"q-how": "cv", "q-cv": theirs, "version": "0", "action": "later"},
    )
    assert stored(application).answers == {"how": "cv"}
    args = [application.pk, "work-history", "cv", theirs]
    assert mine.post(reverse("applicants:entry_remove", args=args)).status_code == 404
    assert len(files(other)) == 1


def test_only_the_candidate_and_readers_of_the_whole_application_get_the_file(application, mine):
    send(mine, application)
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    where = files(application)[0].get_absolute_url()
    staff = {}
    for name, role in (("sifter", Role.SIFTER), ("recruiter", Role.RECRUITER)):
        user = make_staff(role, username=name)
        TeamMember.objects.create(vacancy=application.vacancy, user=user, role="recruiter")
        staff[name] = client_with_second_factor(user)
    no_factor = signed_in(type("Person", (), {"user": user}))
    elsewhere = client_with_second_factor(make_staff(Role.RECRUITER, username="elsewhere"))
    assert mine.get(where).status_code == 200
    # A draft does not exist for staff.
    assert staff["recruiter"].get(where).status_code == 404
    Application.objects.filter(pk=application.pk).update(
        status=Status.SIFT, submitted_at=timezone.now()
    )
    codes = {name: client.get(where).status_code for name, client in staff.items()}
    assert codes == {"recruiter": 200, "sifter": 404}
    assert no_factor.get(where).status_code == 404
    assert elsewhere.get(where).status_code == 404
    assert signed_in(make_candidate()).get(where).status_code == 404
    case = reverse("admin:applicants_application_case", args=[application.pk])
    assert where in staff["recruiter"].get(case).content.decode()
    assert where not in staff["sifter"].get(case).content.decode()
    assert "cv.pdf" not in staff["sifter"].get(case).content.decode()


def test_files_of_restricted_vacancies_are_read_on_met_devices_alone(settings):
    restricted = draft(vacancy=make_vacancy(visibility="restricted"))
    person = restricted.candidate.user
    standing = {"kind": "police_staff", "source": "hr_record"}
    person.standings.create(**standing, valid_from="2020-01-01", valid_until="2099-01-01")
    file = store_upload(
        checked=check_file(upload("cv.pdf", pdf())),
        kind="application",
        owner_id=restricted.pk,
        purpose="work-history-cv",
        by=person,
    )
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    client = signed_in(restricted.candidate)
    assert client.get(file.get_absolute_url()).status_code == 404
    device = {"X-Met-Device": settings.MET_DEVICE_SECRET}
    assert client.get(file.get_absolute_url(), headers=device).status_code == 200


def test_documents_about_status_are_for_those_who_decide_eligibility_and_check():
    application = draft(vacancy=make_vacancy())
    mine = signed_in(application.candidate)
    where = section_url(application, "status-evidence")
    page = mine.get(where).content.decode()
    assert "The people who assess your application never see it." in page
    # It may be left empty.
    assert mine.post(where, {"version": "0", "action": "continue"}).status_code == 302
    data = {"q-documents": upload("probation.pdf", pdf()), "version": "1", "action": "continue"}
    assert mine.post(where, data).status_code == 302
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    Application.objects.filter(pk=application.pk).update(
        status=Status.SIFT, submitted_at=timezone.now()
    )
    [file] = files(application)
    case = reverse("admin:applicants_application_case", args=[application.pk])
    read = {}
    for role in (
        Role.ELIGIBILITY_REVIEWER, Role.CHECKS_OFFICER, Role.RECRUITER, Role.PANEL_MEMBER,
        Role.SIFTER, Role.VACANCY_HOLDER,
    ):  # fmt: skip
        user = make_staff(role, username=role.value)
        TeamMember.objects.create(vacancy=application.vacancy, user=user, role="recruiter")
        browser = client_with_second_factor(user)
        page = browser.get(case).content.decode()
        seen = {"probation.pdf" in page, "Documents about your status" in page}
        read[role] = (browser.get(file.get_absolute_url()).status_code, seen)
    allowed = {Role.ELIGIBILITY_REVIEWER, Role.CHECKS_OFFICER}
    assert read == {role: (200, {True}) if role in allowed else (404, {False}) for role in read}


def test_documents_of_the_profile_are_copied_into_an_internal_application():
    candidate = make_candidate()
    owner = {"kind": "profile", "owner_id": candidate.pk, "purpose": "status-evidence-documents"}
    kept = store_upload(checked=check_file(upload("hours.pdf", pdf())), by=candidate.user, **owner)
    ProfileSection.objects.create(
        candidate=candidate,
        code="status-evidence",
        answers={"documents": [str(kept.pk)]},
        completed=True,
    )
    application = start_application(vacancy=make_vacancy(), by=candidate.user)
    [copy] = files(application)
    assert (copy.name, copy.purpose) == ("hours.pdf", "status-evidence-documents")
    assert copy.pk != kept.pk
    states = {state.section.code: state for state in section_states(application)}
    assert states["status-evidence"].progress == Progress.CHECK_AGAIN
    assert states["status-evidence"].saved.answers == {"documents": [str(copy.pk)]}
