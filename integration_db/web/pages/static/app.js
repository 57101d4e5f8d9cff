// What the pages can do without, made quicker: filters that apply at once, names that complete.
"use strict";

// The address that a form means: what says nothing is left out.
function addressOf(form) {
  const said = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  const query = new URLSearchParams(said).toString();
  return form.getAttribute("action") + (query ? "?" + query : "");
}

// --- The list of cameras: the part that changes is fetched and put in place.
const narrow = matchMedia("(max-width: 60rem)");
let latest = 0;

async function visit(address, { push = true, focus = false } = {}) {
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
  const next = page.getElementById("live");
  if (!next) {
    location.assign(address);
    return;
  }
  if (push) history.pushState(null, "", landed);
  document.title = page.title;
  for (const part of ["facets", "results"]) {
    const old = live.querySelector("." + part);
    const details = old.querySelector("details");
    const open = details && details.open;
    old.replaceWith(next.querySelector("." + part));
    if (details) live.querySelector("." + part + " details").open = open;
  }
  offer(page);
  followForm(page.querySelector("form[data-live]"));
  live.removeAttribute("aria-busy");
  if (focus) document.getElementById("count").focus();
}

// Settings, symbols and options are the recorder's: put those of another page in place.
function offer(page) {
  const old = document.getElementById("offered");
  const next = page.getElementById("offered");
  if (old && next && !old.contains(document.activeElement)) old.replaceWith(next);
}

// Make the form say what the address says, without touching what is being typed.
function followForm(next) {
  const form = document.querySelector("form[data-live]");
  form.querySelectorAll("input[type=hidden]").forEach((one) => one.remove());
  next.querySelectorAll("input[type=hidden]").forEach((one) => form.append(one));
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field === document.activeElement) continue;
    const other = next.elements[field.name];
    if (!other) continue;
    if (field.type === "checkbox") field.checked = other.checked;
    else field.value = other.value;
  }
}

const live = document.querySelector("form[data-live]");
if (live) {
  let timer = 0;
  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => visit(addressOf(live)), wait);
  };
  live.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
  live.addEventListener("change", (event) => {
    if (event.target.type === "checkbox" || event.target.tagName === "SELECT") soon(0);
  });
  live.addEventListener("input", (event) => {
    if (event.target.type === "search") soon(250);
  });
  document.getElementById("live").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || event.button !== 0 || !plain) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== "/") return;
    event.preventDefault();
    visit(url.href, { focus: true });
  });
  addEventListener("popstate", () => visit(location.href, { push: false }));
  if (narrow.matches) {
    document.querySelectorAll("[data-narrow-closed]").forEach((one) => (one.open = false));
  }
}

// --- Forms of questions: a short address.
document.querySelectorAll("form[data-tidy]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Where the form fills the screen, go on to what it asked for.
    location.assign(addressOf(form) + (narrow.matches ? (form.dataset.tidy ?? "") : ""));
  });
});

// --- A form offers what the chosen recorder has.
document.querySelectorAll("select[data-offers]").forEach((select) => {
  select.addEventListener("change", async () => {
    const query = new URLSearchParams(select.value ? { via: select.value } : {});
    const response = await fetch(select.form.getAttribute("action") + "?" + query).catch(() => null);
    if (!response || !response.ok) return;
    offer(new DOMParser().parseFromString(await response.text(), "text/html"));
  });
});

// --- Names of cameras complete while they are typed.
document.querySelectorAll("input[data-suggest]").forEach((input) => {
  const list = document.createElement("datalist");
  list.id = input.id + "-names";
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < 2) return;
    timer = setTimeout(async () => {
      const query = new URLSearchParams({ text, limit: "8" });
      const response = await fetch("/api/v1/search?" + query).catch(() => null);
      if (!response || !response.ok) return;
      const found = await response.json();
      list.replaceChildren(
        ...(found.models ?? []).map((hit) => new Option("", hit.manufacturer + " " + hit.model)),
      );
    }, 150);
  });
});
