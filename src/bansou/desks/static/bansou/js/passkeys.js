// Says on the page, not only in the console, that a passkey or security key could not be read.
(() => {
  "use strict";
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const notice of document.querySelectorAll("[data-passkey-failed]")) notice.hidden = false;
  });
})();
