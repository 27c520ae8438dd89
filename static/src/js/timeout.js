// Two minutes before the server ends a session that nobody has used, ask. The draft is on the
// server either way; this only saves people from signing in again.
const WARN_SECONDS = 120;

export function warnBeforeTimeout(document) {
  const dialog = document.querySelector("dialog[data-session-seconds]");
  const seconds = dialog ? Number(dialog.dataset.sessionSeconds) : 0;
  if (!dialog || typeof dialog.showModal !== "function" || !(seconds > WARN_SECONDS)) {
    return;
  }
  const window = document.defaultView;
  const left = dialog.querySelector("[data-session-left]");
  let ends;
  let warned = false;

  function start() {
    ends = Date.now() + seconds * 1000;
    warned = false;
  }

  function show(remaining) {
    const minutes = Math.max(1, Math.ceil(remaining / 60));
    const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    if (left.textContent !== words) {
      left.textContent = words;
    }
    if (!warned) {
      warned = true;
      dialog.showModal();
    }
  }

  // Clock time, not a long timer: laptops sleep, and background tabs are slowed down.
  function look() {
    const remaining = (ends - Date.now()) / 1000;
    if (remaining <= 0) {
      window.location.reload();
    } else if (remaining <= WARN_SECONDS) {
      show(remaining);
    }
  }

  async function stay(event) {
    event.preventDefault();
    const form = dialog.querySelector("form");
    const answer = await window.fetch(form.action, {
      method: "POST",
      body: new window.FormData(form),
      credentials: "same-origin",
    });
    if (!answer.ok || answer.redirected) {
      window.location.reload();
      return;
    }
    dialog.close();
    start();
  }

  dialog.querySelector("form").addEventListener("submit", stay);
  // Escape here means "go away, warning", which is the same answer as staying.
  dialog.addEventListener("cancel", stay);
  start();
  window.setInterval(look, 1000);
}
