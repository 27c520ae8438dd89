// "Leave this site": Escape once, or Shift three times, or the button. The page is covered at once
// and replaced, so that Back does not return to it. Nothing about the leaving is recorded.
const SHIFT_PRESSES = 3;
const SHIFT_WITHIN_MS = 5000;
const ESCAPE_BELONGS_TO =
  "dialog[open], [role=dialog], [role=alertdialog], [role=listbox], [role=menu], select, [aria-expanded=true][aria-haspopup], [role=combobox][aria-expanded=true], input[list]";

export function watchForLeaving(document) {
  const link = document.querySelector("[data-leave-site]");
  if (!link) {
    return;
  }
  const window = document.defaultView;
  let presses = 0;
  let shiftAlone = false;
  let timer;

  function leave() {
    const cover = document.createElement("div");
    cover.className = "app-leaving";
    document.body.append(cover);
    document.title = "New tab";
    window.location.replace(link.href);
  }

  // A key that closes something on the page is meant for that thing.
  function escapeIsTaken(event) {
    return (
      event.defaultPrevented ||
      event.isComposing ||
      event.keyCode === 229 ||
      document.querySelector("dialog[open]") !== null ||
      (event.target instanceof window.Element && event.target.closest(ESCAPE_BELONGS_TO) !== null)
    );
  }

  function forgetPresses() {
    presses = 0;
    window.clearTimeout(timer);
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.repeat && !escapeIsTaken(event)) {
      leave();
      return;
    }
    // Shift held for a capital letter is not a signal: only Shift alone counts.
    shiftAlone = event.key === "Shift" && !event.isComposing && (shiftAlone || !event.repeat);
    if (event.key !== "Shift") {
      forgetPresses();
    }
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !shiftAlone) {
      return;
    }
    shiftAlone = false;
    presses += 1;
    if (presses >= SHIFT_PRESSES) {
      leave();
      return;
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(forgetPresses, SHIFT_WITHIN_MS);
  });
  // Coming back through the browser's own memory must not show the cover for ever.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.querySelectorAll(".app-leaving").forEach((cover) => cover.remove());
    }
  });
}
