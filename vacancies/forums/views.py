"""Pages of the forums. Nobody needs an account; opening an emailed link changes nothing."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.access.emailed_links import opened_by_link
from recruitment.access.limits import too_many
from recruitment.accounts.requests import person_of
from recruitment.ui.calendar_files import MIMETYPE
from vacancies.forums import selectors
from vacancies.forums.choices import BookingState
from vacancies.forums.forms import BookingForm
from vacancies.forums.links import booking_path, cancel_path, find_booking
from vacancies.forums.models import Booking, Forum
from vacancies.forums.presenting import event_of, when
from vacancies.forums.selectors import ForumRow
from vacancies.forums.services import (
    BookingRefused,
    cancel_booking,
    confirm_booking,
    request_booking,
)

ASKED_AN_HOUR = 20
READ_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def _forum_or_404(pk: int) -> ForumRow:
    row = selectors.get_forum(pk, at=timezone.now())
    if row is None:
        raise Http404
    return row


@login_not_required
@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """Which forums are to come, with the places left."""
    rows = selectors.upcoming_forums(at=timezone.now())
    return render(request, "forums/forums.html", {"rows": rows})


@login_not_required
@require_safe
def forum(request: HttpRequest, pk: int) -> HttpResponse:
    """One forum."""
    context = {"row": _forum_or_404(pk), "mailbox": settings.CONTACT_MAILBOX}
    return render(request, "forums/forum.html", context)


@login_not_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The forum as a calendar file, without the link of the meeting."""
    row = _forum_or_404(pk)
    if row.forum.called_off_at is not None:
        raise Http404
    content = event_of(row.forum, for_place=False).as_bytes()
    response = HttpResponse(content, content_type=f"{MIMETYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="forum-{pk}.ics"'
    return response


@login_not_required
@READ_AND_POST
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a place. What is said to an address that is not confirmed is always the same."""
    row = _forum_or_404(pk)
    if not row.takes_bookings:
        return redirect("forums:forum", pk=pk)
    if request.method != "POST":
        return _book_page(request, row, BookingForm.for_person(request.user))
    if too_many(request, action="forum_booking", most=ASKED_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = BookingForm(request.POST)
    if not form.is_valid():
        return _book_page(request, row, form)
    if form.is_from_a_robot:
        return redirect("forums:asked", pk=pk)
    return _ask(request, row.forum, form)


def _ask(request: HttpRequest, forum: Forum, form: BookingForm) -> HttpResponse:
    email = form.cleaned_data["email"]
    try:
        state = request_booking(
            forum_id=forum.pk, name=form.cleaned_data["name"], email=email, by=request.user
        )
    except BookingRefused as refused:
        messages.info(request, str(refused))
        return redirect("forums:forum", pk=forum.pk)
    if state == BookingState.ASKED:
        return redirect("forums:asked", pk=forum.pk)
    done = (
        "Your place is booked." if state == BookingState.BOOKED else "You are on the waiting list."
    )
    messages.success(request, f"{done} We have sent an email to {email}.")
    return redirect("forums:yours")


def _book_page(request: HttpRequest, row: ForumRow, form: BookingForm) -> HttpResponse:
    return render(request, "forums/book.html", {"row": row, "form": form})


@login_not_required
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for every address."""
    return render(request, "forums/asked.html", {"row": _forum_or_404(pk)})


@require_safe
def yours(request: HttpRequest) -> HttpResponse:
    """The forums that somebody signed in has booked."""
    found = selectors.upcoming_bookings(person_of(request), at=timezone.now())
    rows = [{"booking": one, "when": when(one.forum)} for one in found]
    return render(request, "forums/yours.html", {"bookings": rows})


@READ_AND_POST
def cancel_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel from the account."""
    person = person_of(request)
    found = selectors.get_own_booking(person, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        if cancel_booking(booking_id=found.pk):
            messages.success(request, "Your booking is cancelled.")
        else:
            messages.info(request, "This forum has begun, so the booking stays as it is.")
        return redirect("forums:yours")
    return render(request, "forums/cancel.html", _about(found, from_account=True))


def _about(booking: Booking, **more: object) -> dict[str, object]:
    return {"booking": booking, "when": when(booking.forum), **more}


_with_booking = opened_by_link(find_booking, action="forum_link", gone="forums/gone.html")


@_with_booking
def booking(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Where the booking is; its one button confirms it."""
    if request.method == "POST":
        try:
            confirm_booking(booking_id=booking.pk)
        except BookingRefused as refused:
            messages.info(request, str(refused))
        return redirect(request.path)
    is_ahead = booking.forum.takes_bookings_at(timezone.now())
    context = _about(booking, cancel_link=cancel_path(booking), is_ahead=is_ahead)
    return render(request, "forums/booking.html", context)


@_with_booking
def cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    """One button; the place goes to the next person."""
    if request.method == "POST":
        if not cancel_booking(booking_id=booking.pk):
            messages.info(request, "There is nothing left to cancel.")
        return redirect(request.path.removesuffix("cancel/"))
    return render(request, "forums/cancel.html", _about(booking, back=booking_path(booking)))
