"""The profile, and the copies that applications take of it."""

from __future__ import annotations

from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.models import ApplicationSection, Candidate, ProfileSection
from applicants.sections.profile import answers_for_form, profile_sections
from applicants.selectors.sections import Progress, section_states
from applicants.services.applying import start_application
from applicants.services.closing import close_account
from applicants.services.exporting import export_my_data
from recruitment.access.device import Device
from recruitment.uploads.models import StoredFile
from recruitment.uploads.selectors import files_of
from tests.accounts.people import make_user
from tests.applicants.candidate.world import (
    answers_for,
    external_vacancy,
    officer_vacancy,
    posted,
    ready_draft,
    section_of,
    signed_in,
)
from tests.applicants.factories import make_candidate, make_vacancy
from tests.uploads.files import pdf, upload
from vacancies.visibility import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate():
    return make_candidate()


@pytest.fixture
def mine(candidate):
    return signed_in(candidate)


def page(code):
    return reverse("applicants:profile_section", args=[code])


def section(code):
    return next(one for one in profile_sections() if one.code == code)


def row(candidate, code):
    return ProfileSection.objects.get(candidate=candidate, code=code)


def save(mine, code, answers, *, version=0):
    return mine.post(page(code), posted(answers, version=version))


def add(mine, candidate, code, question, *entries):
    where = reverse("applicants:profile_entry", args=[code, question, "new"])
    for entry in entries:
        version = mine.get(where).context["version"]
        assert mine.post(where, posted(entry, version=version)).url == page(code)
    finish = {"version": row(candidate, code).version, "action": "continue"}
    assert mine.post(page(code), finish).url == reverse("applicants:profile")


def test_every_page_opens_and_may_be_left_empty(mine):
    listed = mine.get(reverse("applicants:profile")).content.decode()
    for one in profile_sections():
        assert f'href="{page(one.code)}"' in listed
        assert one.title in mine.get(page(one.code)).content.decode()
    assert listed.count("Not started") == len(profile_sections())
    assert not ProfileSection.objects.exists()


def test_somebody_who_never_applied_has_a_profile_too():
    user = make_user("new.example")
    mine = signed_in(type("Person", (), {"user": user}))
    assert mine.get(page("personal")).status_code == 200
    assert not Candidate.objects.filter(user=user).exists()
    save(mine, "personal", answers_for(section("personal")))
    assert Candidate.objects.get(user=user).family_name == "Answer to family_name"


def test_the_profile_is_copied_and_must_be_looked_at(mine, candidate):
    save(mine, "personal", {**answers_for(section("personal")), "given_names": "Aspen"})
    save(mine, "address", answers_for(section("address")))
    application = start_application(vacancy=external_vacancy(), by=candidate.user)
    states = {state.section.code: state for state in section_states(application)}
    for code in ("personal", "address"):
        assert states[code].progress == Progress.CHECK_AGAIN
        assert states[code].saved.answers == row(candidate, code).answers
    # The copy stays what it was.
    changed = {**row(candidate, "address").answers, "town": "Elsewhere"}
    save(mine, "address", changed, version=1)
    assert row(candidate, "address").answers["town"] == "Elsewhere"
    copy = ApplicationSection.objects.get(application=application, code="address")
    assert copy.answers["town"] == "Answer to town"


@pytest.mark.parametrize("newer", ["profile", "application"])
def test_the_newer_of_profile_and_former_application_is_brought_over(mine, candidate, newer):
    former = ready_draft(candidate=candidate)
    save(mine, "address", {**answers_for(section("address")), "town": "In the profile"})
    if newer == "application":
        rows = ApplicationSection.objects.filter(application=former, code="address")
        rows.update(updated_at=timezone.now())
    again = start_application(vacancy=external_vacancy(), by=candidate.user)
    brought = ApplicationSection.objects.get(application=again, code="address").answers["town"]
    assert brought == {"profile": "In the profile", "application": "Answer to town"}[newer]


def test_clearances_accreditations_and_languages_answer_the_questions_of_a_form(mine, candidate):
    add(
        mine, candidate, "clearances", "clearances",
        {"level": "rv", "expires_on": "2027-05"},
        {"level": "sc", "expires_on": "2029-01", "sponsor": "Another force"},
    )  # fmt: skip
    add(
        mine, candidate, "profile-languages", "profile-languages",
        {"language": "Welsh", "level": "fluent"}, {"language": "Polish", "level": "basic"},
    )  # fmt: skip
    add(
        mine, candidate, "profile-accreditations", "profile-accreditations",
        {"name": "Taser", "expires_on": "2027-03"},
    )  # fmt: skip
    internal = start_application(vacancy=make_vacancy(), by=candidate.user)
    assert answers(internal, "vetting") == {"level": "sc", "expires_on": "2029-01"}
    constable = start_application(vacancy=officer_vacancy("new_constable"), by=candidate.user)
    assert answers(constable, "skills") == {
        "languages": "yes",
        "which_languages": "Welsh, Fluent: work in it\nPolish, Basic: simple phrases",
    }
    transferee = start_application(vacancy=officer_vacancy("transferee"), by=candidate.user)
    assert answers(transferee, "accreditations") == {"others": "Taser, until March 2027"}
    states = {state.section.code: state.progress for state in section_states(transferee)}
    assert states["accreditations"] == Progress.CHECK_AGAIN


def answers(application, code):
    return ApplicationSection.objects.get(application=application, code=code).answers


