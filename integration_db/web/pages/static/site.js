// Search and filters on the first page of the files. What is encrypted is looked up in the tables
// of CATALOGUE; no rule stands here. The state is kept behind the # of the address.
"use strict";

const STEP = 100;
const ask = document.getElementById("ask");
const rows = document.getElementById("rows");
const fields = ask.elements;
let shown = STEP;

// --- The choices that the data offers.
const option = (value, text) => new Option(text, value);
CATALOGUE.makers.forEach((name, number) => fields.maker.append(option(number, name)));
const groups = new Map();
CATALOGUE.vias.forEach((via, number) => {
  if (via.recorder === "") return; // the camera alone, which is there already
  if (!groups.has(via.recorder)) {
    const group = document.createElement("optgroup");
    group.label = via.recorder;
    groups.set(via.recorder, group);
    fields.via.append(group);
  }
  groups.get(via.recorder).append(option(number, via.plugin || via.recorder + ", plugin not said"));
});
CATALOGUE.enough.forEach(([level, label]) => fields.level.append(option(level, label)));

// What the chosen recorder offers; what was chosen stays, if that is there still.
function offer() {
  const via = CATALOGUE.vias[fields.via.value || 0];
  refill(fields.protocol, via.settings.map((label, number) => option(number, label)));
  refill(fields.symbol, via.symbols.map(([level, symbol]) => option(level, symbol)));
  fields.symbol.closest(".field").hidden = via.symbols.length === 0;
}

function refill(select, options) {
  const { value } = select;
  select.replaceChildren(select.options[0], ...options);
  select.value = options.some((one) => one.value === value) ? value : "";
}

// --- The state in the address, and back.
function remember() {
  const said = [...new FormData(ask)].filter(([, value]) => value !== "");
  const hash = new URLSearchParams(said).toString();
  history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
}

function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  fields.via.value = said.get("via") ?? "";
  offer();
  for (const field of fields) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = said.has(field.name);
    else field.value = said.get(field.name) ?? "";
  }
}

const UNKNOWN = CATALOGUE.values.indexOf("unknown");

// --- What is asked: the stretches of firmware of a camera that meet it all.
const digit = (code, capability) => Math.floor(code / 3 ** capability) % 3;
const folded = (text) => text.toUpperCase().replace(/[-_.]/g, "");

function question() {
  const wanted = [0, 1, 2, 3].map((n) => CATALOGUE.values.indexOf(fields["cap" + n].value));
  if (fields.ssl.checked) wanted[0] = CATALOGUE.values.indexOf("yes");
  const levels = CATALOGUE.labels.levels;
  const enough = CATALOGUE.enough.find(([level]) => level === fields.level.value);
  return {
    words: fields.text.value.split(/\s+/).map(folded).filter(Boolean),
    maker: fields.maker.value === "" ? null : Number(fields.maker.value),
    wanted,
    via: CATALOGUE.vias[fields.via.value || 0],
    setting: fields.protocol.value === "" ? null : Number(fields.protocol.value),
    // Levels as bits: each of these has to hold what is certain, or to share in what is possible.
    masks: [
      ...(fields.symbol.value === "" ? [] : [1 << levels.indexOf(fields.symbol.value)]),
      ...(enough ? [enough[2]] : []),
    ],
    possible: fields.possible.checked,
  };
}

function answered(asked, number) {
  const pattern = CATALOGUE.patterns[asked.via.own[number] ?? CATALOGUE.cameras[number][3]];
  const found = pattern.kinds.map((kind) => {
    const [code, best, ...cases] = CATALOGUE.rows[asked.via.rows[kind]];
    const [now, after, tasks] = CATALOGUE.cases[cases[asked.setting ?? best]] ?? [1, 1, 0];
    return { code, now, after, tasks };
  });
  return { pattern, found };
}

function meets(asked, { code, after }) {
  const fits = asked.possible ? (mask) => after & mask : (mask) => !(after & ~mask);
  return asked.wanted.every((value, n) => value < 0 || digit(code, n) === value) && asked.masks.every(fits);
}

function find(asked) {
  const found = [];
  CATALOGUE.cameras.forEach(([maker, , , , , keys], number) => {
    if (asked.maker !== null && maker !== asked.maker) return;
    if (asked.via.makers && !asked.via.makers.includes(maker)) return;
    if (!asked.words.every((word) => keys.includes(word))) return;
    const one = answered(asked, number);
    const good = one.found.map((stretch) => meets(asked, stretch));
    if (good.includes(true)) found.push({ number, good, ...one });
  });
  return found;
}

// --- Drawing: everything as text, nothing as markup.
function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-" + name);
  svg.append(use);
  return svg;
}

