// Pages for signed-out readers come from a shared cache, so a page may still hold the banner after
// somebody has answered it. The answer is in a cookie of ours; then the banner goes.
export function hideAnsweredCookieBanner(document) {
  const banner = document.querySelector("[data-cookie-banner]");
  if (!banner) {
    return;
  }
  if (/(?:^|; )cookie_policy=/.test(document.cookie) && banner.dataset.cookieBanner === "question") {
    banner.hidden = true;
  }
  const hide = banner.querySelector("[data-cookie-hide]");
  if (hide) {
    hide.hidden = false;
    hide.addEventListener("click", () => {
      banner.hidden = true;
    });
  }
}
