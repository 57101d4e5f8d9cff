// Pieces of a page, made as nodes: no text of the catalogue is ever read as markup.
"use strict";

// A node: `tag.class.class`, its attributes, what is in it. A null child is none.
function h(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

// Put a picture into the sheet of the page, if it is not there yet.
function bring(name) {
  if (document.getElementById(`i-${name}`)) return;
  const sheet = `<svg xmlns="${SVG}">${WORDS.symbols[name] ?? ""}</svg>`;
  const symbol = new DOMParser().parseFromString(sheet, "image/svg+xml").querySelector("symbol");
  if (symbol) document.querySelector("svg.sprite").append(document.importNode(symbol, true));
}

function icon(name) {
  bring(name);
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "i");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  picture.append(use);
  return picture;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = (text) => (/[.!?]$/.test(text) ? capital(text) : `${capital(text)}.`);
const number = (count) => count.toLocaleString("en");
const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
const oneOf = (names) =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names.join("");

// A range of firmware as people read it, of the feed's text of a stretch.
function rangeWords(text) {
  if (text === "*") return WORDS.every;
  return text.replace(/(^|,)(build>=|build<|>=|<=|>|<|=)/g, (_, before, sign) => `${before}${WORDS.signs[sign] ?? sign}`).replaceAll(",", ", ");
}

const range = (words) => h(words === WORDS.every ? "span.every" : "span.range", {}, words);

// One value of a capability: shape, word and colour.
function support(capability, value) {
  const [tone, shape, word] = WORDS.marks[capability][value];
  return h(`span.v.t-${tone}`, {}, icon(shape), h("span.word", {}, word));
}

// What is encrypted: the recorder's symbol where it has one, and always words.
function level(name, recorder) {
  const [picture, word, means, tone] = (WORDS.drawn[recorder] ?? WORDS.drawn[""])[name];
  return h(
    `span.lvl.l-${name}.t-${tone}`,
    { title: WORDS.levels[name].explained },
    icon(picture),
    h("span.word", {}, word),
    means ? [" ", h("span.means", {}, means)] : null,
  );
}

const levels = (names, recorder) =>
  names.map((name, at) =>
    h("span.alt", {}, level(name, recorder), at < names.length - 1 ? h("span.or", {}, " or ") : null),
  );

const grade = (code) => h(`span.grade.g-${code.replace(/_/g, "-")}`, {}, WORDS.grades[code].name);

// Where a fact was read: its title, as a link where there is an address.
function source(known) {
  if (/^https?:\/\//.test(known.url ?? ""))
    return h("a.source", { href: known.url, rel: "noreferrer noopener" }, known.title, icon("out"));
  return h("span.source", {}, known.title);
}

const mistake = (text) => h("div.mistake", { role: "alert" }, icon("no"), h("div", {}, h("p", {}, text)));
