"""Loads the demonstration: adverts, people and stories. Safe to run again: nothing is doubled."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from recruitment.demo.interview_times import offer_interview_times
from recruitment.demo.load_life import load_life
from recruitment.demo.load_people import load_people, load_teams
from recruitment.demo.load_reading import load_reading
from recruitment.demo.load_vacancies import load_vacancies
from recruitment.demo.many_applications import load_many_applications
from recruitment.demo.many_vacancies import load_many_vacancies
from recruitment.demo.other_doors import load_other_doors
from recruitment.demo.people import EVERYBODY
from recruitment.demo.profiles import fill_profile
from recruitment.demo.stories import STORIES, Cast, tell_story
from recruitment.invariants.services import run_checks
from recruitment.outbox.choices import EmailStatus
from recruitment.outbox.models import OutboxEmail


class Command(BaseCommand):
    """`manage.py seed_demo`."""

    help = "Load the demonstration's adverts, people and applications; what is there stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--vacancies 50000` and `--applications 100000` add invented ones for measurements."""
        parser.add_argument(
            "--vacancies",
            type=int,
            default=0,
            metavar="NUMBER",
            help="How many more open public adverts to invent, for measurements.",
        )

        parser.add_argument(
            "--applications",
            type=int,
            default=0,
            metavar="NUMBER",
            help="How many more applications to invent, with what belongs to them.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is for the demonstration only: DEMO is off here.")
        vacancies = load_vacancies(now=timezone.now())
        users = load_people()
        load_teams(users)
        load_life(now=timezone.now())
        load_other_doors(users, now=timezone.now())
        load_reading(users)
        cast = Cast(recruiter=users["rowan"], sifter=users["sasha"], second=users["sidney"])
        people = {person.username: person for person in EVERYBODY}
        told = sum(
            tell_story(story, person=people[story.username], user=users[story.username], cast=cast)
            for story in STORIES
        )
        offer_interview_times(by=users["rowan"])
        fill_profile(person=people["indigo"], user=users["indigo"])
        self.stdout.write(
            f"{len(vacancies)} adverts, {len(users)} people, {told} new applications."
        )
        if options["vacancies"]:
            added = load_many_vacancies(count=options["vacancies"], now=timezone.now())
            self.stdout.write(f"{added:,} invented adverts added.")
        # The stories queued their emails at times of their own; nobody could send them before now.
        waiting = OutboxEmail.objects.filter(status=EmailStatus.QUEUED, due_at__lt=timezone.now())
        waiting.update(due_at=timezone.now())
        if options["applications"]:
            team = (users["rowan"], users["sasha"])
            added = load_many_applications(
                count=options["applications"], by=team, now=timezone.now()
            )
            self.stdout.write(f"{added:,} invented applications added.")
        found = run_checks().found
        self.stdout.write(f"The daily checks found {found or 'nothing'}.")