// Runs of neighbouring stretches that are alike, each with its range as text.
function runs(pattern, good, key) {
  const found = [];
  for (let first = 0; first < good.length; first += 1) {
    if (!good[first]) continue;
    let last = first;
    const alike = (n) =>
      good[n] && key(n) === key(first) && pattern.runs[first][n - first] !== null;
    while (last + 1 < good.length && alike(last + 1)) last += 1;
    found.push([key(first), pattern.runs[first][last - first]]);
    first = last;
  }
  return found;
}

const range = (text) => element("span", text === CATALOGUE.labels.every ? "every" : "range", text);

function cell(label, ...children) {
  const made = element("td", "", ...children);
  made.setAttribute("role", "cell");
  made.dataset.label = label;
  return made;
}

function value(capability, number) {
  const [tone, shape, word] = CATALOGUE.marks[capability][number];
  const made = element("span", "v t-" + tone);
  made.append(icon(shape), element("span", "word", word));
  return made;
}

const chosen = (bits, names) => names.filter((_, number) => bits & (1 << number));

function levels(via, bits) {
  const made = element("span", "");
  CATALOGUE.labels.levels.forEach((name, number) => {
    if (!(bits & (1 << number))) return;
    if (made.childElementCount) made.lastChild.append(element("span", "or", " or "));
    const [picture, word, means, tone] = via.drawn[number];
    const one = element("span", `lvl l-${name} t-${tone}`, icon(picture), element("span", "word", word));
    if (means) one.append(" ", element("span", "means", means));
    one.title = CATALOGUE.labels.meanings[number];
    made.append(element("span", "alt", one));
  });
  return made;
}

// What is encrypted after the tasks, and what that rests on.
function encrypted(via, { now, after, tasks }) {
  const made = levels(via, after);
  const todo = chosen(tasks, CATALOGUE.labels.tasks).join(", ");
  if (todo) made.append(element("span", "line else", "after: " + todo));
  if (now !== after) {
    const words = chosen(now, via.drawn.map(([, word]) => word.toLowerCase())).join(" or ");
    made.append(element("span", "line else", "now: " + words));
  }
  return made;
}

// Choices of the recorder may come to the same for the same firmware.
const doubled = (found, key, text, at) =>
  found.findIndex(([k, t]) => k === key && t === text) < at;

// One value, or each with its range, newest firmware first; what nobody knows comes last, in short.
function lines(found, draw, open) {
  if (new Set(found.map(([key]) => key)).size === 1) return [draw(found[0][0])];
  const drawn = found
    .filter(([key, text], at) => key !== open && !doubled(found, key, text, at))
    .reverse()
    .map(([key, text]) => {
      const parts = [draw(key), " ", text ? range(text) : ""];
      return element("span", "line", ...(open === undefined ? parts.reverse() : parts));
    });
  if (found.some(([key]) => key === open)) drawn.push(element("span", "line else", "else unknown"));
  return drawn;
}

function row(asked, { number, pattern, found, good }) {
  const [maker, model, series, , link] = CATALOGUE.cameras[number];
  const name = element("a", "", model);
  name.href = link;
  const head = element("th", "", name, element("span", "of", CATALOGUE.makers[maker] + " · " + series));
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  const made = element("tr", "", head);
  made.setAttribute("role", "row");
  const firmware = cell("Firmware", ...lines(runs(pattern, good, () => 0).map(([, t]) => [t, ""]), range));
  firmware.className = "firmware whole";
  made.append(firmware);
  CATALOGUE.labels.capabilities.forEach((label, n) => {
    const alike = runs(pattern, good, (at) => digit(found[at].code, n));
    made.append(cell(label, ...lines(alike, (key) => value(n, key), UNKNOWN)));
  });
  const alike = runs(pattern, good, (at) => JSON.stringify({ ...found[at], code: 0 }));
  const last = cell("Encrypted", ...lines(alike, (key) => encrypted(asked.via, JSON.parse(key))));
  last.className = "whole lines";
  made.append(last);
  return made;
}

function show() {
  const asked = question();
  const found = find(asked);
  const noun = found.length === 1 ? " camera" : " cameras";
  const limit = found.length > shown ? `, the first ${shown} shown` : "";
  document.getElementById("count").textContent = found.length.toLocaleString("en") + noun + limit;
  rows.replaceChildren(...found.slice(0, shown).map((one) => row(asked, one)));
  document.getElementById("more").hidden = found.length <= shown;
}

let timer = 0;
ask.addEventListener("input", (event) => {
  shown = STEP;
  if (event.target === fields.via) offer();
  remember();
  clearTimeout(timer);
  timer = setTimeout(show, 80);
});
ask.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", () => {
  recall();
  show();
});
document.getElementById("more").addEventListener("click", () => {
  shown += STEP;
  show();
});
document.getElementById("clear").addEventListener("click", () => {
  location.hash = "";
  recall();
  remember();
  show();
});
if (matchMedia("(max-width: 44rem)").matches) document.getElementById("narrowing").open = false;
ask.hidden = document.getElementById("results").hidden = false;
recall();
show();
