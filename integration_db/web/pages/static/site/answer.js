// An answer as nodes: verdict, settings, tasks, ladder and evidence, as the pages of a server have
// it.
"use strict";

// The answer to a question `{ camera, asked, site, setting }`. Throws `FeedError`.
function answerNodes(question) {
  const answer = feed.answer(question.camera, question.asked);
  return [verdictNode(question, answer), predictionNodes(question, answer), ladderNode(answer), evidenceNode(answer)];
}

function verdictNode(question, answer) {
  const text = VerdictText.sentence(WORDS, feed, question);
  if (text === null) return null;
  const { after, verdict } = meantBy(question, answer);
  const known = verdict.code !== "not_known" && !verdict.if_runs;
  const tone = known ? WORDS.drawn[""][verdict.floor][3] : "open";
  return h(
    `section.verdict.t-${tone}`,
    { "aria-label": "The answer in one sentence" },
    h("p.said", {}, text),
    h("p.reached", {}, levels(after, Yours.recorder())),
  );
}

// The prediction that a verdict is about: of the setting that was asked, else the best.
function meantBy({ site, setting }, answer) {
  if (!setting) return best(answer, site);
  const made = [FeedReader.predict(answer, setting, site)];
  return { verdict: FeedReader.verdict(answer, made), ...made[0] };
}

function predictionNodes(question, answer) {
  const { site, setting } = question;
  if (!answer.settings.length) return null;
  const meant = answer.settings.filter((one) => !setting || one.id === setting);
  const made = meant.map((one) => {
    const here = setting || one.port_editable ? site : { ...site, port: null };
    return [one, FeedReader.predict(answer, one.id, here)];
  });
  const chosen = meantBy({ site, setting }, answer).setting;
  const recorder = Yours.recorder();
  const head = ["Setting", "Now", "After the tasks", "Tasks"];
  const rows = made.map(([one, found]) =>
    h(
      one.id === chosen ? "tr.best" : "tr",
      { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, one.label),
      h("td.whole", { role: "cell", "data-label": head[1] }, levels(found.now, recorder)),
      h("td.whole", { role: "cell", "data-label": head[2] }, levels(found.after, recorder)),
      h("td.whole", { role: "cell", "data-label": head[3] }, found.tasks.length || "none"),
    ),
  );
  return h(
    "section",
    { "aria-labelledby": "settings" },
    h("h2", { id: "settings" }, `With ${recorder}`),
    made.map(([one, found]) => (one.id === chosen ? settingNode(question, one, found, true) : null)),
    h(
      "table.plain.cards.moments",
      { role: "table" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head.map((text) => h("th", { scope: "col", role: "columnheader" }, text)))),
      h("tbody", { role: "rowgroup" }, rows),
    ),
    made.map(([one, found]) => (one.id === chosen ? null : settingNode(question, one, found, false))),
  );
}

const WHERE = { camera: "At the camera", recorder: "At the recorder", network: "In the network" };

function settingNode(question, setting, found, open) {
  const tasks = VerdictText.tasks(WORDS, feed, { ...question, setting: setting.id }).map((task) =>
    h(
      "li",
      {},
      h("p", {}, task.text),
      h(
        "p.small",
        {},
        h("span.where", {}, WHERE[task.where]),
        task.interrupts ? h("span.where.interrupts", {}, "Interrupts recording") : null,
        task.counts ? h("span.where.counts", {}, "The answer rests on it") : null,
      ),
      h("p.small", {}, `Done when: ${task.proof}`),
    ),
  );
  return h(
    "details.setting",
    { open, id: `setting-${setting.id}` },
    h("summary", {}, h("h3", {}, open ? `To do with ${setting.label}` : setting.label)),
    h(
      "div.halves",
      {},
      h("div", {}, tasks.length ? h("ol.tasks", {}, tasks) : h("p", {}, "Nothing.")),
      found.assumes.length
        ? h("div", {}, h("h4", {}, "Taken for granted"), h("ul.points", {}, found.assumes.map((name) => h("li", {}, sentence(WORDS.assumptions[name].name)))))
        : null,
    ),
  );
}

function ladderNode(answer) {
  const rungs = answer.ladder;
  const cells = rungs.map(() => []);
  for (const name of CAPABILITIES)
    for (let at = 0; at < rungs.length; ) {
      let end = at + 1;
      while (end < rungs.length && rungs[end].values[name] === rungs[at].values[name]) end++;
      const [tone, shape, word] = WORDS.marks[name][rungs[at].values[name]];
      cells[at].push(h(`td.step.t-${tone}`, { rowspan: end - at > 1 ? end - at : null }, icon(shape), h("span.word", {}, word)));
      at = end;
    }
  const firmware = ({ text, shown }) => rangeWords(text) + (shown ? "" : " (if it runs it)");
  return h(
    "section",
    { "aria-labelledby": "by-firmware" },
    h("h2", { id: "by-firmware" }, "What it can do, by firmware"),
    h(
      "div.scroll",
      { role: "region", "aria-label": "Capabilities by firmware", tabindex: "0" },
      h(
        "table.ladder",
        {},
        h("caption", {}, "Firmware from old to new; each bar spans the versions for which the value holds."),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Firmware"), CAPABILITIES.map((name) => h("th", { scope: "col" }, capital(WORDS.capabilities[name].short))))),
        h("tbody", {}, rungs.map((rung, at) => h("tr", {}, h("th", { scope: "row" }, firmware(rung)), cells[at]))),
      ),
    ),
  );
}

function evidenceNode(answer) {
  const rungs = answer.ladder;
  const items = CAPABILITIES.map((name) => {
    const own = new Map();
    for (const rung of rungs) {
      const key = JSON.stringify([rung.values[name], rung.grades[name], rung.sources[name]]);
      if (!own.has(key)) own.set(key, []);
      own.get(key).push(rung);
    }
    return h(
      "section.why",
      {},
      h("h3", {}, capital(WORDS.capabilities[name].name)),
      h(
        "ul.evidence",
        {},
        [...own.values()].map((alike) => {
          const ranges = joined(rungs, alike);
          const [first] = alike;
          const sources = first.sources[name].map((id) => feed.source(id)).filter(Boolean);
          return h(
            first.values[name] === "unknown" ? "li.missing" : "li.decisive",
            {},
            h("p", {}, support(name, first.values[name]), " ", alike.length < rungs.length ? ranges.map((text, at) => [at ? ", " : "", range(rangeWords(text))]) : null, first.grades[name] ? grade(first.grades[name]) : null),
            sources.map((one) => h("p", {}, source(one))),
            sources.length ? null : h("p.small", {}, "No source says."),
          );
        }),
      ),
    );
  });
  return h("section", { "aria-labelledby": "evidence" }, h("h2", { id: "evidence" }, "Evidence"), items);
}

// The ranges of some rungs of a ladder: neighbours are one range.
function joined(rungs, some) {
  const isBegin = (bound) => /^(>=?|build>=)/.test(bound);
  const boundsOf = ({ text }) => (text === "*" ? [] : text.split(","));
  const runs = [];
  rungs.forEach((rung, at) => {
    if (!some.includes(rung)) return;
    const last = runs.at(-1);
    if (last && last.end === at - 1 && /^[<>]/.test(rung.text)) Object.assign(last, { end: at, last: rung });
    else runs.push({ end: at, first: rung, last: rung });
  });
  return runs.map(({ first, last }) =>
    first === last
      ? first.text
      : [...boundsOf(first).filter(isBegin), ...boundsOf(last).filter((one) => !isBegin(one))].join(",") || "*",
  );
}