def test_a_clearance_without_an_end_is_the_latest():
    held = [{"level": "rv", "expires_on": "2029-01"}, {"level": "dv"}]
    vetting = section_of_form("vetting")
    assert answers_for_form(vetting, {"clearances": {"clearances": held}}) == {"level": "dv"}
    assert answers_for_form(vetting, {}) == {}


def section_of_form(code):
    return section_of(type("Draft", (), {"vacancy": make_vacancy()}), code)


def test_a_cv_is_copied_as_a_file_of_its_own(mine, candidate):
    data = {"q-how": "cv", "q-cv": upload("cv.pdf", pdf()), "version": "0", "action": "continue"}
    assert mine.post(page("work-history"), data).status_code == 302
    [original] = files_of(kind="profile", owner_id=candidate.pk)
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    application = start_application(vacancy=external_vacancy(), by=candidate.user)
    [copy] = files_of(kind="application", owner_id=application.pk)
    assert answers(application, "work-history") == {"how": "cv", "cv": [str(copy.pk)]}
    assert (copy.name, copy.state, copy.sha256) == (original.name, "clean", original.sha256)
    assert copy.place != original.place
    # A third takes the newest, whoever holds it, and never another file's id.
    again = start_application(vacancy=external_vacancy(), by=candidate.user)
    [third] = files_of(kind="application", owner_id=again.pk)
    assert answers(again, "work-history")["cv"] == [str(third.pk)]


def test_a_file_with_a_virus_is_not_copied(mine, candidate):
    data = {"q-how": "cv", "q-cv": upload("cv.pdf", pdf()), "version": "0", "action": "continue"}
    mine.post(page("work-history"), data)
    StoredFile.objects.update(state="quarantined", scanned_at=timezone.now(), finding="Eicar")
    application = start_application(vacancy=external_vacancy(), by=candidate.user)
    assert answers(application, "work-history") == {"how": "cv"}


def test_documents_of_the_profile_are_the_persons_alone(mine, candidate):
    def send(name, version):
        return mine.post(
            page("status-evidence"),
            {"q-documents": upload(name, pdf()), "version": str(version), "action": "continue"},
        )

    for number in range(5):
        assert send(f"{number}.pdf", number).status_code == 302
    full = send("6.pdf", 5)
    assert full.status_code == 409
    assert "You can add up to 5 files here. Remove one first." in full.content.decode()
    files = list(files_of(kind="profile", owner_id=candidate.pk))
    assert [file.name for file in files] == [f"{number}.pdf" for number in range(5)]
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    where = files[0].get_absolute_url()
    assert mine.get(where).status_code == 200
    assert signed_in(make_candidate()).get(where).status_code == 404


def test_two_tabs_never_overwrite_each_other(mine, candidate):
    known = answers_for(section("address"))
    save(mine, "address", known)
    late = save(mine, "address", {**known, "town": "Late tab"})
    assert late.status_code == 409
    assert "Late tab" in late.content.decode()
    assert row(candidate, "address").answers == known


def test_incomplete_pages_are_kept_and_not_copied(mine, candidate):
    unfinished = save(mine, "address", {"town": "Half typed"})
    assert unfinished.status_code == 200
    assert row(candidate, "address").answers == {"town": "Half typed"}
    assert "In progress" in mine.get(reverse("applicants:profile")).content.decode()
    application = start_application(vacancy=external_vacancy(), by=candidate.user)
    assert not ApplicationSection.objects.filter(application=application, code="address").exists()


def test_looking_at_an_entry_leaves_a_completed_page_completed(mine, candidate):
    section_code = "work-history"
    job = {"kind": "job", "place": "Example Ltd", "title": "Analyst", "started_on": "2010-01",
           "current": "yes"}  # fmt: skip
    where = reverse("applicants:profile_entry", args=[section_code, "history", "new"])
    mine.post(where, posted(job, version=0))
    finish = {"q-how": "list", "version": "1", "action": "continue"}
    assert mine.post(page(section_code), finish).url == reverse("applicants:profile")
    assert row(candidate, section_code).completed is True
    entry = row(candidate, section_code).answers["history"][0]["id"]
    look = {"q-how": "list", "version": "2", "action": f"change:history:{entry}"}
    opened = mine.post(page(section_code), look)
    assert opened.url == where.replace("/new/", f"/{entry}/")
    assert row(candidate, section_code).completed is True


def test_an_unknown_page_does_not_exist(mine):
    assert mine.get(page("adjustments")).status_code == 404
    assert mine.post(page("adjustments"), {"version": "0"}).status_code == 404


def test_the_list_asks_the_same_number_of_queries_empty_and_full(
    mine, candidate, django_assert_num_queries
):
    mine.get(reverse("applicants:profile"))
    for codes in ([], ["personal", "address", "education"]):
        for code in codes:
            save(mine, code, answers_for(section(code)))
        with django_assert_num_queries(4):  # session, account, candidate, pages
            mine.get(reverse("applicants:profile"))


def test_the_profile_goes_with_the_account_and_into_the_download(mine, candidate):
    save(mine, "address", answers_for(section("address")))
    data = {"q-documents": upload("letter.pdf", pdf()), "version": "0", "action": "continue"}
    mine.post(page("status-evidence"), data)
    StoredFile.objects.update(state="clean", scanned_at=timezone.now())
    held = export_my_data(viewer=Viewer(candidate.user, Device(False, "none"), timezone.now()))
    with held, ZipFile(held) as archive:
        assert "profile/files/01-letter.pdf" in archive.namelist()
        assert "Answer to town" in archive.read("index.html").decode()
        assert '"page": "Where you live"' in archive.read("data.json").decode()
    close_account(by=candidate.user)
    assert not ProfileSection.objects.exists()
    assert not StoredFile.objects.exists()
