// A link to a confirmation page opens the same question as a dialog, where the page holds one.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const closing = event.target.closest("dialog [data-closes]");
    if (closing) {
      event.preventDefault();
      closing.closest("dialog").close();
    }
  });
})();
