// Each page begins here: what the address says is shown, and shown again when it changes.
"use strict";

(() => {
  document.documentElement.classList.add("scripted");
  for (const use of document.querySelectorAll("use")) bring(use.getAttribute("href").slice(3));
  const root = document.getElementById("asking");
  const pages = { camera: askPage, predict: askPage, list: listPage, compare: comparePage, check: checkPage };
  const show = root ? pages[root.dataset.page](root) : () => {};

  function read() {
    const values = said();
    Yours.show(ASKED_OF_RECORDER.some((name) => values.has(name)) ? values : Yours.kept());
    show(values);
    keepInLinks();
  }

  Yours.form.addEventListener("change", () => {
    Yours.keep();
    const values = [...said()].filter(([name]) => !ASKED_OF_RECORDER.includes(name));
    say(values, true);
    show(said());
    keepInLinks();
  });
  Yours.form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  addEventListener("popstate", read);
  read();
})();
