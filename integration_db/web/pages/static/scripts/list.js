// The list of cameras: the parts that change are fetched and put in place. Typing leaves no trace
// in the history; what is sent or clicked leaves one.
"use strict";

const PARTS = [".in-force", ".facets", ".results"];
let latest = 0;
let timer = 0;

// How the address bar follows: by a new entry, by changing the one that is there, or not at all.
async function visit(address, { entry = "new", focus = false, typed = null } = {}) {
  clearTimeout(timer);
  const mine = ++latest;
  const live = document.getElementById("live");
  live.setAttribute("aria-busy", "true");
  let text, landed;
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    text = await response.text();
    landed = response.url;
  } catch {
    location.assign(address); // the browser says best what is wrong with the network
    return;
  }
  if (mine !== latest) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const form = document.querySelector("form[data-live]");
  const next = page.querySelector("form[data-live]");
  if (!next) {
    location.assign(address);
    return;
  }
  if (typed !== null && form.elements.text.value !== typed) return; // more was typed since
  if (entry === "new") history.pushState(null, "", landed);
  if (entry === "same") history.replaceState(null, "", landed);
  document.title = page.title;
  for (const part of PARTS) replace(document.querySelector(part), page.querySelector(part));
  offer(page);
  follow(form, next, typed);
  document.dispatchEvent(new Event("listed"));
  live.removeAttribute("aria-busy");
  if (focus) document.getElementById("count").focus();
}

// Put a new part in place: what was unfolded stays so, and who was in it finds the place again.
function replace(old, next) {
  if (!old || !next) return;
  const unfolded = new Map([...old.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
  next.querySelectorAll("details[id]").forEach((one) => {
    if (unfolded.has(one.id)) one.open = unfolded.get(one.id);
  });
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(next);
  if (!held || !held.name) return;
  const same = [...next.querySelectorAll("input")].find(
    (one) => one.name === held.name && one.value === held.value,
  );
  if (same) same.focus({ preventScroll: true });
}

// Make the form say what the address says. A maker that was typed became a chip, so the text goes
// without it; a maker's name alone may still be the begin of a longer text, and stays.
function follow(form, next, typed) {
  for (const field of form.elements) {
    const other = field.name && next.elements[field.name];
    if (!other || other.length !== undefined && other.tagName !== "SELECT") continue;
    if (field.type === "checkbox") field.checked = other.checked;
    else if (field.type === "search") {
      const goesOn = typed !== null && other.value === "" && typed.trim() !== "";
      if (!goesOn) shorten(field, other.value);
    } else if (field.type !== "hidden" && field !== document.activeElement) field.value = other.value;
  }
}

function shorten(field, value) {
  if (field.value.trim() === value) return;
  const behind = field.value.length - (field.selectionEnd ?? field.value.length);
  field.value = value;
  const place = Math.max(0, value.length - behind);
  if (document.activeElement === field) field.setSelectionRange(place, place);
}

const asked = document.querySelector("form[data-live]");
if (asked) {
  window.visit = visit;
  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(addressOf(asked));
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.form === asked && (field.type === "checkbox" || field.tagName === "SELECT")) {
      visit(addressOf(asked));
    }
  });
  asked.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      visit(addressOf(asked), { entry: "same", typed: event.target.value });
    }, 250);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#live a, .in-force a");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || event.button !== 0 || !plain) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== "/") return;
    event.preventDefault();
    visit(url.href, { focus: true });
  });
  addEventListener("popstate", () => visit(location.href, { entry: "none" }));
  if (matchMedia("(max-width: 74rem)").matches) {
    document.querySelectorAll("[data-narrow-closed]").forEach((one) => (one.open = false));
    document.documentElement.classList.add("folded"); // the style kept them shut until now
  }
}
