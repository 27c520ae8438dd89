"""Brings applications of further people to every stage that the demo's own stories do not reach.

Run as a process of its own against a portal's database: `python -m tests.journeys.stages`. It uses
the product's own services, on earlier days, exactly as the demo's stories do, and does nothing
where it has run before. Prints the stages it found or made, one a line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

BARRED = {
    "left_before": "yes",
    "left_scheme": "yes",
    "left_compensation": "yes",
    "left_on": "2024-06-30",
}
UNSURE = {
    "left_before": "yes",
    "left_scheme": "not_sure",
    "left_compensation": "not_sure",
    "left_on": "not_sure",
}
TOO_FEW_HOURS = {
    "status": ["special"],
    "special_hours": 9000,
    "special_prevented": "yes",
    "left_before": "no",
}
WITH_UNIT_CONDITIONS = "MPS-26-0413"
LATER = "MPS-26-0411"  # of the same kind as the vacancy whose reserve list is drawn on
# Interviewed for a vacancy whose reserve list a journey fills: one person for each run of it.
INTERVIEWED = ("interviewed-first", "interviewed-second")
STAGES = (
    "draft", "ready", "late", "evidence", "referred", "barred", "review", "upheld", "sifted-out",
    "invited", "missed", "interviewed", "unsuccessful", "offered-internally", "declined",
    "checks", "problem", "conditions-not-met", "confirmed", "deferred", "unreachable",
    "withdrawn", "unit", "reserve",
)  # fmt: skip


FOR_THE_LIST = ("reserve", *INTERVIEWED)


def username(stage: str) -> str:
    """Who has an application at this stage; the password is the demo's."""
    return f"stage-{stage}"


