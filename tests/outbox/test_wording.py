"""Emails in the words of staff: what is refused, what is sent, and that waiting mail stays."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from applicants.emails.drafts import DraftReminder
from applicants.emails.eligibility import AutomaticDecision
from applicants.emails.offers import ConditionalOffer
from recruitment.accounts.models import User
from recruitment.accounts.roles import Role, grant_role
from recruitment.audit.models import AuditEntry
from recruitment.outbox.models import OutboxEmail
from recruitment.outbox.rendering import build_message, render
from recruitment.outbox.services import ToQueue, queue_emails
from recruitment.outbox.wording.checking import check_words
from recruitment.outbox.wording.first_words import first_subject, first_words
from recruitment.outbox.wording.language import WordingError, read_words
from recruitment.outbox.wording.stored import Words, join_words, key_of, words_in_use
from recruitment.ui.models import TextVersion
from recruitment.ui.services import TextChanged, restore_default, write_text
from tests.audit.people import sign_in_with_second_factor
from tests.outbox.kinds import Note

BODY = "Dear [name],\n\nThe vacancy [vacancy] closes soon.\n\nGo on:\n[link]"
# A name that would like to be more than a name.
NASTY = "<a href=https://evil.example>Sam</a> [link] {{ secret }} https://evil.example"


def refusal(body: str = BODY, subject: str = "", kind=DraftReminder) -> dict[str, list[str]]:
    try:
        check_words(kind, Words(subject, body))
    except ValidationError as error:
        return error.message_dict
    return {}


def test_good_words_pass():
    assert refusal() == {}
    assert refusal(subject="[days] days left for [vacancy]") == {}
    assert refusal(body=BODY.replace("soon", "[if closes]at [closes][otherwise]soon[end]")) == {}


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("[nmae]", "There is no placeholder [nmae] in this email. "
         "The list below has those it has."),
        ("[if nmae]x[end]", "There is no placeholder [nmae] in this email. "
         "The list below has those it has."),
        ("{{ email.name }}", "Template tags are not read here. Placeholders stand in square "
         "brackets: [name]."),
        ("{% load x %}", "Template tags are not read here. Placeholders stand in square "
         "brackets: [name]."),
        ("<b>now</b>", "Write plain words. HTML, and the signs < and >, cannot be used."),
        ("See https://evil.example", "Do not type web addresses. Use a placeholder that stands "
         "for a link."),
        ("See www.evil.example", "Do not type web addresses. Use a placeholder that stands for a "
         "link."),
        ("[if closes]x", "[if closes] has no [end]."),
        ("x[end]", "There is an [end] without an [if …] before it."),
        ("[if closes]a[otherwise]b[otherwise]c[end]", "There are two [otherwise] for one [if …]."),
        ("[See below]", "“[See below]” is no placeholder. Square brackets stand around "
         "placeholders only, such as [name]."),
    ],
)  # fmt: skip
def test_what_is_refused_at_the_text(added, sentence):
    assert refusal(f"{BODY}\n\n{added}") == {"body": [sentence]}


def test_what_is_needed_cannot_be_left_out():
    assert refusal("Dear [name]") == {"body": ["[link] must stand in the text."]}
    assert refusal("Dear [name] [if closes][link][end]") == {
        "body": ["[link] must stand outside of any [if …], so that it is always there."]
    }
    assert refusal("") == {"body": ["Write the text of the email."]}
    words = first_words(AutomaticDecision)
    assert refusal(words.replace("[ask_by]", "soon"), kind=AutomaticDecision) == {
        "body": ["[ask_by] must stand in the text."]
    }


def test_kinds_of_placeholders_keep_to_their_places():
    offer = first_words(ConditionalOffer)
    assert refusal(f"{offer}\n\nAll of [conditions]", kind=ConditionalOffer) == {
        "body": ["[conditions] stands for a list: put it on a line of its own, or after “- ”."]
    }
    assert refusal(f"{offer}\n\n[internal]", kind=ConditionalOffer) == {
        "body": ["[internal] has no words of its own. Use it as [if internal] … [end]."]
    }
    assert refusal(subject="[link]") == {"subject": ["[link] cannot stand in a subject."]}
    assert refusal(subject="One\nTwo") == {"subject": ["A subject is one line."]}
    assert refusal(subject="x" * 151) == {"subject": ["A subject has at most 150 characters."]}


@pytest.mark.django_db
def test_a_subject_of_another_email_is_refused():
    taken = "You started an application for [vacancy]"
    assert refusal(subject=taken) == {
        "subject": ["The email “draft_saved” has this subject. People tell emails apart by it."]
    }


def test_conditions_nest_and_ask_numbers():
    nodes = read_words("[if a][if not b is 2]x[otherwise]y[end]z[otherwise]w[end]")
    assert len(nodes) == 1
    with pytest.raises(WordingError):
        read_words("[if a][if b]x[end]")


def reminder(**changes) -> DraftReminder:
    values = {
        "name": "Sam Example", "vacancy": "Officer", "reference": "A-26-000123", "days": 3,
        "link": "https://portal.example/applications/1/tasks/", "mailbox": "r@met.example",
        "closes": "11:59pm on 9 December 2026",
    }  # fmt: skip
    return DraftReminder(**{**values, **changes})


def test_both_parts_are_made_from_the_words():
    body = (
        "# What to do\n\nDear [name],\nhello.\n\n- One\n- Two [closes]\n\n1. First\n2. Second\n\n"
        "Go on with it:\n[link]"
    )
    rendered = render(
        reminder(), Words("[vacancy]: [if days is 1]one day[otherwise][days] days[end]", body)
    )
    assert rendered.subject == "Officer: 3 days"
    assert rendered.text.startswith(
        "WHAT TO DO\n\nDear Sam Example,\nhello.\n\n- One\n- Two 11:59pm on 9 December 2026\n\n"
        "1. First\n2. Second\n\nGo on with it:\nhttps://portal.example/applications/1/tasks/\n\n"
    )
    for part in (
        '<h2 style="font-size:19px;margin:24px 0 8px;">What to do</h2>',
        "Dear Sam Example,<br>hello.</p>",
        "<ul><li>One</li><li>Two 11:59pm on 9 December 2026</li></ul>",
        "<ol><li>First</li><li>Second</li></ol>",
        'href="https://portal.example/applications/1/tasks/"',
        ">Go on with it</a>",
        "have an account there.",  # why people get it: the frame of the kind
    ):
        assert part in rendered.html


def test_a_name_stays_a_name():
    rendered = render(reminder(name=NASTY, vacancy=NASTY), Words("About [vacancy]", BODY))
    assert NASTY in rendered.text  # as it was typed: nothing in it was read as a placeholder
    assert "&lt;a href=https://evil.example&gt;Sam&lt;/a&gt; [link] {{ secret }}" in rendered.html
    links = set(re.findall(r'href="([^"]+)"', rendered.html))
    assert links == {"https://portal.example/applications/1/tasks/", "mailto:r@met.example"}


def test_words_that_no_longer_fit_give_way_to_the_portals_own():
    gone = render(reminder(), Words("", "Dear [title_that_was_taken_away]"))
    assert gone == render(reminder())


# --- versions, and mail that waits ---


@pytest.fixture
def administrator(db) -> User:
    user = User.objects.create_user("Test-Admin-One", "admin.one@met.example")
    grant_role(user=user, role=Role.ADMINISTRATOR, by=None)
    return user


NOTE = "Dear [name],\n\nNew words.\n\n[points]\n\n[feedback]"


def write(by: User, body: str = NOTE, seen: int = 0) -> TextVersion:
    text = join_words(Words("", body))
    return write_text(key=key_of("test_note"), text=text, note="Plainer", seen=seen, by=by)


def on_commit_of(callbacks, function, *args, **kwargs):
    with callbacks(execute=True):
        return function(*args, **kwargs)


@pytest.mark.django_db
def test_mail_that_waits_keeps_the_words_it_was_queued_with(
    queue, administrator, person, django_capture_on_commit_callbacks
):
    before = queue()
    first = on_commit_of(django_capture_on_commit_callbacks, write, administrator)
    between = queue()
    on_commit_of(
        django_capture_on_commit_callbacks, write, administrator,
        NOTE.replace("New", "Newest"), seen=first.pk,
    )  # fmt: skip
    after = queue()
    queue_emails([ToQueue(kind="test_note", dedupe_key="x", to=person.email, ids={"user": 1})])
    many = OutboxEmail.objects.get(dedupe_key="x")
    on_commit_of(
        django_capture_on_commit_callbacks,
        restore_default,
        key=key_of("test_note"),
        by=administrator,
    )
    restored = queue()
    said = [
        build_message(OutboxEmail.objects.get(pk=row.pk), Note.sample()).body.split("\n\n")[1]
        for row in (before, between, after, many, restored)
    ]
    assert said == ["One.", "New words.", "Newest words.", "Newest words.", "One."]
    assert (before.wording_id, restored.wording_id) == (None, None)


@pytest.mark.django_db
def test_writing_is_for_those_who_edit_texts_checked_and_on_record(administrator, officer):
    with pytest.raises(PermissionDenied):
        write(officer)
    with pytest.raises(ValidationError):
        write(administrator, "Dear [nobody]")
    version = write(administrator)
    with pytest.raises(TextChanged):
        write(administrator)
    entry = AuditEntry.objects.get(action="text.write")
    assert entry.after == {"key": "email.test_note", "version": version.pk}


# --- the pages ---

WORDS = "admin:outbox_outboxemail_words"


@pytest.fixture
def staff(administrator) -> Client:
    return sign_in_with_second_factor(Client(), administrator)


def post(staff: Client, **values):
    initial = {
        "subject": "A note for [name]",
        "body": NOTE,
        "note": "",
        "seen": "0",
        "previewed": "",
    }
    return staff.post(reverse(WORDS, args=["test_note"]), {**initial, **values})


def previewed(response) -> str:
    return re.search(r'name="previewed" value="([0-9a-f]*)"', response.content.decode())[1]


def test_the_page_begins_with_the_portals_own_words(staff):
    response = staff.get(reverse(WORDS, args=["test_note"]))
    content = response.content.decode()
    assert "Dear [name]," in content
    assert 'value="A note for [name]"' in content
    assert '<th scope="row">[points]</th>' in content
    assert "Emails that wait already keep the words they were queued with." in content
    assert "Save these words" not in content


def test_nothing_is_saved_before_it_was_seen(staff):
    shown = post(staff, save="1")
    content = shown.content.decode()
    assert "This is how the email will look." in content
    assert 'sandbox title="The HTML part of the email"' in content
    assert "&lt;p style=&quot;margin:0 0 16px&quot;&gt;New words.&lt;/p&gt;" in content
    policy = shown["Content-Security-Policy"]
    assert "style-src-attr 'unsafe-inline'" in policy
    assert "script-src 'self'" in policy
    assert TextVersion.objects.count() == 0
    # Other words than those that were seen are shown first as well.
    other = post(staff, save="1", body=NOTE.replace("New", "Other"), previewed=previewed(shown))
    assert "This is how the email will look." in other.content.decode()
    assert TextVersion.objects.count() == 0
    saved = post(staff, save="1", previewed=previewed(shown), note="Plainer")
    assert saved.status_code == 302
    version = TextVersion.objects.get()
    assert (version.key, version.text, version.note) == (
        "email.test_note", f"Subject:\n\n{NOTE}", "Plainer",
    )  # fmt: skip


def test_what_is_wrong_stands_at_its_field_and_the_words_are_kept(staff):
    response = post(staff, preview="1", body="Dear [nobody] <b>", subject="[points]")
    content = response.content.decode()
    assert "<title>Error: " in content
    assert "[points] cannot stand in a subject." in content
    assert "Write plain words. HTML, and the signs &lt; and &gt;, cannot be used." in content
    assert "Dear [nobody] &lt;b&gt;</textarea>" in content


def test_somebody_elses_version_is_not_overwritten(staff, administrator):
    seen = previewed(post(staff, preview="1"))
    write(administrator)
    response = post(staff, save="1", previewed=seen)
    assert "Somebody has saved other words since you opened this page." in response.content.decode()
    assert TextVersion.objects.count() == 1


def test_an_earlier_version_and_the_own_words_are_restored(staff, administrator):
    first = write(administrator)
    write(administrator, NOTE.replace("New", "Newest"), seen=first.pk)
    restore = reverse("admin:outbox_outboxemail_words_restore", args=["test_note"])
    assert staff.get(restore).status_code == 405
    staff.post(restore, {"version": str(first.pk)})
    assert TextVersion.objects.first().restored_from == first
    staff.post(restore, {"version": "default"})
    assert TextVersion.objects.first().text == ""
    assert staff.post(restore, {"version": "x"}).status_code == 404
    other = TextVersion.objects.create(key="banner", text="Hello")
    assert staff.post(restore, {"version": str(other.pk)}).status_code == 404


def test_who_may_word_emails(signed_in, officer, recruiter, staff):
    here = reverse(WORDS, args=["test_note"])
    assert [signed_in(one).get(here).status_code for one in (officer, recruiter)] == [403, 403]
    assert staff.get(reverse(WORDS, args=["alert_vacancies"])).status_code == 404  # fixed
    assert staff.get(reverse(WORDS, args=["nothing"])).status_code == 404
    # The form of the texts, which reads Markdown and checks nothing, does not open them.
    assert (
        staff.get(reverse("admin:ui_textversion_edit", args=["email.test_note"])).status_code == 404
    )


def test_a_content_editor_sees_previews_and_words_and_no_email(signed_in, db):
    user = User.objects.create_user("Test-Editor-One", "editor.one@met.example")
    grant_role(user=user, role=Role.CONTENT_EDITOR, by=None)
    staff = signed_in(user)
    for name, args in (("previews", []), ("preview", ["test_note"]), ("words", ["test_note"])):
        where = reverse(f"admin:outbox_outboxemail_{name}", args=args)
        assert staff.get(where).status_code == 200
    assert staff.get(reverse("admin:outbox_outboxemail_changelist")).status_code == 403


@pytest.mark.django_db
def test_words_in_use_are_shown_in_the_preview(
    staff, administrator, django_capture_on_commit_callbacks
):
    on_commit_of(django_capture_on_commit_callbacks, write, administrator)
    assert words_in_use(Note).body == NOTE
    shown = staff.get(reverse("admin:outbox_outboxemail_preview", args=["test_note"]))
    assert "New words." in shown.content.decode()
    assert first_subject(Note) == "A note for [name]"
