"""Fills any form of the portal as a person would: whatever it asks, something plausible."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from playwright.sync_api import Page

WORDS = (
    "I asked three short questions, wrote down what mattered, and stayed on the line while a "
    "colleague went. Afterwards we changed the order of our questions."
)
SHORT = "Example"
# Old enough for every role, and then a day ahead: one of them fits each page.
DAYS_AWAY = (-9000, 60)
BY_NAME = {
    "given_names": "Indigo",
    "family_name": "Journey",
    "postcode": "SW1A 0AA",
}


def press(page: Page, name: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def fill_field(page: Page, name: str, value: str) -> None:
    """Give one named field a value, whatever kind of field it is."""
    radio = page.locator(f"input[type=radio][name='{name}'][value='{value}']")
    if radio.count():
        radio.check()
        return
    field = page.locator(f"[name='{name}']")
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


# Chooses what is chosen, and tells which boxes then stand there to be written in. In one go: a
# form has dozens of fields, and each question to the browser costs as much as all of them.
CHOOSE = """([first, areas]) => {
  const form = document.querySelector('main form');
  const seen = one => one.checkVisibility() && one.getBoundingClientRect().width > 0;
  const tell = (one, kind) => one.dispatchEvent(new Event(kind, {bubbles: true}));
  const names = kind => new Set([...form.querySelectorAll(kind)].map(one => one.name));
  for (const name of names('input[type=radio]')) {
    const group = [...form.querySelectorAll(`input[type=radio][name="${name}"]`)];
    const no = group.find(one => one.value === 'no');
    const chosen = first.includes(name) || !no ? group[0] : no;
    if (seen(chosen)) chosen.click();
  }
  for (const name of names('input[type=checkbox]')) {
    const box = form.querySelector(`input[type=checkbox][name="${name}"]`);
    if (!name.endsWith('-month-only') && seen(box) && !box.checked) box.click();
  }
  for (const one of form.querySelectorAll('select')) {
    if (!seen(one)) continue;
    const ranked = one.name.match(/choice_(\\d)$/);  // a ranked list takes every place once
    one.selectedIndex = ranked ? Number(ranked[1]) : 1;
    tell(one, 'change');
  }
  for (const one of form.querySelectorAll('textarea')) {
    const long = one.parentElement.parentElement.innerText.includes('words');
    if (seen(one)) { one.value = areas[long ? 0 : 1]; tell(one, 'input'); tell(one, 'change'); }
  }
  const kinds = 'input[type=text], input[type=tel], input[type=email], input:not([type])';
  return [...form.querySelectorAll(kinds)].map(one => [one.name, one.type, seen(one)]);
}"""
WRITE = """(texts) => {
  const form = document.querySelector('main form');
  const kinds = 'input[type=text], input[type=tel], input[type=email], input:not([type])';
  [...form.querySelectorAll(kinds)].forEach((one, place) => {
    if (texts[place] === null) return;
    one.value = texts[place];
    for (const kind of ['input', 'change']) one.dispatchEvent(new Event(kind, {bubbles: true}));
  });
}"""


def fill_form(page: Page, button: str = "Save and continue") -> None:
    """Answer everything on the page and press its button; dates are tried in the past, then in
    the future."""
    for days in DAYS_AWAY:
        _fill(page, datetime.now(UTC).date() + timedelta(days=days))
        with page.expect_navigation():
            press(page, button)
        if not page.title().startswith("Error"):
            return
    raise AssertionError(page.locator("main").inner_text())


def _fill(page: Page, day: date) -> None:
    page.locator("main form").first.wait_for(state="attached")
    page.wait_for_load_state("domcontentloaded")  # with all of its fields
    boxes = page.evaluate(CHOOSE, [["right_to_work", "discussed"], [WORDS, SHORT]])
    texts = [text_for(name, kind, day) if seen else None for name, kind, seen in boxes]
    page.evaluate(WRITE, texts)


def text_for(name: str, kind: str, day: date) -> str:
    """What somebody would type into a box of this name and type; dates lie on `day`."""
    for ending, value in (("-day", day.day), ("-month", day.month), ("-year", day.year)):
        if name.endswith(ending):
            return str(value)
    if name.endswith("rate"):
        return "21.40"
    if kind == "email":
        return "morgan.manager@met.example"
    if kind == "tel":
        return "020 7946 0123"
    return BY_NAME.get(name, SHORT)
