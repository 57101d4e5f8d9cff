// What a searched text finds: the rule of integration_db/names/sought.py, function by function.
//
// Without the resolver: the exact hit is the only camera that has the key which decided.
const Names = (() => {
  "use strict";

  const LONGEST = 500;
  const DASHES = /[\u00ad\u058a\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;
  const SCOPE = /^ *onvif:\/\/www\.onvif\.org\/(?:name|hardware|model|mfr)\//i;
  const PLAIN = /^(?:[!-$&-9;-~](?: (?=[!-~]))?){1,500}$/;
  const WORD_ENDS = /[ ,;]+/;
  const MOST_NAME_WORDS = 6;
  const { parts, option_word, most_words, least_telling, placeholders } = WORDS.search;
  const PARTS = new RegExp(parts, "g");
  const OPTION = new RegExp(`^(?:${option_word})$`);

  // A name in one shape: compatibility forms, dashes, spaces and case unified.
  function exactKey(written) {
    if (PLAIN.test(written)) return written.toUpperCase(); // as most are: nothing to unify
    let text = written.slice(0, LONGEST + 1).normalize("NFKC").replace(DASHES, "-");
    text = text.replace(/[\u0130\u0131]/g, "I");
    for (let read = ""; text.includes("%") || text.includes("://"); text = read) {
      read = text.replace(SCOPE, "");
      read = read.replace(/%([2-7][0-9A-Fa-f])/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
      if (read === text) break;
    }
    text = text.replace(/[\p{Cf}\p{Cc}]/gu, (sign) => (/\s|[\x1c-\x1f\x85]/.test(sign) ? " " : ""));
    text = text.replace(/\p{Cs}/gu, "\ufffd");
    return text.toUpperCase().split(/\s+/).filter(Boolean).join(" ");
  }

  const looseKey = (text) => FeedReader.looseKey(exactKey(text));
  const makerKey = (text) => looseKey(text).replace(/[,&]/g, "");

  const search = (cameras, makers, companyWords) => {
    const byKey = new Map(); // from a key to the maker
    makers.forEach((maker) => maker.keys.forEach((key) => byKey.has(key) || byKey.set(key, maker)));

    // The manufacturer that a text names, company words set aside.
    function makerNamed(written) {
      for (const key of makerKeys(written)) if (byKey.has(key)) return byKey.get(key);
      return null;
    }

    function* makerKeys(written) {
      const key = looseKey(written);
      if (!key || placeholders.includes(key)) return;
      yield makerKey(written);
      const words = exactKey(written).replace("CO.,LTD", "CO LTD").match(/[^\s,.()]+/g) ?? [];
      const isCompany = (word) => companyWords.includes(FeedReader.looseKey(word));
      for (let left = words; left.length; left = left.slice(0, -1)) {
        yield looseKey(left.join(" "));
        if (left.length < 2 || !isCompany(left.at(-1))) break;
      }
      const kept = words.filter((word) => !isCompany(word));
      if (kept.length) yield looseKey(kept.join(" "));
      for (const tail of ["SECURITY", "TECHNOLOGY", "COMMUNICATIONS", "INC"])
        if (key.endsWith(tail)) yield key.slice(0, -tail.length);
    }

    // Every reading of an exact key as manufacturer and rest, longest maker's name first.
    function splitMaker(text) {
      const readings = [];
      const cuts = [...text.matchAll(/[ _/-]+|(?<=[\p{L}\p{N}_])[:,.] ?/gu)];
      for (const cut of cuts.slice(0, MOST_NAME_WORDS).reverse()) {
        const maker = cut.index ? byKey.get(looseKey(text.slice(0, cut.index))) : null;
        const rest = text.slice(cut.index + cut[0].length).trim();
        if (maker && rest) readings.push([maker, rest]);
      }
      const words = text.split(" ");
      for (let count = Math.min(MOST_NAME_WORDS, words.length - 1); count > 0; count--) {
        const maker = byKey.get(looseKey(words.slice(-count).join(" ")));
        if (maker) readings.push([maker, words.slice(0, -count).join(" ")]);
      }
      return readings;
    }

    function* ways(text, among) {
      if (text.length > LONGEST) return;
      const written = exactKey(text);
      yield* waysOf(written, among);
      const shorter = tellingPart(written);
      if (shorter !== written && looseKey(shorter).length >= least_telling)
        yield* waysOf(shorter, among);
    }

    function* waysOf(text, among) {
      if (!looseKey(text)) return;
      const isMeant = (maker) => !among || among.has(maker.name);
      const whole = makerNamed(text);
      if (whole && isMeant(whole)) yield { by: "maker", maker: whole, rest: "" };
      const readings = splitMaker(text).filter(([maker, rest]) => looseKey(rest) && isMeant(maker));
      readings.push([null, text]);
      for (const [maker, rest] of readings) yield { by: "held", maker, rest };
      for (const [maker, rest] of readings) {
        const words = wordsOf(rest);
        if (words.length <= most_words && words[0].length >= least_telling)
          yield { by: "words", maker, rest };
      }
    }

    const wordsOf = (rest) =>
      [...new Set(rest.split(WORD_ENDS).map(looseKey).filter(Boolean))].sort(
        (a, b) => b.length - a.length || (a < b ? -1 : 1),
      );

    // What a text is understood to look for: `{ maker, rest, exact, found }`, the best fit first.
    //
    // `among` are the names of the only makers that are looked through; else null.
    function sought(text, among = null) {
      const all = among ? cameras.filter((one) => among.has(one.manufacturer)) : cameras;
      for (const way of ways(text, among)) {
        const found = fitting(way, all);
        if (found.length) return inOrder(way, found);
      }
      return { maker: null, rest: text, exact: null, found: [] };
    }

    function fitting({ by, maker, rest }, all) {
      const own = maker ? all.filter((one) => one.manufacturer === maker.name) : all;
      if (by === "maker") return own;
      if (by === "held") {
        const key = looseKey(rest);
        const begun = new Set();
        if (!maker)
          for (const one of makers)
            if (one.keys.some((name) => name.startsWith(key))) begun.add(one.name);
        return own.filter((one) => holds(one, key) || begun.has(one.manufacturer));
      }
      const words = wordsOf(rest).map((word) => {
        const held = makers.filter((one) => one.keys.some((name) => name.includes(word)));
        return [word, new Set(held.map((one) => one.name))];
      });
      return own.filter((one) =>
        words.every(([word, held]) => holds(one, word) || held.has(one.manufacturer)),
      );
    }

    const holds = (camera, key) => camera.names.includes(key) || camera.seriesKey.includes(key);

    function inOrder({ by, maker, rest }, found) {
      const key = by === "maker" ? "" : looseKey(rest);
      const having = by === "held" ? found.filter((one) => one.keys.includes(key)) : [];
      const exact = having.length === 1 ? having[0] : null;
      const rank = new Map(found.map((one) => [one, one === exact ? 0 : fit(one, key)]));
      const order = found.sort((a, b) => rank.get(a) - rank.get(b) || a.place - b.place);
      return { maker, rest, exact, found: order };
    }

    function fit(camera, key) {
      if (!key || !camera.names.includes(key)) return 2000;
      const held = camera.keys.filter((name) => name.includes(key));
      return Math.min(...held.map((name) => name.length + (name.startsWith(key) ? 0 : 1000)));
    }

    // The names that somebody perhaps means: at most two signs away from what was written.
    function near(text, most = 6) {
      const keys = [...ways(text, null)].filter(({ by }) => by === "held").map(({ rest }) => looseKey(rest));
      const found = new Map();
      for (const key of new Set(keys.filter((one) => one.length >= 3 && one.length <= 40)))
        for (const camera of cameras) {
          const edits = distance(key, camera.keys[0], 2);
          if (edits <= 2) found.set(camera, Math.min(edits, found.get(camera) ?? 9));
        }
      return [...found.keys()]
        .sort((a, b) => found.get(a) - found.get(b) || a.place - b.place)
        .slice(0, most);
    }

    // The one camera that a text names exactly, but for case, spaces and dashes; else null.
    function meant(written, manufacturer = "") {
      const whose = manufacturer ? makerNamed(manufacturer) : null;
      const among = whose ? new Set([whose.name]) : null;
      for (const { by, maker, rest } of ways(written, among)) {
        if (by !== "held") continue;
        const owner = maker ?? whose;
        const key = looseKey(rest);
        const having = cameras.filter(
          (one) => (!owner || one.manufacturer === owner.name) && one.keys.includes(key),
        );
        if (having.length) return having.length === 1 ? having[0] : null;
      }
      return null;
    }

    return { sought, near, meant };
  };

  // An exact key without what is only an option.
  function tellingPart(key) {
    const text = key.replace(/(?<=[0-9]) (?=MM\b)/g, "").replace(PARTS, " ");
    const isOption = (word) => !/[\p{L}\p{N}]/u.test(word) || OPTION.test(word);
    return text.split(WORD_ENDS).filter((word) => !isOption(word)).join(" ");
  }

  // How many signs differ between two texts, counted up to `most`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [before, row] = [null, Array.from({ length: b.length + 1 }, (_, j) => j)];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        next[j] = Math.min(change, row[j] + 1, next[j - 1] + 1);
        const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (turned) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[b.length];
  }

  return Object.freeze({ search, exactKey, looseKey, makerKey });
})();
