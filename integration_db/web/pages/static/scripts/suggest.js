// What is offered under a field while a name is typed: makers first, then cameras. Keys and roles
// are those of a combobox with a list: arrows move, Enter takes, Escape closes.
"use strict";

// What is said of the reader's recorder stays in every address.
function keptInAddress() {
  const said = new URLSearchParams(location.search);
  const kept = ["plugin", "recorder", "recorder_version"].filter((name) => said.get(name));
  return kept.map((name) => [name, said.get(name)]);
}

function addressTo(path, pairs = []) {
  const query = new URLSearchParams([...pairs, ...keptInAddress()]).toString();
  return path + (query ? "?" + query : "");
}

// One offer: its text, what is quietly beside it, what the field then says, and where it leads.
function offersOf(found) {
  const makers = (found.manufacturers ?? []).map((maker) => ({
    text: maker.name,
    beside: maker.cameras.toLocaleString("en") + (maker.cameras === 1 ? " camera" : " cameras"),
    value: maker.name,
    address: addressTo("/", [["manufacturer", maker.name]]),
    list: true,
  }));
  const cameras = (found.models ?? []).map((hit) => ({
    text: hit.model,
    beside: hit.manufacturer + (hit.level === "suggest" ? ", perhaps" : ""),
    value: hit.manufacturer + " " + hit.model,
    address: addressTo("/cameras/" + [hit.manufacturer, hit.model].map(encodeURIComponent).join("/")),
  }));
  return [...makers.slice(0, 3), ...cameras].slice(0, 8);
}

function combobox(input) {
  const opens = input.dataset.suggest === "open";
  const list = document.createElement("ul");
  list.id = input.id + "-names";
  list.className = "suggested";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", opens ? "Makers and cameras" : "Cameras");
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  let offers = [];
  let active = -1;
  let timer = 0;
  let latest = 0;

  function close() {
    clearTimeout(timer);
    latest += 1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function show(found) {
    offers = offersOf(found).filter((one) => opens || !one.list);
    list.replaceChildren(
      ...offers.map((one, number) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + number;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const name = document.createElement("b");
        name.textContent = one.text;
        const beside = document.createElement("span");
        beside.className = "of";
        beside.textContent = one.beside;
        item.append(name, " ", beside);
        return item;
      }),
    );
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = offers.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function move(by) {
    if (active >= 0) list.children[active].setAttribute("aria-selected", "false");
    active = ((active + by + 1 + offers.length + 1) % (offers.length + 1)) - 1;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    const item = list.children[active];
    item.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function take(one) {
    close();
    if (!opens) input.value = one.value;
    else if (one.list && window.visit) window.visit(one.address);
    else location.assign(one.address);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < 2) {
      close();
      return;
    }
    timer = setTimeout(async () => {
      const mine = ++latest;
      const query = new URLSearchParams({ text, limit: "8" });
      const maker = input.form && input.form.querySelector(".in-force input[name=manufacturer]");
      if (maker) query.set("manufacturer", maker.value);
      const response = await fetch("/api/v1/search?" + query).catch(() => null);
      if (!response || !response.ok || mine !== latest) return;
      const found = await response.json();
      if (mine === latest && document.activeElement === input) show(found);
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      take(offers[active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  // Before the field loses the focus, which would close the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(offers[[...list.children].indexOf(item)]);
  });
  input.addEventListener("blur", close);
  if (input.form) input.form.addEventListener("submit", close);
}

document.querySelectorAll("input[data-suggest]").forEach(combobox);
