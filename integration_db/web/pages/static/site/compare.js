// Two to four cameras side by side, each at its own firmware.
"use strict";

const MOST_COMPARED = 4;

function comparePage(root) {
  const place = document.getElementById("answer");
  const form = h("form.panel", { "aria-label": "The cameras", onsubmit: (event) => event.preventDefault() });
  const inputs = Array.from({ length: MOST_COMPARED }, (_, at) => {
    const model = field(`model-${at + 1}`, `Camera ${at + 1}`, entry());
    const firmware = field(`firmware-${at + 1}`, labelOf("firmware"), entry({ placeholder: "any" }));
    form.append(h("div.fields", {}, model, firmware));
    return [model.querySelector("input"), firmware.querySelector("input")];
  });
  root.append(form);
  for (const [model] of inputs) suggesting(model);

  function answer() {
    const named = inputs.filter(([model]) => model.value.trim());
    if (!named.length) return [];
    const all = named.map(([model, firmware]) => {
      const version = firmware.value.trim();
      const asked = version ? { ...Yours.asked(), firmware: version } : Yours.asked();
      return { camera: cameraNamed(model.value), asked, site: {}, setting: null };
    });
    if (all.length < 2) return h("p", {}, "Name a second camera to compare.");
    return comparison(all);
  }

  function show() {
    attempt(place, answer);
  }

  form.addEventListener("input", () => {
    const pairs = inputs.flatMap(([model, firmware]) => (model.value.trim() ? [["model", model.value], ["firmware", firmware.value || "-"]] : []));
    say(pairs.every(([name, value]) => name === "model" || value === "-") ? pairs.filter(([name]) => name === "model") : pairs);
    show();
  });
  return (values) => {
    const [models, versions] = [values.getAll("model"), values.getAll("firmware")];
    inputs.forEach(([model, firmware], at) => {
      model.value = models[at] ?? "";
      firmware.value = versions[at] === "-" ? "" : (versions[at] ?? "");
    });
    show();
  };
}

function comparison(all) {
  const answers = all.map((one) => feed.answer(one.camera, one.asked));
  const recorder = Yours.recorder();
  const rows = [["Series", all.map(({ camera }) => camera.series), (text) => h("bdi", {}, text), false]];
  if (answers.every((one) => one.settings.length)) {
    const found = answers.map((one) => best(one));
    rows.unshift(["After the tasks", found.map((one) => one.after), (own) => levels(own, recorder), true]);
    rows.unshift(["In one sentence", all.map((one) => VerdictText.sentence(WORDS, feed, one)), (text) => text, false]);
    rows.push(["Tasks", found.map((one) => one.tasks.map((code) => WORDS.tasks[code].name)), (own) => (own.length ? h("ul.points", {}, own.map((text) => h("li", {}, capital(text)))) : "none"), true]);
  }
  for (const name of CAPABILITIES)
    rows.push([
      capital(WORDS.capabilities[name].name),
      all.map((one) => stretchesOfValue(feed.answer(one.camera, ofCapabilities(one.asked)), name)),
      (own) => own.map(([value, ranges]) => h("span.line", {}, support(name, value), ranges.length ? [" ", ranges.map((text) => [range(text), " "])] : null)),
      true,
    ]);
  const head = all.map(({ camera }) =>
    h("th", { scope: "col" }, h("a", { href: pageLink(fileOf(camera)) }, h("span.of", {}, h("bdi", {}, camera.manufacturer)), " ", h("bdi", {}, camera.model))),
  );
  const body = rows.map(([label, values, drawn, compared]) => {
    const differs = compared && new Set(values.map((one) => JSON.stringify(comparable(one)))).size > 1;
    return h(
      differs ? "tr.differs" : "tr",
      {},
      h("th", { scope: "row" }, label, differs ? [" ", h("span.flag", {}, "differs")] : null),
      values.map((one) => h("td", {}, drawn(one))),
    );
  });
  return h(
    "div.scroll",
    { role: "region", "aria-label": "Comparison", tabindex: "0" },
    h(`table.compare.n${all.length}`, {}, h("thead", {}, h("tr", {}, h("td"), head)), h("tbody", {}, body)),
  );
}

// The values of a capability over the firmware that is meant, each with its ranges where several.
function stretchesOfValue(answer, name) {
  const rungs = shownOf(answer.ladder);
  const own = new Map();
  for (const rung of rungs) {
    if (!own.has(rung.values[name])) own.set(rung.values[name], []);
    own.get(rung.values[name]).push(rung);
  }
  const ranges = (alike) => joined(rungs, alike).map(rangeWords);
  return [...own].map(([value, alike]) => [value, own.size > 1 ? ranges(alike) : []]);
}

// What counts as a difference: values, and never the versions of different makers.
const comparable = (value) => (Array.isArray(value) ? value.map((one) => (Array.isArray(one) ? one[0] : one)) : value);