def bring_portal_to_stages(port: int, stages: Sequence[str] = STAGES) -> None:
    """Make the stages in the portal that answers at `port` on this machine."""
    given = {**os.environ, **environment_of(port)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.stages", *stages],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == list(stages), done.stdout


def environment_of(port: int) -> dict[str, str]:
    """What the portal's own processes were told: its database, its cache, its settings."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            pairs = (process / "environ").read_text(errors="replace").split("\0")
        except OSError:
            continue
        told = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        if told.get("PORT") == str(port) and "EMAIL_URL" in told and "DATABASE_URL" in told:
            wanted = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "BASE_URL", "ALLOWED_HOSTS")
            kept = {name: told[name] for name in (*wanted, "DJANGO_SETTINGS_MODULE")}
            return {**kept, "RECRUITMENT_STATE_DIR": told.get("RECRUITMENT_STATE_DIR", "")}
    raise AssertionError(f"No portal of this machine listens at port {port}.")


def main() -> None:
    """Make the stages that are named, or every one, each in the portal's database at once."""
    import django  # noqa: PLC0415 (the settings come with the environment)

    django.setup()
    stories = _Stories()
    for stage in sys.argv[1:] or STAGES:
        stories.tell(stage)
        print(stage)


class _Stories:
    """The stages as a row of services called one after the other."""

    def __init__(self) -> None:
        from recruitment.accounts.models import User  # noqa: PLC0415
        from recruitment.demo import stories  # noqa: PLC0415

        self.demo = stories
        self.people: dict[str, Any] = {}
        self.users = {user.username: user for user in User.objects.all()}
        self.cast = stories.Cast(
            recruiter=self.users["rowan"],
            sifter=self.users["sasha"],
            second=self.users["sidney"],
        )

    def tell(self, stage: str) -> None:
        """One person's application, brought where `stage` says; nothing when it is there."""
        from django.db import transaction  # noqa: PLC0415

        from applicants.models import Application  # noqa: PLC0415
        from recruitment.accounts.models import StandingKind  # noqa: PLC0415
        from recruitment.demo.load_people import _load  # noqa: PLC0415
        from recruitment.demo.people import Person  # noqa: PLC0415

        facts, steps, *then = self._plan()[stage]
        inside = "status" in facts
        standing = StandingKind.POLICE_STAFF if inside else None
        last_name = stage.replace("-", " ").capitalize()
        person = Person(username(stage), "Stage", last_name, "at a stage", standing=standing)
        user = self.users[person.username] = _load(person)
        self.people[person.username] = person
        if Application.objects.filter(candidate__user=user).exists():
            return
        vacancy = self.demo.INTERNAL if inside else self.demo.EXTERNAL
        if facts == self.demo.CONSTABLE_ELSEWHERE:
            vacancy = self.demo.TRANSFEREE if stage in FOR_THE_LIST else WITH_UNIT_CONDITIONS
        story = self.demo.Story(person.username, vacancy, facts, steps)
        with transaction.atomic():  # a stage is reached whole, or made again next time
            if self.demo.tell_story(story, person=person, user=user, cast=self.cast):
                application = Application.objects.get(candidate__user=user)
                for act in then:
                    act(application, user)

    def _plan(self) -> dict[str, tuple[Any, ...]]:
        """By stage: the facts, how many steps of the demo's stories, and what happens then."""
        from applicants.choices import Event  # noqa: PLC0415

        demo, step = self.demo, self._step
        outside, staff = demo.NEVER_LEFT, demo.CONFIRMED_STAFF
        too_weak = {"reason_code": "criteria_not_shown", "reason": "You did not say what you did."}
        too_low = {"reason_code": "interview_score", "reason": "Others knew more about triage."}
        return {
            "draft": (outside, 0),
            "ready": (outside, 0, self._fills_every_section),
            "late": (outside, 0, self._fills_every_section, _closes_before_it_is_sent),
            "evidence": (UNSURE, 1),
            "referred": (TOO_FEW_HOURS, 1),
            "barred": (BARRED, 1),
            "review": (BARRED, 1, _ask_for_review),
            "upheld": (BARRED, 1, _ask_for_review, step("ellis", Event.UPHOLD, reason="Checked.")),
            "sifted-out": (outside, 3, step("rowan", Event.SIFT_OUT, **too_weak)),
            "invited": (outside, 4),
            "missed": (outside, 5, step("rowan", Event.MISS_INTERVIEW)),
            "interviewed": (outside, 6, self._prepares_the_offer),
            "unsuccessful": (outside, 6, self._released(Event.REJECT_AFTER_INTERVIEW, too_low)),
            "offered-internally": (staff, 7),
            "declined": (outside, 7, _reply(accept=False)),
            "checks": (outside, 7, _reply(accept=True)),
            "problem": (
                outside,
                7,
                _reply(accept=True),
                step("charlie", Event.RAISE_CHECK_PROBLEM, reason="A reference is missing."),
            ),
            "conditions-not-met": (
                outside,
                7,
                _reply(accept=True),
                step("rowan", Event.END_ON_CHECKS, reason="A check was not passed."),
            ),
            "confirmed": (
                outside,
                7,
                _reply(accept=True),
                self._completes_checks,
                step("rowan", Event.CONFIRM_OFFER),
            ),
            "deferred": (
                outside,
                7,
                _reply(accept=True),
                self._completes_checks,
                self._defers_the_start,
            ),
            "unreachable": (staff, 7, _names_a_manager_who_is_gone),
            "withdrawn": (outside, 2, _withdraw),
            "unit": (demo.CONSTABLE_ELSEWHERE, 1),
            **dict.fromkeys(INTERVIEWED, (demo.CONSTABLE_ELSEWHERE, 6)),
            "reserve": (
                demo.CONSTABLE_ELSEWHERE,
                6,
                step("rowan", Event.PLACE_ON_RESERVE),
                self._asks_about_a_later_vacancy,
            ),
        }

    def _step(self, by: str, event: Any, **reason: str) -> Callable[..., object]:
        from applicants.services.deciding import decide  # noqa: PLC0415

        def act(application: Any, user: Any) -> object:
            words: dict[str, Any] = dict(reason)
            if reason.get("reason_code"):
                first = application.vacancy.essential_criteria.order_by("order")[0]
                words["criteria"] = {first.code: "Your example did not say what you did."}
            return decide(application_id=application.pk, by=self.users[by], event=event, **words)

        return act

    def _defers_the_start(self, application: Any, user: Any) -> None:
        from django.utils import timezone  # noqa: PLC0415

        from applicants.services.deferring import defer_start  # noqa: PLC0415

        defer_start(
            application_id=application.pk,
            by=self.users["rowan"],
            start_on=timezone.localdate() + timedelta(days=90),
            reason="The training course begins later.",
        )

    def _prepares_the_offer(self, application: Any, user: Any) -> None:
        from applicants.choices import Event  # noqa: PLC0415
        from applicants.services.preparing import prepare_decision  # noqa: PLC0415

        prepare_decision(
            application_id=application.pk, by=self.users["rowan"], event=Event.MAKE_OFFER
        )

    def _asks_about_a_later_vacancy(self, application: Any, user: Any) -> None:
        from applicants.services.offering import prepare_offer  # noqa: PLC0415
        from applicants.services.reserve_drawing import ask_about_vacancy  # noqa: PLC0415
        from vacancies.models import Vacancy  # noqa: PLC0415

        rowan = self.users["rowan"]
        later = Vacancy.objects.get(reference=LATER)
        ask_about_vacancy(
            application_id=application.pk, vacancy_id=later.pk, by=rowan, reason="Asked for a test."
        )
        prepare_offer(application_id=application.pk, by=rowan, salary_text="£34,448 a year")

    def _released(self, event: Any, said: dict[str, str]) -> Callable[..., None]:
        """Turned down in a release, which skips whoever is prepared and not ready beside them."""

        def act(application: Any, user: Any) -> None:
            from applicants.services import outcome_words, preparing, releasing  # noqa: PLC0415

            first = application.vacancy.essential_criteria.order_by("order")[0]
            preparing.prepare_decision(
                application_id=application.pk,
                by=self.users["rowan"],
                event=event,
                words=outcome_words.OutcomeWords(
                    said["reason_code"], said["reason"], {first.code: "Say what you did."}
                ),
            )
            releasing.plan_release(vacancy_id=application.vacancy_id, by=self.users["rowan"])
            releasing.release_due()

        return act

    def _fills_every_section(self, application: Any, user: Any) -> None:
        person = self.people[user.username]
        self.demo._fill(application, person, user, only_first=None)

    def _completes_checks(self, application: Any, user: Any) -> None:
        from django.utils import timezone  # noqa: PLC0415

        from applicants.services.appointing import set_start_date  # noqa: PLC0415
        from applicants.services.checking import kinds_for, record_check  # noqa: PLC0415

        for kind in kinds_for(application.vacancy):
            record_check(
                application_id=application.pk,
                by=self.users["charlie"],
                kind=kind,
                state="complete",
            )
        set_start_date(
            application_id=application.pk,
            by=self.users["rowan"],
            start_on=timezone.localdate() + timedelta(days=30),
        )


def _closes_before_it_is_sent(application: Any, user: Any) -> None:
    """The draft of an advert of its own, which closed just now: others apply to the rest.

    It is expired here, as beat would do some minutes later, in the middle of a walk.
    """
    from django.utils import timezone  # noqa: PLC0415

    from applicants.models import Application  # noqa: PLC0415
    from applicants.services.reminding import expire_draft  # noqa: PLC0415

    advert = application.vacancy
    advert.pk, advert._state.adding, advert.reference = None, True, "MPS-26-0499"
    advert.closes_at = timezone.now()
    advert.save()
    Application.objects.filter(pk=application.pk).update(vacancy=advert)
    expire_draft(application.pk)


def _ask_for_review(application: Any, user: Any) -> object:
    from applicants.choices import Event  # noqa: PLC0415
    from applicants.services.transition import transition  # noqa: PLC0415

    return transition(
        application_id=application.pk,
        event=Event.ASK_FOR_REVIEW,
        by=user,
        reason="The date on record is wrong: I left in 2019.",
    )


def _reply(*, accept: bool) -> Callable[..., object]:
    from applicants.services.offering import reply_to_offer  # noqa: PLC0415

    def act(application: Any, user: Any) -> object:
        return reply_to_offer(application_id=application.pk, by=user, accept=accept)

    return act


def _names_a_manager_who_is_gone(application: Any, user: Any) -> None:
    from applicants.services.manager_address import verification_bounced  # noqa: PLC0415
    from applicants.services.offering import reply_to_offer  # noqa: PLC0415

    reply_to_offer(
        application_id=application.pk,
        by=user,
        accept=True,
        line_manager_name="Morgan Moved",
        line_manager_email="morgan.moved@met.example",
    )
    asked = application.verifications.get()
    verification_bounced(request_id=asked.pk, generation=asked.generation)


def _withdraw(application: Any, user: Any) -> object:
    from applicants.services.applying import withdraw_application  # noqa: PLC0415

    return withdraw_application(application_id=application.pk, by=user)


if __name__ == "__main__":
    main()
