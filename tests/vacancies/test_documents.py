"""Documents of adverts: put up by staff, checked, and downloaded by whoever may see the advert."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from recruitment.accounts.models import User
from recruitment.accounts.roles import Role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.uploads.inspection import check_file
from recruitment.uploads.models import StoredFile, file_storage
from recruitment.uploads.selectors import files_of
from recruitment.uploads.services.scanning import scan_upload
from tests.accounts.people import client_with_second_factor, make_staff, make_user
from tests.uploads.conftest import clamd, with_scanner  # noqa: F401  fixtures
from tests.uploads.files import EICAR, docx, pdf, upload
from tests.uploads.test_serving import pass_check
from tests.vacancies.adverts import (
    MET_DEVICE,
    NOW,
    RESTRICTED,
    make_draft,
    make_internal_user,
    make_open,
    signed_in,
)
from tests.vacancies.test_restricted import answer, make_restricted, outsiders
from vacancies.advert_templates.services import (
    delete_template,
    keep_template,
    start_from_template,
)
from vacancies.attachments import ADVERT, TEMPLATE, Purpose
from vacancies.emails.documents import AdvertFileLocked
from vacancies.models import Announcement, Vacancy
from vacancies.services import (
    add_team_member,
    attach_file,
    close_vacancy,
    copy_vacancy,
    remove_file,
)

pytestmark = pytest.mark.django_db
PROFILE = Purpose.ROLE_PROFILE


def attach(vacancy: Vacancy, name: str = "Analyst.pdf", **more: Any) -> StoredFile:
    content = more.pop("content", pdf(b"x" * 119_700))
    values = {"by": None, "purpose": PROFILE, **more}
    return attach_file(vacancy_id=vacancy.pk, checked=check_file(upload(name, content)), **values)


def clean(vacancy: Vacancy, name: str = "Analyst.pdf", **more: Any) -> StoredFile:
    return pass_check(attach(vacancy, name, **more))


def address(vacancy: Vacancy, file: StoredFile) -> str:
    return f"/vacancies/{vacancy.reference}/documents/{file.pk}/"


def staff_page(vacancy: Vacancy) -> str:
    return f"/staff/vacancies/vacancy/{vacancy.pk}/documents/"


def member(vacancy: Vacancy, role: Role = Role.RECRUITER) -> tuple[User, Client]:
    user = make_staff(role, username="rowan.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=user, role="recruiter")
    return user, client_with_second_factor(user)


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# ---- What readers get


def test_anybody_reads_a_document_of_a_public_advert() -> None:
    vacancy = make_open()
    file = clean(vacancy)
    client = Client()
    page = client.get(vacancy.get_absolute_url())
    assert "Documents Role profile: Analyst.pdf (PDF, 120 kB)" in text_of(page)
    assert f'href="{address(vacancy, file)}"' in page.content.decode()
    response = client.get(address(vacancy, file))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert body == pdf(b"x" * 119_700)
    wanted = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Analyst.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store, private",
    }
    assert {name: response.headers[name] for name in wanted} == wanted
    assert client.get(file.get_absolute_url()).status_code == 302  # that address is for others


@pytest.mark.parametrize("state", ["pending", "quarantined", "lost"])
def test_what_is_not_clean_is_nowhere(state: str) -> None:
    vacancy = make_open()
    file = attach(vacancy)
    if state == "quarantined":
        StoredFile.objects.update(state=state, scanned_at=NOW, finding="Eicar")
    if state == "lost":
        pass_check(file)
        file_storage().delete(file.place)
    client = Client()
    assert client.get(address(vacancy, file)).status_code == 404
    shown = "Analyst.pdf" in client.get(vacancy.get_absolute_url()).content.decode()
    assert shown is (state == "lost")


def test_a_document_belongs_to_its_own_advert() -> None:
    vacancy, other = make_open(), make_open()
    file = clean(vacancy)
    client = Client()
    assert client.get(address(vacancy, file)).status_code == 200
    assert client.get(address(other, file)).status_code == 404
    assert (
        client.get(f"/vacancies/{vacancy.reference}/documents/{uuid.uuid4()}/").status_code == 404
    )
    foreign = files_of(kind=ADVERT, owner_id=vacancy.pk)
    foreign.update(owner_kind="application")
    assert client.get(address(vacancy, file)).status_code == 404


def test_documents_live_and_go_with_the_advert() -> None:
    draft = make_draft()
    file = clean(draft)
    assert Client().get(address(draft, file)).status_code == 404
    vacancy = make_open()
    file = clean(vacancy)
    close_vacancy(by=None, vacancy_id=vacancy.pk, reason="Enough.")
    assert Client().get(address(vacancy, file)).status_code == 200  # it can still be read
    Vacancy.objects.filter(pk=vacancy.pk).update(status="cancelled")
    assert Client().get(address(vacancy, file)).status_code == 404


def test_a_restricted_document_is_for_outsiders_as_one_that_never_was() -> None:
    readers = outsiders()
    known = uuid.UUID("6f1f2a54-7d6b-4f3c-9a25-0c5e6f1b7d11")
    path = f"/vacancies/MPS-26-0422/documents/{known}/"
    for client, headers in readers.values():
        client.get("/vacancies/", **headers)  # the session's own cookie is renewed once a minute
    before = {name: answer(c, path, **headers) for name, (c, headers) in readers.items()}
    vacancy = make_restricted()
    clean(vacancy)
    StoredFile.objects.update(id=known)
    after = {name: answer(c, path, **headers) for name, (c, headers) in readers.items()}
    assert after == before
    assert {status for status, _, _ in after.values()} == {404}
    inside = signed_in(make_internal_user("inside.example"))
    assert inside.get(path, **MET_DEVICE).status_code == 200
    assert inside.get(path).status_code == 404


def test_both_answers_ask_the_same_questions_of_the_database(
    django_assert_num_queries: Any,
) -> None:
    file = clean(make_restricted())
    for reference in ("MPS-26-0422", "MPS-26-9999"):
        with django_assert_num_queries(1):
            path = f"/vacancies/{reference}/documents/{file.pk}/"
            assert Client().get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_documents(
    number: int, django_assert_num_queries: Any
) -> None:
    vacancy = make_open()
    for one in range(number):
        clean(vacancy, f"Part {one}.pdf")
    # advert, bases, documents, similar vacancies, essential criteria
    with django_assert_num_queries(5):
        page = Client().get(vacancy.get_absolute_url())
    assert len(page.context["documents"]) == number


# ---- What staff do


def test_staff_put_a_document_on_an_advert() -> None:
    vacancy = make_draft()
    user, client = member(vacancy)
    page = client.get(staff_page(vacancy))
    assert "No documents yet." in text_of(page)
    response = client.post(
        staff_page(vacancy),
        {"seen": 1, "purpose": "information-pack", "file": upload("About us.docx", docx())},
    )
    assert (response.status_code, response["Location"]) == (302, staff_page(vacancy))
    file = StoredFile.objects.get()
    assert (file.owner_kind, file.owner_id, file.purpose) == (
        "advert",
        str(vacancy.pk),
        "information-pack",
    )
    assert (file.name, file.state, file.uploaded_by) == ("About us.docx", "pending", user)
    change = vacancy.history.latest("sequence")
    assert (change.event, change.actor_id, change.data["after"]) == (
        "edit",
        user.pk,
        {"fields": ["attachments"]},
    )
    actions = set(AuditEntry.objects.filter(actor_id=user.pk).values_list("action", flat=True))
    assert {"file.upload", "vacancy.edit"} <= actions
    again = text_of(client.get(staff_page(vacancy)))
    assert "Information pack: About us.docx" in again
    form = client.get(f"/staff/vacancies/vacancy/{vacancy.pk}/change/")
    assert f'1 document. <a href="{staff_page(vacancy)}"' in form.content.decode()


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({}, "file", "Choose a file."),
        (
            {"file": ("profile.exe", b"MZ")},
            "file",
            "The file must be a PDF, DOCX, JPG or PNG.",
        ),
        (
            {"purpose": "spell", "file": ("a.pdf", pdf())},
            "purpose",
            "Select a valid choice. spell is not one of the available choices.",
        ),
    ],
)
def test_what_is_wrong_stands_at_its_field(data: dict[str, Any], field: str, message: str) -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    sent = {"seen": 1, "purpose": "other", **data}
    if "file" in sent:
        sent["file"] = upload(*sent["file"])
    page = client.post(staff_page(vacancy), sent)
    assert page.status_code == 200
    assert page.context["form"].errors == {field: [message]}
    assert "<title>Error: Documents" in page.content.decode()
    assert not StoredFile.objects.exists()


def test_an_eleventh_document_is_refused_at_the_field() -> None:
    vacancy = make_draft()
    for number in range(10):
        attach(vacancy, f"{number}.pdf", content=pdf())
    _, client = member(vacancy)
    page = client.post(
        staff_page(vacancy), {"seen": 11, "purpose": "other", "file": upload("x.pdf", pdf())}
    )
    message = "You can add up to 10 files. Remove one first."
    assert page.context["form"].errors == {"file": [message]}
    assert StoredFile.objects.count() == 10


def test_a_document_is_replaced_and_removed_with_audit() -> None:
    vacancy = make_draft()
    user, client = member(vacancy)
    old = clean(vacancy)
    client.post(
        staff_page(vacancy),
        {
            "seen": 2,
            "purpose": PROFILE,
            "in_place_of": str(old.pk),
            "file": upload("New.pdf", pdf()),
        },
    )
    new = StoredFile.objects.get()
    assert new.name == "New.pdf"
    deleted = AuditEntry.objects.get(action="file.delete")
    assert (deleted.actor_id, deleted.target_id, deleted.reason) == (
        user.pk,
        str(old.pk),
        "Replaced.",
    )
    response = client.post(staff_page(vacancy), {"seen": 3, "remove": str(new.pk)})
    assert response.status_code == 302
    assert not StoredFile.objects.exists()
    assert AuditEntry.objects.filter(action="file.delete", reason="Removed.").count() == 1


@pytest.mark.parametrize("remove", ["", "nonsense", str(uuid.UUID(int=7))])
def test_removing_what_is_not_there_says_so(remove: str) -> None:
    vacancy = make_draft()
    other = clean(make_draft())
    _, client = member(vacancy)
    for chosen in (remove, str(other.pk)):
        page = client.post(staff_page(vacancy), {"seen": 1, "remove": chosen})
        assert (page.status_code, page.context["problems"]) == (
            409,
            ["That document is no longer there. Look at the documents again."],
        )
    assert StoredFile.objects.get() == other


def test_whoever_comes_second_is_told() -> None:
    vacancy = make_draft()
    _, client = member(vacancy)
    file = clean(vacancy)
    page = client.post(staff_page(vacancy), {"seen": 1, "remove": str(file.pk)})
    assert page.status_code == 409
    assert "Changed by the portal" in page.context["problems"][0]
    page = client.post(
        staff_page(vacancy), {"seen": 1, "purpose": "other", "file": upload("x.pdf", pdf())}
    )
    assert page.status_code == 409
    assert StoredFile.objects.count() == 1


def test_only_those_who_write_the_advert_come_in() -> None:
    vacancy, restricted = make_draft(), make_open(**RESTRICTED)
    user, client = member(vacancy)
    add_team_member(by=None, vacancy_id=restricted.pk, user=user, role="recruiter")
    assert client.get(staff_page(make_draft())).status_code == 404
    assert client.get(staff_page(restricted)).status_code == 404
    assert client.get(staff_page(restricted), **MET_DEVICE).status_code == 200
    chair = make_staff(Role.PANEL_CHAIR, username="chair.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=chair, role="panel_chair")
    assert client_with_second_factor(chair).get(staff_page(vacancy)).status_code == 403
    with pytest.raises(PermissionDenied):
        attach(vacancy, by=chair)
    assert not StoredFile.objects.exists()


def test_staff_open_documents_of_drafts_at_the_address_of_all_files() -> None:
    draft, restricted = make_draft(), make_open(**RESTRICTED)
    file, hidden = clean(draft), clean(restricted)
    user, client = member(draft)
    add_team_member(by=None, vacancy_id=restricted.pk, user=user, role="recruiter")
    assert client.get(file.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(hidden.get_absolute_url(), **MET_DEVICE).status_code == 200
    elsewhere = client_with_second_factor(make_staff(Role.RECRUITER, username="far.example"))
    assert elsewhere.get(file.get_absolute_url()).status_code == 404
    assert signed_in(user).get(file.get_absolute_url()).status_code == 404  # no second factor
    assert signed_in(make_user("cand.example")).get(file.get_absolute_url()).status_code == 404
    preview = client.get(f"/staff/vacancies/vacancy/{draft.pk}/preview/public/")
    assert f'href="{file.get_absolute_url()}"' in preview.content.decode()


def test_a_document_on_an_advert_that_waits_takes_the_approval_away() -> None:
    vacancy = make_draft()
    Vacancy.objects.filter(pk=vacancy.pk).update(status="approved")
    attach(vacancy)
    vacancy.refresh_from_db()
    assert vacancy.status == "draft"
    Vacancy.objects.filter(pk=vacancy.pk).update(status="cancelled")
    with pytest.raises(ValidationError):
        attach(vacancy)
    assert StoredFile.objects.count() == 1


# ---- Published adverts: material, and told


def test_a_new_document_is_material_once_the_advert_is_published() -> None:
    vacancy = make_open()
    user, _ = member(vacancy)
    file = clean(vacancy, by=user)
    change = vacancy.history.latest("sequence")
    line = "Role profile: Analyst.pdf (PDF, 120 kB, added midday on 22 November 2026)"
    assert change.data["changes"] == [{"what": "Documents", "before": "", "after": line}]
    assert (change.version, Announcement.objects.get().change) == (2, change)
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        attach(vacancy, by=user, in_place_of=file.pk)  # the same name and size
    (told,) = vacancy.history.latest("sequence").data["changes"]
    assert told["before"] == line
    assert told["after"] == line.replace("added midday", "added 12:05pm")
    remove_file(by=user, vacancy_id=vacancy.pk, file_id=StoredFile.objects.get().pk)
    assert vacancy.history.latest("sequence").data["changes"][0]["after"] == ""
    assert Announcement.objects.count() == 3


def test_without_the_right_to_approve_a_published_advert_keeps_its_documents() -> None:
    vacancy = make_open()
    holder = make_staff(Role.VACANCY_HOLDER, username="holder.example")
    add_team_member(by=None, vacancy_id=vacancy.pk, user=holder, role="vacancy_holder")
    file = clean(vacancy)
    with pytest.raises(PermissionDenied):
        attach(vacancy, by=holder)
    with pytest.raises(PermissionDenied):
        remove_file(by=holder, vacancy_id=vacancy.pk, file_id=file.pk)
    assert StoredFile.objects.get() == file


# ---- Copies


def test_a_copy_has_copies_of_what_is_not_locked() -> None:
    vacancy = make_open()
    clean(vacancy)
    attach(vacancy, "Pending.pdf")
    locked = attach(vacancy, "Locked.pdf")
    StoredFile.objects.filter(pk=locked.pk).update(
        state="quarantined", scanned_at=NOW, finding="Eicar"
    )
    lost = clean(vacancy, "Lost.pdf")
    file_storage().delete(lost.place)
    copied = copy_vacancy(by=None, vacancy_id=vacancy.pk)
    files = files_of(kind=ADVERT, owner_id=copied.pk)
    assert {file.name: file.state for file in files} == {
        "Analyst.pdf": "clean",
        "Pending.pdf": "pending",
    }
    remove_file(by=None, vacancy_id=copied.pk, file_id=files[0].pk)
    assert files_of(kind=ADVERT, owner_id=vacancy.pk).count() == 4


def test_a_template_keeps_documents_until_it_is_deleted() -> None:
    vacancy = make_open()
    file = clean(vacancy)
    user, client = member(vacancy)
    template = keep_template(by=user, vacancy_id=vacancy.pk, name="Analysts")
    remove_file(by=user, vacancy_id=vacancy.pk, file_id=file.pk)
    page = client.get(f"/staff/advert_templates/adverttemplate/{template.pk}/change/")
    assert "Documents Role profile: Analyst.pdf (PDF, 120 kB" in text_of(page)
    kept = files_of(kind=TEMPLATE, owner_id=template.pk).get()
    assert client.get(kept.get_absolute_url()).status_code == 404
    draft = start_from_template(by=user, template_id=template.pk)
    delete_template(by=user, template_id=template.pk)
    assert files_of(kind=TEMPLATE, owner_id=template.pk).count() == 0
    left = StoredFile.objects.get()
    assert (left.owner_id, left.state, left.name) == (str(draft.pk), "clean", "Analyst.pdf")


# ---- The virus check


@pytest.mark.usefixtures("with_scanner")
def test_a_real_scanner_locks_a_virus_and_tells_who_attached_it() -> None:
    vacancy = make_open()
    user, client = member(vacancy)
    file = attach(vacancy, by=user, content=pdf(EICAR))
    assert scan_upload(file_id=file.pk) == "quarantined"
    assert Client().get(address(vacancy, file)).status_code == 404
    assert client.get(file.get_absolute_url()).status_code == 404
    assert "We found a virus in this file" in text_of(client.get(staff_page(vacancy)))
    row = OutboxEmail.objects.get(kind="advert_file_locked")
    assert (row.to_address, row.ids) == (user.email, {"file": str(file.pk), "user": user.pk})
    email = AdvertFileLocked.load(row.ids)
    assert email is not None
    assert (email.file, email.advert) == ("Analyst.pdf", f"Test Analyst ({vacancy.reference})")
    assert email.link.endswith(staff_page(vacancy))
    remove_file(by=user, vacancy_id=vacancy.pk, file_id=file.pk)
    assert AdvertFileLocked.load(row.ids) is None


def test_the_email_about_a_restricted_advert_names_nothing() -> None:
    vacancy = make_restricted()
    user, _ = member(vacancy)
    file = attach(vacancy, by=user)
    StoredFile.objects.update(state="quarantined", scanned_at=NOW, finding="Eicar")
    email = AdvertFileLocked.load({"file": str(file.pk), "user": user.pk})
    assert email is not None
    assert (email.file, email.advert) == ("", "a restricted vacancy (sign in on a Met device)")
