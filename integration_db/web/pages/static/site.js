// Search and filters on the first page of the files. What the recorder shows is looked up in the
// tables of CATALOGUE; no rule stands here. The state is kept behind the # of the address.
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
CATALOGUE.plugins.forEach((one, number) => {
  if (!groups.has(one.recorder)) {
    const group = document.createElement("optgroup");
    group.label = one.recorder;
    groups.set(one.recorder, group);
    fields.plugin.append(group);
  }
  groups.get(one.recorder).append(option(number, one.plugin));
});
CATALOGUE.labels.protocols.forEach((label, number) => fields.protocol.append(option(number, label)));
fields.protocol.value = CATALOGUE.labels.protocols.length - 1;
const STANDARD = fields.protocol.value;
CATALOGUE.labels.outcomes.forEach(([name, label], number) =>
  fields.symbol.append(option(1 << number, label)),
);

// --- The state in the address, and back.
function remember() {
  const said = [...new FormData(ask)].filter(
    ([name, value]) => value !== "" && !(name === "protocol" && value === STANDARD),
  );
  const hash = new URLSearchParams(said).toString();
  history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
}

function recall() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const field of fields) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = said.has(field.name);
    else field.value = said.get(field.name) ?? (field.name === "protocol" ? STANDARD : "");
  }
}

const UNKNOWN = CATALOGUE.values.indexOf("unknown");

// --- What is asked: the stretches of firmware of a camera that meet it all.
const digit = (code, capability) => Math.floor(code / 3 ** capability) % 3;
const folded = (text) => text.toUpperCase().replace(/[-_.]/g, "");

function question() {
  const wanted = [0, 1, 2, 3].map((n) => CATALOGUE.values.indexOf(fields["cap" + n].value));
  if (fields.ssl.checked) wanted[0] = CATALOGUE.values.indexOf("yes");
  const plugin = fields.plugin.value === "" ? null : CATALOGUE.plugins[fields.plugin.value];
  return {
    words: fields.text.value.split(/\s+/).map(folded).filter(Boolean),
    maker: fields.maker.value === "" ? null : Number(fields.maker.value),
    wanted,
    plugin,
    protocol: Number(fields.protocol.value),
    symbol: Number(fields.symbol.value),
  };
}

function answered(asked, number) {
  const own = asked.plugin?.own[number];
  const pattern = CATALOGUE.patterns[own ?? CATALOGUE.cameras[number][3]];
  const through = asked.plugin && own === undefined ? asked.plugin.answers : null;
  return { pattern, codes: through ? pattern.codes.map((code) => through[code]) : pattern.codes };
}

function meets(asked, code) {
  return (
    asked.wanted.every((value, n) => value < 0 || digit(code, n) === value) &&
    (!asked.symbol || CATALOGUE.outcomes[code][asked.protocol] === asked.symbol)
  );
}

function find(asked) {
  const found = [];
  CATALOGUE.cameras.forEach(([maker, , , , , keys], number) => {
    if (asked.maker !== null && maker !== asked.maker) return;
    if (!asked.words.every((word) => keys.includes(word))) return;
    const { pattern, codes } = answered(asked, number);
    const good = codes.map((code) => meets(asked, code));
    if (good.includes(true)) found.push({ number, pattern, codes, good });
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

function icon(name, label) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
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
  const word = CATALOGUE.values[number];
  const made = element("span", "v " + CATALOGUE.tones[capability][number]);
  made.append(icon(word), element("span", "word", word));
  return made;
}

function symbols(bits) {
  const made = element("span", "");
  CATALOGUE.labels.outcomes.forEach(([name, label], number) => {
    if (!(bits & (1 << number))) return;
    if (made.childElementCount) made.append(element("span", "or", " or "));
    const meaning = CATALOGUE.labels.meanings[number];
    made.append(element("span", "sym " + name, icon(name, meaning), element("span", "word", label)));
  });
  return made;
}

// One value, or each with its range, newest firmware first; what nobody knows comes last, in short.
function lines(found, draw, open) {
  if (new Set(found.map(([key]) => key)).size === 1) return [draw(found[0][0])];
  const drawn = found
    .filter(([key]) => key !== open)
    .reverse()
    .map(([key, text]) => element("span", "line", draw(key), " ", text ? range(text) : ""));
  if (drawn.length < found.length) drawn.push(element("span", "line else", "else unknown"));
  return drawn;
}

function row(asked, { number, pattern, codes, good }) {
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
    const found = runs(pattern, good, (at) => digit(codes[at], n));
    made.append(cell(label, ...lines(found, (key) => value(n, key), UNKNOWN)));
  });
  const outcome = (at) => CATALOGUE.outcomes[codes[at]][asked.protocol];
  const last = cell("Recorder shows", ...lines(runs(pattern, good, outcome), symbols));
  last.className = "whole";
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
ask.addEventListener("input", () => {
  shown = STEP;
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
