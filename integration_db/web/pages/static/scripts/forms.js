// Forms that ask: short addresses, and what the chosen recorder offers.
"use strict";

const narrow = matchMedia("(max-width: 60rem)");

// The address that a form means: what says nothing is left out.
function addressOf(form) {
  const said = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  const query = new URLSearchParams(said).toString();
  return form.getAttribute("action") + (query ? "?" + query : "");
}

// Settings, symbols and options are the recorder's: put those of another page in place.
function offer(page) {
  const old = document.getElementById("offered");
  const next = page.getElementById("offered");
  if (old && next && !old.contains(document.activeElement)) old.replaceWith(next);
}

document.querySelectorAll("form[data-tidy]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Where the form fills the screen, go on to what it asked for.
    location.assign(addressOf(form) + (narrow.matches ? (form.dataset.tidy ?? "") : ""));
  });
});

// What is folded on a narrow screen opens where a link leads to it.
if (narrow.matches) {
  document.querySelectorAll("[data-folded]").forEach((one) => (one.open = false));
}
document.querySelectorAll('a[href^="#"]').forEach((link) => {
  link.addEventListener("click", () => {
    const to = document.getElementById(link.hash.slice(1));
    const folded = to?.closest("details") ?? to?.querySelector("[data-folded]");
    if (folded) folded.open = true;
  });
});

// Who sent a mistake goes on where it is.
document.querySelector("[aria-invalid=true]")?.focus();

// A form offers what the chosen recorder has.
document.querySelectorAll("select[data-offers]").forEach((select) => {
  select.addEventListener("change", async () => {
    const query = new URLSearchParams(select.value ? { via: select.value } : {});
    const response = await fetch(select.form.getAttribute("action") + "?" + query).catch(() => null);
    if (!response || !response.ok) return;
    offer(new DOMParser().parseFromString(await response.text(), "text/html"));
  });
});

// The reader's recorder is asked in the head of every page: a choice goes there at once.
document.querySelectorAll("form[data-at-once]").forEach((form) => {
  form.addEventListener("change", () => location.assign(addressOf(form)));
});

// A form that comes back with mistakes is read from what is wrong.
const wrong = document.querySelector("main .summary, main [aria-invalid=true]");
if (wrong) {
  if (wrong.matches(".summary")) wrong.tabIndex = -1;
  wrong.focus();
}
