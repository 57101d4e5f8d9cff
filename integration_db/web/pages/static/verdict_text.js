// The verdict in one sentence and the tasks, as the server says them, on top of the feed's reader.
//
//   const question = { camera, asked: { plugin: "ONVIF" }, site: {} };
//   VerdictText.sentence(WORDS, feed, question);
//   VerdictText.tasks(WORDS, feed, question).map((task) => task.text);
//
// The labels come from the table `words`, which the library writes of its own; they are put
// together as in catalog/verdict.py and prediction/prediction.py, function by function. What the
// feed does not know is left out: what would settle an open question, when it was last seen and
// with which versions, why a firmware cannot be placed, and which plugin may have been meant in
// place of one that is not there.
const VerdictText = (() => {
  "use strict";

  // The verdict on a question, with its limits: `{ camera, asked, site }` as the reader takes them,
  // and perhaps the `setting` that it is about, in place of the best one. Null where the question
  // is about the camera alone.
  function sentence(words, feed, question) {
    const told = understood(feed, question);
    if (told === null) return null;
    const main =
      told.verdict.code === "at_least"
        ? `${opening(words, told)}: ${promised(words, told)}`
        : mainClause(words, told);
    return [...who(told), main, ...limits(words, told)].join(" ");
  }

  // The same without what is said once where many stand together: on what evidence it rests, what
  // it assumes, what is not proven or was never seen.
  function short(words, feed, question) {
    const told = understood(feed, question);
    if (told === null) return null;
    return [mainClause(words, told), ...unplaced(told), ...disputed(told)].join(" ");
  }

  // A question with the answer to it, the prediction that is meant, and whose choice it is.
  function understood(feed, { camera, asked = {}, site = {}, setting = null }) {
    const answer = feed.answer(camera, asked);
    if (!answer.settings.length) return null;
    const made =
      setting === null
        ? FeedReader.predictions(answer, site)
        : [FeedReader.predict(answer, setting, site)];
    const verdict = FeedReader.verdict(answer, made);
    const prediction = made.find((one) => one.setting === verdict.setting);
    const chosen = answer.settings.find((one) => one.id === verdict.setting);
    const recorder = feed.recorder(asked.recorder ?? null);
    const written = asked.plugin ?? null;
    const key = written === null ? null : FeedReader.looseKey(written);
    const plugin = recorder.plugins.find((one) => one.keys.includes(key))?.name ?? written;
    const firmware = answer.firmware_said
      ? feed.firmware(camera.maker, asked.firmware, asked.device)
      : null;
    const wish = answer.firmware_said ? "" : (asked.firmware ?? "").trim().toLowerCase();
    const parts = { answer, verdict, prediction, recorder, plugin, firmware, wish };
    return { ...parts, site, setting: chosen };
  }

  // With which setting, firmware and tasks what is reached, as a sentence.
  function mainClause(words, told) {
    const begin = opening(words, told);
    const { code, floor } = told.verdict;
    const shown = levelWords(words, told, floor);
    return {
      certain: () => `${begin}: ${shown}.`,
      at_least: () => `${begin}: at least ${shown}.`,
      not_encrypted: () => `${begin}: nothing is encrypted.`,
      does_not_connect: () => `${begin}: the recorder does not connect${reason(told)}.`,
      not_known: () => `${begin}: not known.`,
    }[code]();
  }

  // What may be promised where more is possible, as a clause with its full stop.
  function promised(words, told) {
    const { floor, ceiling } = told.verdict;
    const [shown, more] = [floor, ceiling].map((level) => levelWords(words, told, level));
    return `at least ${shown}; ${more} is not proven, do not promise it.`;
  }

  // Of which plugin the answer is not, where the feed lacks it.
  function who({ answer, recorder, plugin }) {
    if (answer.plugin_listed) return [];
    return [`The catalogue has no plugin '${plugin}' of ${recorder.name}: nothing is known of it.`];
  }

  function opening(words, told) {
    const { answer, verdict, prediction, setting, recorder, plugin, firmware, wish } = told;
    const said = [setting.label];
    if (plugin !== null) said[0] += ` through ${plugin}`;
    if (!recorder.default) said[0] += ` on ${recorder.name}`;
    const clauses = clausesOf(answer, prediction);
    if (firmware !== null) {
      said[0] += ` on firmware ${firmware.text.trim()}`;
    } else if (clauses.length) {
      const begin = beginsWith(prediction);
      const range = () => spokenRange(words, clauses);
      if (verdict.if_runs) said.unshift(`If it runs ${begin ? `${begin} or later` : range()}`);
      else if (verdict.code !== "not_known")
        said.push(begin ? `from ${begin}` : `with firmware ${range()}`);
    }
    if (wish === "newest" && !verdict.if_runs)
      said[0] += " on the newest firmware that it is shown to run";
    if (verdict.tasks) said.push(`after ${counted(verdict.tasks, "task")}`);
    return said.join(", ");
  }

  function levelWords(words, { answer }, level) {
    const symbol = answer.shows[level];
    return symbol ? withArticle(symbol) : words.levels[level].name;
  }

  // What keeps the recorder from a connection, if that is known.
  function reason({ setting, site }) {
    const [https, port] = [site.https_port ?? null, setting.port_editable ? site.port : null];
    const number = setting.tries.findIndex((scheme) => scheme === "https" || scheme === "rtsps");
    if (number >= 0 && https !== null) {
      const usual = setting.tries[number] === "https" ? 443 : 322;
      const tried = (number === 0 && port) || usual;
      const mismatch = `the camera's HTTPS port is ${https}, but the recorder tries ${tried}`;
      const fixed = "; a setting whose port can be edited has to be chosen";
      if (tried !== https) return ` (${mismatch}${setting.port_editable ? "" : fixed})`;
    }
    if (site.http === "off" && inClear(setting))
      return " (HTTP is off at the camera, so the recorder cannot go on in clear)";
    return "";
  }

  // What limits the answer, as sentences.
  function limits(words, told) {
    const { verdict } = told;
    const said = unplaced(told);
    if (verdict.code === "certain" || verdict.code === "at_least") {
      const sides = ["camera", "recorder"]
        .filter((side) => verdict.rests_on[side] !== null)
        .map((side) => `${words.grades[verdict.rests_on[side]].brief} (${side})`);
      if (sides.length) said.push(`Evidence: ${sides.join(", ")}.`);
      if (verdict.seen) said.push(`Seen ${counted(verdict.seen, "time")}.`);
      else if (!verdict.disputed) said.push("Nobody has recorded what it shows.");
    }
    said.push(...disputed(told));
    if (verdict.assumes.length && verdict.code !== "not_known") {
      const assumed = verdict.assumes.map((name) => words.assumptions[name].brief);
      said.push(`Assumed: ${allOf(assumed)}.`);
    }
    return said;
  }

  const disputed = ({ verdict }) =>
    verdict.disputed ? ["The records of this pairing disagree."] : [];

  // What is to be known of a firmware that nobody can place, as sentences.
  function unplaced({ firmware, verdict }) {
    if (firmware === null || firmware.line !== null || verdict.code === "not_known") return [];
    return ["That firmware cannot be placed: this holds whatever it runs."];
  }

  // --- Tasks ------------------------------------------------------------------------------------

  // What is to be done, in the order in which it is safe, for the best setting or the `setting` of
  // the question: `{ code, name, text, where, interrupts, proof, counts }` of each.
  function tasks(words, feed, question) {
    const told = understood(feed, question);
    if (told === null) return [];
    return told.prediction.tasks.map((code) => {
      const kind = words.tasks[code];
      const named = PARTS[code]?.(words, told) ?? {};
      const text = kind.text.replace(/\{(\w+)\}/g, (_, part) => named[part]);
      return { code, ...kind, text, counts: told.prediction.counted.includes(code) };
    });
  }

  // What the words of a task name, by the task's code.
  const PARTS = {
    use_firmware: (words, { prediction }) => ({
      firmware: spokenRange(words, [enough(prediction)]),
      instead: prediction.may_keep ? words.phrases.instead : "",
    }),
    switch_on_https: (words, { site }) => ({
      meanwhile: site.http === "off" ? "" : words.phrases.meanwhile,
    }),
    check_https: (words, { prediction }) => ({
      missing: anyOf(prediction.looks_for.map((name) => words.missing[name])),
    }),
    set_port: (_, { prediction, site }) => {
      const { details, uses } = prediction.place.link;
      const own = Object.entries(details.ports ?? {}).filter(([name]) => uses.includes(name));
      return { port: site.https_port || (own[0]?.[1] ?? 443) };
    },
    set_option: (_, { prediction }) => {
      const options = Object.entries(prediction.choice);
      return { choice: allOf(options.map(([name, value]) => `${name} to ${value}`)) };
    },
    set_protocol: (words, { prediction, setting }) => {
      const { takes } = prediction.place.link;
      const dark = setting.tries.includes("rtsps") || takes === "stream_address";
      const late = dark && !inClear(setting) && prediction.tasks.includes("switch_on_video");
      return { setting: setting.label, when: late ? words.phrases.after_video : "" };
    },
    switch_on_video: (words, { prediction }) => {
      const ways = [...prediction.place.link.ways].sort();
      const named = ways.map((way) => words.ways[way] ?? way.replaceAll("_", " "));
      return { ways: named.length ? ` (${named.join(", ")})` : "" };
    },
    verify: (_, { answer, prediction }) => {
      const symbols = prediction.after.map((level) => answer.shows[level]).filter(Boolean);
      const other = "whether the recorder, the camera or the network shows an encrypted connection";
      return { shown: symbols.length ? `the recorder shows ${symbols.join(" or ")}` : other };
    },
    close_clear: (_, { answer, prediction, site }) => {
      const open = site.http === "off" ? [] : ["HTTP"];
      if (prediction.after.every((level) => level === "stream" || level === "full")) {
        open.push("plain RTSP");
      } else if (prediction.after.includes("full")) {
        const symbol = answer.shows.full;
        const seen = symbol ? `the recorder shows ${symbol}` : "the video is encrypted";
        open.push(`plain RTSP only where ${seen} (the video travels over it otherwise)`);
      }
      return { open: open.join(", and ") };
    },
  };

  // The bounds of the firmware that is to be used.
  function enough({ enough_from, less_from }) {
    const since = boundsOf(enough_from).find(isBegin);
    const less = less_from === null ? undefined : boundsOf(less_from).find(isBegin);
    return less ? [since, [{ ">=": "<", ">": "<=" }[less[0]], less[1]]] : [since];
  }

  const inClear = ({ tries }) => tries.includes("http") || tries.includes("rtsp");

  // --- Firmware in words ------------------------------------------------------------------------

  // The range of firmware that a prediction is about: lists of bounds, a sign and a version each.
  //
  // None where the firmware was said, or where it is any.
  function clausesOf(answer, prediction) {
    if (answer.firmware_said) return [];
    const run = new Set(prediction.run.map((one) => one.number));
    const known = [...answer.places, ...answer.elsewhere].filter((one) => one.stretch.line !== "");
    if (known.every((one) => run.has(one.number))) return [];
    const lines = new Set([...answer.places, ...answer.elsewhere].map((one) => one.stretch.line));
    const joined = [];
    for (const { stretch } of prediction.run) {
      const bounds = boundsOf(stretch);
      const last = joined.at(-1);
      if (last && isJoined(last.stretch, stretch)) {
        last.bounds = [...last.bounds.filter(isBegin), ...bounds.filter((one) => !isBegin(one))];
        last.stretch = stretch;
      } else joined.push({ stretch, bounds });
    }
    const whole = ({ line }) => (line && lines.size > 1 ? [["any ", line]] : []);
    return joined
      .map(({ stretch, bounds }) => (bounds.length ? bounds : whole(stretch)))
      .filter((bounds) => bounds.length);
  }

  const isBegin = ([sign]) => sign === ">=" || sign === ">";

  // Whether a stretch begins where another one ends, shown alike.
  function isJoined(before, behind) {
    const alike = (name) => before[name] === behind[name];
    if (!["shown", "built_from", "built_before"].every(alike)) return false;
    const until = boundsOf(before).find(([sign]) => sign === "<" || sign === "<=");
    const since = boundsOf(behind).find(isBegin);
    const opposite = { "<": ">=", "<=": ">" };
    return Boolean(until && since) && until[1] === since[1] && opposite[until[0]] === since[0];
  }

  // The version from which on a prediction holds, null where it has no first one, or where newer
  // firmware does not lead to as much.
  function beginsWith({ run, less_from }) {
    if (less_from !== null) return null;
    const since = boundsOf(run[0].stretch).find(isBegin);
    if (!since || since[0] !== ">=") return null;
    if (boundsOf(run.at(-1).stretch).some(([sign]) => sign === "<=")) return null; // just seen
    return since[1];
  }

  // A stretch's bounds from its text, none where it is every firmware.
  const boundsOf = ({ text }) =>
    text === "*" ? [] : text.split(",").map((bound) => BOUND.exec(bound).slice(1));

  const BOUND = /^(build>=|build<|>=|<=|>|<|=|any )(.*)$/s;

  const spokenRange = (words, clauses) =>
    clauses.map((bounds) => spokenClause(words, bounds)).join(", or ");

  function spokenClause(words, bounds) {
    const signs = bounds.map(([sign]) => sign).join(" ");
    const [first, last] = bounds.map(([, version]) => version);
    if (signs === ">= <=") return first === last ? first : `${first} to ${last}`;
    if (signs === "> <=") return `later than ${first}, up to ${last}`;
    const said = bounds.map(([sign, version]) => words.bounds[sign].replace("{}", () => version));
    return said.join(" and ");
  }

  // --- Counting and joining ---------------------------------------------------------------------

  const counted = (number, noun) =>
    `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  const allOf = (listed) =>
    listed.length > 1 ? `${listed.slice(0, -1).join(", ")} and ${listed.at(-1)}` : listed.join("");

  const anyOf = (listed) =>
    listed.length > 1 ? `${listed.slice(0, -1).join(", ")} or ${listed.at(-1)}` : listed.join("");

  const withArticle = (text) => `${/^[aeiou]/i.test(text) ? "an" : "a"} ${text}`;

  return Object.freeze({ sentence, short, tasks });
})();

if (typeof module !== "undefined") module.exports = VerdictText;
