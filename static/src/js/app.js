import {
  Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation,
  SkipLink, createAll, isSupported,
} from "govuk-frontend";
import { keepWhatIsTyped } from "./autosave.js";
import { revealQuestions } from "./choices.js";
import { hideAnsweredCookieBanner } from "./cookies.js";
import { watchFileSizes } from "./files.js";
import { watchForLeaving } from "./leave.js";
import { warnBeforeTimeout } from "./timeout.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
watchForLeaving(document);
hideAnsweredCookieBanner(document);
revealQuestions(document);
watchFileSizes(document);
warnBeforeTimeout(document);
keepWhatIsTyped(document);
if (isSupported()) {
  for (const component of [
    Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation,
    SkipLink,
  ]) {
    createAll(component);
  }
}
