// Keeps what is being typed in a section, so that a stray Escape, a flat battery or a closed tab loses
// nothing. The page is complete without it: its buttons save in the same way, and only they complete
// a section.
const PAUSE_MS = 1500;

export function keepWhatIsTyped(document) {
  const form = document.querySelector("form[data-autosave]");
  if (!form) {
    return;
  }
  const window = document.defaultView;
  const status = form.querySelector("[data-autosave-status]");
  // What was typed before this script was there is not kept yet.
  let kept = isChanged(form) ? null : typed(window, form);
  let timer;
  let sending = false;
  let stopped = false;

  function say(words) {
    status.textContent = words;
    status.hidden = false;
  }

  async function keep(leaving) {
    window.clearTimeout(timer);
    const now = typed(window, form);
    if (stopped || now === kept || (sending && !leaving)) {
      return;
    }
    sending = true;
    try {
      const data = new window.FormData(form);
      data.set("action", "autosave");
      // Files are sent by their own button.
      for (const [name, value] of [...data]) {
        if (value instanceof window.File) {
          data.delete(name);
        }
      }
      // form.action is the buttons of that name.
      const answer = await window.fetch(form.getAttribute("action"), {
        method: "POST",
        body: data,
        credentials: "same-origin",
        keepalive: leaving,
      });
      await take(answer, now);
    } catch {
      say("What you typed is not saved yet. Check your connection, then save it.");
    }
    sending = false;
    if (!stopped && typed(window, form) !== kept) {
      later();
    }
  }

  async function take(answer, now) {
    if (answer.ok) {
      const said = await answer.json();
      form.elements.version.value = said.version;
      kept = said.again ? null : now;
      say(`What you typed is kept as a draft at ${clock(window)}.`);
    } else if (answer.status < 500) {
      // Somebody else has saved, or the person is signed out: the buttons show what to do.
      stopped = true;
      say("What you typed is not saved yet. Save it to see what to do.");
    }
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => keep(false), PAUSE_MS);
  }

  if (kept === null) {
    later();
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    stopped = true;
    window.clearTimeout(timer);
  });
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keep(true);
    }
  });
  // Back brings the page as it was left: what is saved may be newer, and the server knows.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      stopped = false;
    }
  });
}

// The answers as text; the version and the token change without anybody typing.
function typed(window, form) {
  return JSON.stringify(
    [...new window.FormData(form).entries()].filter(([name]) => name.startsWith("q-")),
  );
}

function isChanged(form) {
  return [...form.elements].some((one) => {
    if (!one.name.startsWith("q-")) {
      return false;
    }
    if (one.type === "radio" || one.type === "checkbox") {
      return one.checked !== one.defaultChecked;
    }
    if (one.options) {
      const chosen = [...one.options].findIndex((option) => option.defaultSelected);
      return one.selectedIndex !== Math.max(chosen, 0);
    }
    return one.value !== one.defaultValue;
  });
}

function clock(window) {
  const told = new window.Intl.DateTimeFormat("en-GB", {
    hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London",
  }).format(new Date());
  return told.replace(/\s/g, "").toLowerCase();
}
