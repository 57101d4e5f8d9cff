// The list of cameras: the part that changes is fetched and put in place.
"use strict";

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
