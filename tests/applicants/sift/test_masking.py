"""What a marker must not read is hidden in the text; what they score stays as it was written."""

from __future__ import annotations

import pytest

from applicants.masking import Known, mask

KNOWN = Known(
    names=("Anne-Marie O’Madeup", "Will Trial-Sample", "José", "Li"),
    usernames=("quiet.heron",),
    phones=("020 7946 0123",),
    numbers=("PW 204 877",),
    schools=("St Invented’s High School",),
)


def hidden(text: str) -> str:
    return mask(text, KNOWN).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("My name is anne-marie o'madeup.", "My name is [name hidden]."),
        ("ANNE-MARIE O’MADEUP led it", "[name hidden] led it"),
        ("Anne helped; Marie too", "[name hidden] helped; [name hidden] too"),
        ("They call me Jose or JOSÉ.", "They call me [name hidden] or [name hidden]."),
        ("O’Madeup’s case", "[name hidden]’s case"),
        ("Yours, Li", "Yours, [name hidden]"),
        ("write to quiet.heron or Quiet.Heron", "write to [name hidden] or [name hidden]"),
        ("Anne-Marie\nO'Madeup", "[name hidden]"),
    ],
)
def test_their_own_name_is_hidden_however_it_is_written(text, shown):
    assert hidden(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "I will do the trial run again with a sample.",
        "We list what people need; the annex holds it.",
        "Every marinade and every Annexe was checked, Limehouse as well.",
        "I led a team of 25 people and cut delays by 30%.",
        "I am 25% faster when 16 cases wait, and saw 40 people.",
        "In 2019 I kept 1,204 case files; 99.5% were right.",
        "The College of Policing guidance and the school run.",
        "I worked as a manager and a school governor.",
        "I was 30 minutes early, and aged 20 of the 40 files.",
        "Version 2.0 of the form, section 3(b), 24/7.",
    ],
)
def test_what_is_scored_stays(text):
    assert mask(text, KNOWN).text == text
    assert mask(text, KNOWN).hidden == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail a.b+c@people.example now", "Mail [email hidden] now"),
        (
            "Call 020 7946 0123 or (020)79460123.",
            "Call [telephone number hidden] or ([telephone number hidden].",
        ),
        ("or +44 20 7946 0999", "or [telephone number hidden]"),
        ("I live in SW1A 2AA with others", "I live in [postcode hidden] with others"),
        ("warrant PW204877 and pw 204 877", "warrant [number hidden] and [number hidden]"),
        ("My warrant number is 123456.", "My warrant number is [number hidden]."),
        ("collar no. 441KX", "collar no. [number hidden]"),
        ("I was PC 1234 then", "I was PC [number hidden] then"),
        ("at St Invented's High School I led", "at [school hidden] I led"),
        ("at Upper Madeup Grammar School I led", "at [school hidden] I led"),
        (
            "a degree from the University of Nowhere in law",
            "a degree from the [school hidden] in law",
        ),
        ("see https://profiles.example/me/1?x=2.", "see [link hidden]."),
        ("linkedin.com/in/quiet", "[link hidden]"),
        ("on social media as @quietheron", "on social media as [link hidden]"),
        ("I am 54 and fit", "I am [age hidden] and fit"),
        ("As a 23-year-old I led", "As a [age hidden] I led"),
        ("I was born in 1987.", "I was born in [age hidden]."),
        ("born on 3 June 1990", "born on [age hidden]"),
        ("just before my 50th birthday", "just before my [age hidden] birthday"),
        ("As a single mother I plan", "As [personal detail hidden] I plan"),
        ("with my husband", "with my [personal detail hidden]"),
    ],
)
def test_tell_tales_are_hidden_by_their_shape(text, shown):
    assert hidden(text) == shown


def test_what_overlaps_is_hidden_once_and_lines_stay():
    found = mask("One\nquiet.heron@people.example\nThree", KNOWN)
    assert found.text == "One\n[email hidden]\nThree"
    assert found.hidden == 1


def test_a_long_text_takes_no_time():
    """A pattern that tries again and again would take minutes here."""
    text = "A " * 3000 + "a1" * 3000 + " " * 3000 + "0 " * 3000
    assert mask(text, KNOWN).text.startswith("A A A")
