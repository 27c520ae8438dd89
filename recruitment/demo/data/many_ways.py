"""How far invented masses of applications have come, and by which events."""

from __future__ import annotations

from applicants.choices import Event, Status

E, S = Event, Status
_SIFT = (E.SUBMIT, E.START_SIFT)
_INVITED = (*_SIFT, E.INVITE_TO_INTERVIEW)
_BOOKED = (*_INVITED, E.CONFIRM_INTERVIEW)
_DONE = (*_BOOKED, E.RECORD_INTERVIEW)
_OFFER = (*_DONE, E.MAKE_OFFER)
_CHECKS = (*_OFFER, E.ACCEPT_OFFER)
_FINAL = (*_CHECKS, E.CONFIRM_OFFER)
# Of a hundred applications, so many are here, and this has happened to each of them.
WAYS: tuple[tuple[int, Status, tuple[Event, ...]], ...] = (
    (12, S.SUBMITTED, (E.SUBMIT,)),
    (3, S.ELIGIBILITY_REFER, (E.SUBMIT, E.REFER_ELIGIBILITY)),
    (13, S.SIFT, _SIFT),
    (4, S.INT_INVITED, _INVITED),
    (3, S.INT_BOOKED, _BOOKED),
    (3, S.INT_DONE, _DONE),
    (2, S.OFFER_COND, _OFFER),
    (4, S.CHECKS, _CHECKS),
    (1, S.OFFER_FINAL, _FINAL),
    (34, S.SIFT_OUT, (*_SIFT, E.SIFT_OUT)),
    (8, S.UNSUCCESSFUL_INT, (*_DONE, E.REJECT_AFTER_INTERVIEW)),
    (7, S.WITHDRAWN, (E.SUBMIT, E.WITHDRAW)),
    (6, S.STARTED, (*_FINAL, E.APPOINT)),
)
GIVEN = (
    "Alder", "Ash", "Aspen", "Bay", "Brook", "Cedar", "Clove", "Coral", "Elm", "Fern", "Hazel",
    "Heath", "Holly", "Iris", "Ivy", "Juniper", "Laurel", "Linden", "Maple", "Moss", "Olive",
    "Reed", "River", "Robin", "Rowan", "Sage", "Sky", "Sorrel", "Wren", "Yarrow",
)  # fmt: skip
FAMILY_FIRST = (
    "Amber", "Black", "Bright", "Clear", "Cold", "Deep", "Far", "Gold", "Green", "High", "Long",
    "Low", "North", "Old", "Quiet", "Silver", "South", "Still", "Stone", "White",
)  # fmt: skip
FAMILY_LAST = (
    "bank", "bridge", "brook", "croft", "dale", "field", "ford", "gate", "grove", "ham", "hill",
    "hurst", "land", "ley", "mead", "mere", "more", "well", "wick", "wood",
)  # fmt: skip
