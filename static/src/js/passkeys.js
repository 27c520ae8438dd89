// Beside the account package's own scripts: shows the passkey parts only where the browser has
// passkeys, and says in words what went wrong.
const TEXT =
  "The passkey or security key could not be used. Try again, or sign in with your password and a code.";

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-passkeys]").forEach((part) => {
    part.hidden = false;
  });
}
document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-error]");
  if (place) {
    event.preventDefault();
    place.textContent = TEXT;
    place.hidden = false;
  }
});
