// Says at once that a file is too large, before ten megabytes are sent for nothing. The server
// decides: without this script it gives the same answer.
export function watchFileSizes(document) {
  document.querySelectorAll("input[type=file][data-max-bytes]").forEach((input) => {
    const max = Number(input.dataset.maxBytes);
    const tooLarge = () => [...input.files].some((file) => file.size > max);
    input.addEventListener("change", () => showProblem(document, input, tooLarge(), max));
    input.form?.addEventListener("submit", (event) => {
      if (tooLarge()) {
        event.preventDefault();
        showProblem(document, input, true, max);
        input.focus();
      }
    });
  });
}

function showProblem(document, input, wrong, max) {
  const id = `${input.id}-too-large`;
  document.getElementById(id)?.remove();
  input.closest(".govuk-form-group")?.classList.toggle("govuk-form-group--error", wrong);
  input.classList.toggle("app-file--error", wrong);
  const others = (input.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
  if (wrong) {
    const problem = document.createElement("p");
    problem.id = id;
    problem.className = "govuk-error-message";
    problem.setAttribute("role", "alert");
    problem.textContent = `Error: The file must be smaller than ${max / 1048576} MB. Choose a smaller one.`;
    input.before(problem);
    others.push(id);
  }
  input.setAttribute("aria-describedby", others.join(" "));
}
