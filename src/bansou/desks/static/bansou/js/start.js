// Marks the page as scripted and lets open menus close as people expect.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  const openMenus = () => document.querySelectorAll("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Signing out wipes what was taken along to visits (offline.js); what is unsent is sent first.
  document.addEventListener("submit", (event) => {
    const unsent = localStorage.getItem("bansou-offline");
    const unsentPage = event.target.dataset.signsOut;
    if (unsent === null || !unsentPage) return;
    event.preventDefault();
    if (unsent !== "0") {
      window.location.assign(unsentPage);
      return;
    }
    localStorage.removeItem("bansou-offline");
    const wiping = indexedDB.deleteDatabase("bansou-offline");
    wiping.onsuccess = wiping.onerror = wiping.onblocked = () => event.target.submit();
  });
})();
