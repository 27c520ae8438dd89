// Radios and ticks that show a further question. Written here because the toolkit's own scripts put
// aria-expanded on radios, which the standard does not allow there.
const HIDDEN = { radio: "govuk-radios__conditional--hidden", checkbox: "govuk-checkboxes__conditional--hidden" };

export function revealQuestions(document) {
  document.querySelectorAll(".govuk-radios, .govuk-checkboxes").forEach((group) => {
    const choices = [...group.querySelectorAll("input[type=radio], input[type=checkbox]")];
    const sync = () => choices.forEach((choice) => showQuestion(document, choice));
    group.addEventListener("change", (event) => {
      clearOthers(event.target, choices);
      sync();
    });
    // After Back the browser restores ticks without telling anybody.
    document.defaultView.addEventListener("pageshow", sync);
    sync();
  });
}

function showQuestion(document, choice) {
  const question = document.getElementById(choice.dataset.ariaControls || "");
  if (question) {
    question.classList.toggle(HIDDEN[choice.type], !choice.checked);
  }
}

// "None of these" clears the rest, and any of the rest clears "None of these".
function clearOthers(chosen, choices) {
  if (chosen.type !== "checkbox" || !chosen.checked) {
    return;
  }
  const exclusive = chosen.dataset.behaviour === "exclusive";
  for (const other of choices) {
    if (other !== chosen && other.name === chosen.name) {
      if (exclusive || other.dataset.behaviour === "exclusive") {
        other.checked = false;
      }
    }
  }
}
