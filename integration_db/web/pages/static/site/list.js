// The first page: search, facets and the list of cameras.
"use strict";

const PAGE = 50;
const AT_LEAST = ["full", "stream", "control"];
const isAtLeast = (level, least) => level === least || level === "full";

// The facets: of what each camera may have several values, and their labels.
const FACETS = [
  ...CAPABILITIES.map((name) => ({
    name,
    label: capital(WORDS.capabilities[name].short),
    values: ["yes", "no", "unknown"],
    of: (stretch) => [stretch.values[name]],
    drawn: (value) => support(name, value),
  })),
  {
    name: "level",
    label: "Certain to have encrypted",
    values: AT_LEAST,
    of: ({ after }) => AT_LEAST.filter((least) => after.length && after.every((one) => isAtLeast(one, least))),
    drawn: (value) => level(value, Yours.recorder()),
  },
  {
    name: "possible",
    label: "May have encrypted",
    values: AT_LEAST,
    of: ({ after }) => AT_LEAST.filter((least) => after.some((one) => isAtLeast(one, least))),
    drawn: (value) => level(value, Yours.recorder()),
  },
];

const SORTS = { fit: "Best fit", manufacturer: "Manufacturer", model: "Model", level: "What is encrypted" };

function listPage(form) {
  const [live, facets, rows, chips] = ["live", "facets", "rows", "chips"].map((id) => document.getElementById(id));
  const [count, meant] = [document.getElementById("count"), document.getElementById("meant")];
  const text = form.elements.text;
  const firmware = field("firmware", "At firmware", entry({ placeholder: "any" }), "Only what holds at this version");
  form.append(h("details.more", { id: "more-filters" }, h("summary", {}, "More filters: firmware"), h("div.fields", {}, firmware)));
  form.hidden = live.hidden = false;
  let state; // what the address says

  const askedNow = () => {
    const version = state.get("firmware")?.trim();
    return version ? { ...Yours.asked(), firmware: version } : Yours.asked();
  };

  // What is found, and what each value of a facet would find beside the others.
  function find() {
    const written = state.get("text")?.trim() ?? "";
    const makers = new Set(state.getAll("manufacturer"));
    const among = makers.size ? makers : null;
    const taken = Yours.takes();
    const ofTaken = (all) => (taken ? all.filter((one) => taken.has(one.manufacturer)) : all);
    const sought = written ? names().sought(written, among) : null;
    const chosen = among ? allCameras().filter((one) => makers.has(one.manufacturer)) : allCameras();
    const everywhere = ofTaken(written && among ? names().sought(written).found : (sought?.found ?? allCameras()));
    const asked = askedNow();
    const wanted = FACETS.map(({ name }) => new Set(state.getAll(name)));
    const groups = new Map();
    const passes = (camera) => {
      if (!groups.has(camera.group)) groups.set(camera.group, judged(camera, asked, wanted));
      return groups.get(camera.group);
    };
    const tallies = FACETS.map(() => new Map());
    const byMaker = new Map();
    const found = [];
    for (const camera of everywhere) {
      const judgement = passes(camera);
      if (judgement.all) byMaker.set(camera.manufacturer, (byMaker.get(camera.manufacturer) ?? 0) + 1);
    }
    for (const camera of ofTaken(sought?.found ?? chosen)) {
      const judgement = passes(camera);
      if (judgement.all) found.push(camera);
      judgement.values.forEach((values, at) => {
        for (const value of values) tallies[at].set(value, (tallies[at].get(value) ?? 0) + 1);
      });
    }
    return { sought, found, tallies, byMaker, makers, asked, taken };
  }

  // Whether a camera's stretches meet all that is wanted, one of them everything; and per facet the
  // values that some stretch has which meets the others.
  function judged(camera, asked, wanted) {
    const stretches = stretchesOf(camera, asked).map((stretch) => {
      const own = FACETS.map((facet) => facet.of(stretch));
      return { own, met: own.map((values, at) => !wanted[at].size || values.some((one) => wanted[at].has(one))) };
    });
    const values = FACETS.map((_, at) => {
      const fitting = stretches.filter(({ met }) => met.every((one, other) => one || other === at));
      return new Set(fitting.flatMap(({ own }) => own[at]));
    });
    return { all: stretches.some(({ met }) => met.every(Boolean)), values };
  }

  function change(work, fresh = true) {
    work(state);
    state.delete("shown");
    say([...state].filter(([name]) => !ASKED_OF_RECORDER.includes(name)), fresh);
    show();
  }

  const toggle = (name, value) => () =>
    change(() => (state.getAll(name).includes(value) ? state.delete(name, value) : state.append(name, value)));

  function facetNode(name, label, choices, drawn) {
    const items = choices
      .filter(([value, tally]) => tally || state.getAll(name).includes(value))
      .map(([value, tally]) =>
        h("li", {}, h("label.tick", {}, h("input", { type: "checkbox", checked: state.getAll(name).includes(value), "data-facet": `${name}=${value}`, onchange: toggle(name, value) }), " ", h("span.what", {}, drawn(value)), " ", h("span.tally", {}, number(tally), h("span.unseen", {}, " cameras")))),
      );
    if (!items.length) return null;
    const id = `facet-${name}`;
    return h(
      "section",
      { role: "group", "aria-labelledby": id },
      h("h2", { id }, label),
      h("ul", {}, items.slice(0, 10)),
      items.length > 10 ? h("details.rest", { open: opened.has(name), ontoggle: (event) => opened[event.target.open ? "add" : "delete"](name) }, h("summary", {}, `All ${items.length}`), h("ul", {}, items.slice(10))) : null,
    );
  }

  const opened = new Set();

  function showFacets({ tallies, byMaker, makers }) {
    const focus = document.activeElement?.dataset?.facet;
    const counts = [...byMaker].sort(([a, x], [b, y]) => y - x || (naturalKey(a) < naturalKey(b) ? -1 : 1));
    for (const name of makers) if (!byMaker.has(name)) counts.push([name, 0]);
    facets.replaceChildren(
      ...[
        facetNode("manufacturer", labelOf("manufacturer"), counts, (value) => h("bdi", {}, value)),
        ...FACETS.map((facet, at) => facetNode(facet.name, facet.label, facet.values.map((value) => [value, tallies[at].get(value) ?? 0]), facet.drawn)),
      ].filter(Boolean),
      h("p.small", {}, "A camera counts under every value that some firmware of it has."),
    );
    if (focus) facets.querySelector(`[data-facet="${CSS.escape(focus)}"]`)?.focus();
  }

  function showChips() {
    const labels = new Map([["manufacturer", labelOf("manufacturer")], ["firmware", labelOf("firmware")], ...FACETS.map((one) => [one.name, one.label])]);
    const items = [...state]
      .filter(([name]) => labels.has(name))
      .map(([name, value]) =>
        h("li", {}, h("button.chip", { type: "button", onclick: () => change(() => state.delete(name, value)) }, h("span", {}, `${labels.get(name)}: `, h("b", {}, value in WORDS.levels ? WORDS.levels[value].name : value)), icon("close"), h("span.unseen", {}, " remove this filter"))),
      );
    if (items.length > 1)
      items.push(h("li", {}, h("button.clear", { type: "button", onclick: () => change(() => [...labels.keys()].forEach((name) => state.delete(name))) }, "Remove all")));
    chips.hidden = !items.length;
    chips.replaceChildren(...items);
  }

  function rowNode(camera, asked) {
    const found = reached(camera, asked);
    const rungs = remember("rungs", camera, asked, () => shownOf(feed.answer(camera, ofCapabilities(asked)).ladder));
    const valuesOf = (name) => {
      const values = new Set(rungs.map((rung) => rung.values[name]));
      const known = [...values].filter((one) => one !== "unknown");
      return [known.length ? known : ["unknown"], known.length && values.has("unknown")];
    };
    const cell = (label, ...content) => h("td", { role: "cell", "data-label": label }, content);
    return h(
      "tr",
      { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, h("a", { href: pageLink(fileOf(camera)) }, h("bdi", {}, camera.model)), h("span.of", {}, h("bdi", {}, camera.manufacturer), " · ", h("bdi", {}, camera.series))),
      found ? h("td.whole", { role: "cell", "data-label": `${Yours.recorder()} shows` }, levelsShort(found)) : null,
      CAPABILITIES.map((name) => {
        const [known, more] = valuesOf(name);
        return cell(capital(WORDS.capabilities[name].short), known.map((one) => [support(name, one), " "]), more ? h("span.line.else", {}, "else unknown") : null);
      }),
    );
  }

  // What is reached, in the fewest marks: one level, or from one up to another.
  function levelsShort({ after, verdict, counted: tasks }) {
    const recorder = Yours.recorder();
    if (verdict.code === "not_known" && after.length > 2)
      return [h("span.lvl.l-unknown.t-open", {}, icon("unknown"), h("span.word", {}, "Not known"))];
    return [levels(after, recorder), tasks.length ? h("span.small", {}, ` after ${counted(tasks.length, "task")}`) : null];
  }

  const RANKS = { fails: 0, nothing: 1, control: 2, stream: 2, full: 3 };
  const worth = (camera, asked) => {
    const found = reached(camera, asked);
    return found ? RANKS[found.verdict.floor] * 10 + RANKS[found.verdict.ceiling] : 0;
  };

  function sorted({ found, sought, asked }) {
    const by = state.get("sort") ?? (sought ? "fit" : "manufacturer");
    if (by === "model") return [...found].sort((a, b) => byKey([[naturalKey(a.model), a.place]], [[naturalKey(b.model), b.place]]));
    if (by === "level") return [...found].sort((a, b) => worth(b, asked) - worth(a, asked) || a.place - b.place);
    if (by === "manufacturer" && sought) return [...found].sort((a, b) => a.place - b.place);
    return found;
  }

  function sortsNode({ sought }) {
    const now = state.get("sort") ?? (sought ? "fit" : "manufacturer");
    const all = Object.entries(SORTS).filter(([name]) => sought || name !== "fit");
    const pick = choice(null, all);
    pick.value = now;
    pick.addEventListener("change", () => change(() => state.set("sort", pick.value)));
    pick.id = "sort";
    return h("p.sorts", {}, h("label", { for: "sort" }, "Sorted by "), pick);
  }

  function show() {
    const result = find();
    const { found, sought, asked, taken } = result;
    count.textContent = counted(found.length, "camera");
    const parts = sought?.maker ? [`of ${sought.maker.name}${sought.rest ? `, “${sought.rest}”` : ""}`] : [];
    if (taken) parts.push(`${asked.plugin} takes cameras of ${oneOf([...taken])} only`);
    meant.textContent = parts.join("; ");
    showFacets(result);
    showChips();
    if (!found.length) return rows.replaceChildren(noneNode(result));
    const all = sorted(result);
    const shown = Math.max(PAGE, Number(state.get("shown")) || 0);
    const recorder = Yours.recorder();
    const columns = ["Camera", ...(recorder ? [`${recorder} shows`] : []), ...CAPABILITIES.map((name) => capital(WORDS.capabilities[name].short))];
    const body = h("tbody", { role: "rowgroup" }, all.slice(0, shown).map((one) => rowNode(one, asked)));
    rows.replaceChildren(
      sortsNode(result),
      h("table.cameras.cards", { role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map((one) => h("th", { scope: "col", role: "columnheader" }, one)))), body),
      ...(all.length > shown ? [moreNode(all.length, shown)] : []),
    );
    return undefined;
  }

  function moreNode(all, shown) {
    const further = Math.min(PAGE, all - shown);
    const more = h("button", { type: "button", id: "more" }, `Show ${further} more`);
    more.addEventListener("click", () => {
      state.set("shown", shown + PAGE);
      say([...state].filter(([name]) => !ASKED_OF_RECORDER.includes(name)));
      show();
      rows.querySelectorAll("tbody th a")[shown]?.focus();
    });
    return h("p.send", {}, more, h("span.small", {}, `${number(shown)} of ${number(all)}`));
  }

  function noneNode({ sought }) {
    const written = state.get("text")?.trim() ?? "";
    const fitting = written ? names().sought(written).found.slice(0, 6) : [];
    const near = fitting.length || !written ? fitting : names().near(written);
    const links = near.map((one) => h("li", {}, h("a", { href: pageLink(fileOf(one)) }, h("bdi", {}, `${one.manufacturer} ${one.model}`))));
    return h(
      "div.nothing",
      {},
      h("p", {}, h("b", {}, "No camera matches all of this."), " Take a filter away, or look at the words again."),
      links.length ? [h("p", {}, fitting.length ? "These fit the text, without the filters:" : "Perhaps you mean:"), h("ul.near", {}, links)] : null,
    );
  }

  let typing = false;
  text.addEventListener("input", () => {
    change(() => (text.value.trim() ? state.set("text", text.value) : state.delete("text")), !typing);
    typing = true;
  });
  text.addEventListener("change", () => (typing = false));
  form.elements.firmware.addEventListener("change", (event) =>
    change(() => (event.target.value.trim() ? state.set("firmware", event.target.value) : state.delete("firmware"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const exact = state.get("text")?.trim() ? names().sought(state.get("text")).exact : null;
    if (exact) location.assign(pageLink(fileOf(exact)));
  });
  const wide = matchMedia("(max-width: 60rem)");
  document.getElementById("narrowing").open = !wide.matches;

  return (values) => {
    state = new URLSearchParams(values);
    text.value = state.get("text") ?? "";
    form.elements.firmware.value = state.get("firmware") ?? "";
    document.getElementById("more-filters").open ||= state.has("firmware");
    show();
  };
}
