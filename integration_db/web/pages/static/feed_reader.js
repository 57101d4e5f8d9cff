// Reading the recorder feed: one file without dependencies, to be copied into other programs.
//
//   const feed = FeedReader.parse(text);
//   const camera = feed.find("Axis", "P3245-LVE");
//   const answer = feed.answer(camera, { firmware: "10.12.114", plugin: "ONVIF" });
//   for (const prediction of FeedReader.predictions(answer, { nat: true }))
//     console.log(prediction.setting, prediction.now, prediction.after, prediction.tasks);
//
// The same reader as feed_reader.py, function by function: a classic script in a browser, a module
// of Node.js there; needs ES2022 and nothing else; reads format version 2. docs/recorder-feed.md
// explains the format, and both readers pass the conformance file. What the feed names keeps the
// feed's spelling (`https_port`, `if_runs`). Nothing is guessed: what is not known for certain is
// `unknown`, a camera that is not meant for certain is null. The feed is a hint and never a gate:
// a recorder always tries TLS, and no answer of it is a reason for HTTP.
const FeedReader = (() => {
  "use strict";

  const FORMAT = "integration-db-feed";
  const FORMAT_VERSION = 2;

  // The file cannot be used, or has not what was asked for; the message says which.
  class FeedError extends Error {
    name = "FeedError";
  }

  // A version's place, `{ text, line, lo, hi, built }`: its line, and the lowest and highest key
  // that it may have. The keys are equal for a complete version; `line` is null for text that
  // cannot be read.
  const firmwareAt = (text, line, lo, hi, built) => Object.freeze({ text, line, lo, hi, built });

  // A model of the feed: its names, and the objects of its manufacturer and of itself.
  class Camera {
    constructor(manufacturer, series, model, maker, entry) {
      this.manufacturer = manufacturer;
      this.series = series;
      this.model = model;
      this.maker = maker;
      this.entry = entry;
      Object.freeze(this);
    }

    // What to store for it: `Feed.byId` finds it again after it was renamed, too.
    get id() {
      return `${exactKey(this.manufacturer)}/${exactKey(this.model)}`;
    }
  }

  // --- The file, and names ----------------------------------------------------------------------

  // Read a feed from its text or its bytes; `leastEdition` is the number of the newest one seen
  // before. Throws `FeedError`: not a feed, of another format, damaged, changed, or an older
  // edition.
  function parse(content, leastEdition = 0) {
    let text;
    let feed;
    try {
      text = typeof content === "string" ? content : decoded(content);
      feed = JSON.parse(text);
    } catch {
      throw new FeedError("this is not JSON: the file is no feed, or it was cut off");
    }
    if (feed === null || typeof feed !== "object" || feed.format !== FORMAT)
      throw new FeedError(`this JSON is no feed: its 'format' is not '${FORMAT}'`);
    if (feed.format_version !== FORMAT_VERSION)
      throw new FeedError(
        `the feed has format version ${JSON.stringify(feed.format_version)} and this reader ` +
          `reads ${FORMAT_VERSION}: take a newer reader, or export that version`,
      );
    // The checksum stands last. It is that of the bytes before it, closed by a brace.
    const mark = ',"sha256":"';
    const end = text.lastIndexOf(mark);
    if (end < 0 || text.slice(end + mark.length).trim() !== `${feed.sha256}"}`)
      throw new FeedError(
        "the checksum does not end the feed: the file was changed or written anew",
      );
    if (sha256(new TextEncoder().encode(`${text.slice(0, end)}}`)) !== feed.sha256)
      throw new FeedError("the checksum is wrong: the feed is damaged or was changed");
    if (feed.edition < leastEdition)
      throw new FeedError(
        `the feed is edition ${feed.edition}, and ${leastEdition} was there before: an old ` +
          "file was put in its place",
      );
    return new Feed(feed);
  }

  const decoded = (bytes) =>
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

  // The SHA-256 of bytes, as hexadecimal text (FIPS 180-4). Browsers have one of their own, which
  // only answers later and not on every page.
  function sha256(bytes) {
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const primes = firstPrimes(64);
    const constants = Uint32Array.from(primes, (one) => fractionBits(Math.cbrt(one)));
    const state = Uint32Array.from(primes.slice(0, 8), (one) => fractionBits(Math.sqrt(one)));
    const turned = (word, by) => (word >>> by) | (word << (32 - by));
    const words = new Uint32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let i = 0; i < 16; i++) words[i] = view.getUint32(block + 4 * i);
      for (let i = 16; i < 64; i++) {
        const early = words[i - 15];
        const late = words[i - 2];
        words[i] =
          words[i - 16] +
          words[i - 7] +
          (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
          (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
        const first = (h + mixed + ((e & f) ^ (~e & g)) + constants[i] + words[i]) | 0;
        const majority = (a & b) ^ (a & c) ^ (b & c);
        const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + first) | 0;
        d = c;
        c = b;
        b = a;
        a = (first + second) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
    }
    return Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
  }

  function firstPrimes(count) {
    const found = [];
    for (let number = 2; found.length < count; number++)
      if (found.every((prime) => number % prime)) found.push(number);
    return found;
  }

  const fractionBits = (number) => Math.floor((number % 1) * 2 ** 32);

  const ROMAN = { I: "1", II: "2", III: "3", IV: "4", V: "5" };
  const DASHES = /[\u2010-\u2015\u2212]/g;
  // what Unicode and the feed count as white space; `\s` is another set
  const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

  const parts = (text) => text.split(SPACES).filter((part) => part !== "");

  // A name in upper case, its dashes and runs of white space unified.
  function exactKey(text) {
    if (/^[!-~]*$/.test(text)) return text.toUpperCase(); // as most are: nothing to unify
    return parts(text.replace(DASHES, "-").toUpperCase()).join(" ");
  }

  // The exact key without spaces, dashes, underscores and dots, `Mk II` as `MK2`.
  const looseKey = (text) => marked(text).replace(/[ ._-]/g, "");

  const makerKey = (text) => looseKey(text).replace(/[,&]/g, "");

  // `MK` stands at the begin of a word, and its number at the end: of letters of any alphabet.
  const MARK = /(^|[^\p{L}\p{N}_])MK[ -]?(I{1,3}|IV|V|[1-5])(?![\p{L}\p{N}_])/gu;

  function marked(text) {
    const key = exactKey(text);
    if (!key.includes("MK")) return key;
    return key.replace(MARK, (_, before, number) => `${before}MK${ROMAN[number] ?? number}`);
  }

  // Whether a text ends with a name, parted by dashes and spaces only where the name is.
  function partedAlike(text, name) {
    const words = marked(name).split(/[ ._-]+/).map(escaped);
    return new RegExp(`(^|[ ._-])${words.join("[ ._-]?")}$`).test(marked(text));
  }

  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  // --- Firmware ---------------------------------------------------------------------------------

  const RANKS = { dev: "0", alpha: "1", beta: "2", preview: "2", rc: "3" };
  const NO_VERSION = /^(?:unknown|n\/a|na|none|null|all|any|latest|newest|-|[?]|[*])$/;

  // Where a version stands, by the notations of its scheme; `line` begins its line.
  //
  // `device` tells that the device printed the text, which then is complete where a person's text
  // may be short for a longer one.
  function place(text, notations, line, device) {
    const nowhere = firmwareAt(text, null, "", "", null);
    const cleaned = stripped(parts(text).join(" ")).toLowerCase();
    const plain = text.length <= 640 && /^[ -~]{1,160}$/.test(cleaned);
    if (!plain || NO_VERSION.test(cleaned) || /[0-9]{36}/.test(cleaned)) return nowhere;
    for (const notation of notations) {
      const match = whole(notation.pattern).exec(cleaned);
      if (match === null) continue;
      const date = (notation.date ?? []).map((group) => match[group] ?? "").join("");
      const built = date ? day(date.replace(/-/g, "")) : null;
      if (notation.exact === "refused" || (date && built === null)) return nowhere;
      const key = notation.key.map((step) => tokens(step, match, built)).join("");
      const ending = (notation.line ?? []).map((part) => partOf(part, match)).join("");
      const exact = { always: true, device, dated: date !== "" }[notation.exact];
      const end = exact ? "1" : "";
      return firmwareAt(text, line + ending, key + end, key + (end || "z"), built);
    }
    return nowhere;
  }

  const stripped = (text) => text.replace(/^[ "'`]+|[ "'`]+$/g, "");

  const patterns = new Map();

  // A pattern that has to match a whole text; each is made once.
  function whole(pattern) {
    let made = patterns.get(pattern);
    if (made === undefined) patterns.set(pattern, (made = new RegExp(`^(?:${pattern})$`)));
    return made;
  }

  const withoutZeros = (digits) => digits.replace(/^0+/, "");

  // A token: its mark, the count of digits in base 36, the digits.
  function numberToken(mark, digits) {
    const bare = withoutZeros(digits) || "0";
    return mark + bare.length.toString(36) + bare;
  }

  // What one step of a recipe adds to the key.
  function tokens(step, match, built) {
    const [name, ...groups] = step;
    if (name === "date") return built ? numberToken("3", built.replace(/-/g, "")) : "";
    if (name === "token") return String(groups[0]);
    const text = match[groups[0]] ?? "";
    if (name === "number") return numberToken("4", text);
    if (name === "numbers" || name === "patch") {
      const mark = name === "numbers" ? "4" : "3";
      return (text.match(/[0-9]+/g) ?? []).map((digits) => numberToken(mark, digits)).join("");
    }
    if (name === "letter") return text ? `2${text}0` : "";
    if (name === "prerelease") return numberToken(`0${RANKS[text]}`, match[groups[1]] ?? "");
    throw new FeedError(`the feed has the step '${name}', which this reader does not know`);
  }

  // One part of a line's name; one with an empty group falls away.
  function partOf(part, match) {
    if (typeof part === "string") return part;
    const [before, group, width] = part;
    let text = match[group] ?? "";
    if (width)
      text = text.replace(/[0-9]+/g, (digits) => withoutZeros(digits).padStart(width, "0"));
    return text ? before + text : "";
  }

  // `yymmdd` or `yyyymmdd` as ISO text, null if it is no day from 2000 to 2049.
  function day(digits) {
    const long = digits.length === 6 ? `20${digits}` : digits;
    const [year, month, date] = [long.slice(0, 4), long.slice(4, 6), long.slice(6)].map(Number);
    const days = [31, year % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const known = year >= 2000 && year <= 2049 && month >= 1 && month <= 12;
    if (!known || date < 1 || date > days[month - 1]) return null;
    return [year, month, date].map((one) => String(one).padStart(2, "0")).join("-");
  }

  // -1 if `a` is older, 1 if newer, 0 if the text is the same, null if nobody can say.
  function compare(a, b) {
    const spelling = (one) => parts(one.text.toLowerCase()).join(" ");
    if (a.line === b.line && spelling(a) === spelling(b)) return 0;
    if (a.line === null || a.line !== b.line || !(a.hi < b.lo || b.hi < a.lo)) return null;
    const [order, older, newer] = a.hi < b.lo ? [-1, a, b] : [1, b, a];
    if ((older.built ?? "") > (newer.built ?? "")) return null; // perhaps an older branch again
    return order;
  }

  // Whether a version lies in a stretch: yes, no, or unknown.
  function holds(stretch, version) {
    const dated = byDate(stretch, version.built);
    if (stretch.line === null || dated === "no") return dated;
    if (stretch.line !== version.line) return "unknown";
    if (!meets(stretch, version)) return "no";
    const within = (stretch.from ?? "") <= version.lo && version.hi < (stretch.before ?? "~");
    return within ? dated : "unknown";
  }

  function byDate(stretch, built) {
    const [start, end] = [stretch.built_from ?? "", stretch.built_before ?? "~"];
    if (built === null) return start === "" && end === "~" ? "yes" : "unknown";
    return start <= built && built < end ? "yes" : "no";
  }

  // Whether some version that the text may mean lies in a stretch, dates apart.
  function meets(stretch, version) {
    const [lo, hi] = [stretch.from ?? "", stretch.before ?? "~"];
    if (stretch.line === null) return true;
    return stretch.line === version.line && version.hi >= lo && version.lo < hi;
  }

  // The stretches in which a version may lie, none where the camera cannot run it.
  //
  // For null those that are shown, with the wish `newest` the newest of them in each line; where
  // none is shown, and with `any`, all. The line null is every line, "" any that the feed does not
  // speak of, and what cannot be read.
  function meeting(stretches, version, wish = null) {
    if (stretches.length === 1) return [...stretches];
    if (version === null) {
      const known = stretches.filter((one) => one.line !== "");
      let shown = known.filter((one) => (one.shown ?? true) && wish !== "any");
      if (wish === "newest") shown = [...new Map(shown.map((one) => [one.line, one])).values()];
      return shown.length ? shown : known;
    }
    const spoken = stretches.some((one) => one.line === version.line);
    const here = stretches.filter((one) => meets(one, version) || !(spoken || one.line));
    return here.filter((one) => byDate(one, version.built) !== "no");
  }

  // --- Answers ----------------------------------------------------------------------------------

  const NO_RECORDER = "none"; // in place of a recorder: the question is about the camera alone
  const WISHES = ["newest", "any"];
  const NOWHERE = Object.freeze({ line: null, text: "*" }); // of which nothing is known
  const UNKNOWN_KIND = Object.freeze({ values: null, grades: [], sources: [] });
  const JOINED = ["https_support", "video_encryption"]; // in which a plugin has a part
  const CHECKS = ["chain", "dates", "name", "pin"];
  const QUESTION = [
    ...["firmware", "plugin", "recorder", "recorder_version", "hardware_version"],
    ...["options", "device"],
  ];

  // A feed that was read and checked; `payload` is the object that holds everything.
  class Feed {
    #sources; // by id
    #makers = new Map(); // from a maker's key to numbers
    #entries; // of each maker: `[kind, camera, text]`
    #names = new Map(); // from a maker's number to entries by form and key; null is all makers

    constructor(feed) {
      this.data_version = feed.data_version;
      this.edition = feed.edition;
      this.expires = feed.expires ?? null;
      this.payload = feed.payload;
      this.#sources = new Map(this.payload.sources.map((one) => [one.id, one]));
      this.payload.manufacturers.forEach((maker, number) => {
        for (const text of [maker.name, ...(maker.aliases ?? [])])
          put(this.#makers, makerKey(text), number);
      });
      this.#entries = this.payload.manufacturers.map(entriesOf);
    }

    #named(form, maker, key) {
      let names = this.#names.get(maker);
      if (names === undefined) {
        // made when somebody asks: a page about one camera needs the names of one maker
        names = { exact: new Map(), loose: new Map() };
        for (const entry of maker === null ? this.#entries.flat() : this.#entries[maker]) {
          put(names.exact, exactKey(entry[2]), entry);
          put(names.loose, looseKey(entry[2]), entry);
        }
        this.#names.set(maker, names);
      }
      return names[form].get(key) ?? [];
    }

    // Whether the feed should have been replaced by a day, given as `yyyy-mm-dd`.
    expired(today) {
      return this.expires !== null && today > this.expires;
    }

    // The camera with an id that was stored, be it that of a former name; else null.
    byId(text) {
      for (let cut = text.indexOf("/"); cut >= 0; cut = text.indexOf("/", cut + 1))
        for (const maker of new Set(this.#makers.get(makerKey(text.slice(0, cut))))) {
          const entries = this.#named("exact", maker, text.slice(cut + 1));
          for (const kind of ["name", "alias"]) {
            const cameras = entries.filter(([own]) => own === kind).map(([, camera]) => camera);
            if (cameras.length) return cameras.length === 1 ? cameras[0] : null;
          }
        }
      return null;
    }

    // The one camera that a device means by what it says of itself, else null.
    //
    // By exact key, then by loose key, then without the maker's name in front; a printed name goes
    // before a part number before a listed spelling. What contradicts itself finds nothing.
    find(manufacturer, model, identifiers = []) {
      const maker = manufacturer ? this.#maker(manufacturer) : null;
      if (manufacturer && maker === null) return null;
      const hits = model ? this.#byName(model, maker) : [];
      for (const text of identifiers)
        for (const [kind, camera] of this.#named("exact", maker, exactKey(text)))
          if (kind === "identifier") hits.push(camera);
      return hits.length && hits.every((hit) => hit === hits[0]) ? hits[0] : null;
    }

    #byName(text, maker) {
      const loose = looseKey(text);
      const trials = [["exact", exactKey(text)], ["loose", loose]];
      if (maker !== null) {
        const owner = this.payload.manufacturers[maker];
        const fronts = [owner.name, ...(owner.aliases ?? [])].map(looseKey);
        for (const front of fronts)
          if (front && loose.startsWith(front)) trials.push(["loose", loose.slice(front.length)]);
      }
      for (const [form, key] of trials) {
        const entries = this.#named(form, maker, key).filter(
          ([, , name]) => form === "exact" || partedAlike(text, name),
        );
        for (const kind of ["name", "identifier", "alias", "series"]) {
          const cameras = entries.filter(([own]) => own === kind).map(([, camera]) => camera);
          if (cameras.length) return cameras;
        }
      }
      return [];
    }

    #maker(written) {
      const words = exactKey(written).split(/[ ,.()]+/).filter((word) => word !== "");
      const trials = [makerKey(written)];
      while (words.length > 1 && this.payload.company_words.includes(looseKey(words.at(-1)))) {
        words.pop();
        trials.push(makerKey(words.join(" ")));
      }
      const key = trials.find((one) => this.#makers.has(one));
      const makers = new Set(this.#makers.get(key));
      return makers.size === 1 ? [...makers][0] : null;
    }

    // A source by its id, as a rung of a ladder names it; null where there is none.
    source(written) {
      return this.#sources.get(written) ?? null;
    }

    // Where a version stands; `owner` is a manufacturer's or a recorder's object.
    firmware(owner, text, device = true) {
      return place(text, this.payload.schemes[owner.scheme], owner.line, device);
    }

    // What is known of a camera, and of a recorder with it.
    //
    // `asked` may have `firmware`, `plugin`, `recorder`, `recorder_version`, `hardware_version`,
    // `options` and `device`. Without `recorder` the default one is meant, with NO_RECORDER none. A
    // plugin that the feed lacks counts as none. In place of a firmware may stand `newest` (that it
    // is shown to run) or `any`. `options` are choices of the recorder, by id or label. `device`
    // tells that the versions are as the devices print them. Throws `FeedError` for an unknown
    // recorder or option, and for anything else that is asked.
    answer(camera, asked = {}) {
      checkMembers(asked, QUESTION, "a question");
      const { firmware = null, plugin = null, recorder = null, device = true } = asked;
      const board = asked.hardware_version ?? null;
      const wish = (firmware ?? "").trim().toLowerCase();
      const said = firmware !== null && !WISHES.includes(wish);
      const running = said ? this.firmware(camera.maker, firmware, device) : null;
      const alone = this.payload.tables[ofBoard(camera.entry, board).table];
      let kinds = meeting(alone, running, wish).map((one) => this.payload.kinds[one.kind]);
      if (!kinds.length) kinds = [UNKNOWN_KIND]; // the camera cannot run it
      const own = agreedValues(kinds.map((kind) => through(this.#values(kind))));
      if (recorder === NO_RECORDER || !(recorder || this.payload.recorders.length)) {
        const rungs = alone.map((one, number) =>
          placeAt(this.#alone(one), one, { number, shown: isShown(one) }),
        );
        return new Answer(own, [], [], {}, {}, said, true, rungs);
      }
      const all = this.recorder(recorder);
      const via = plugin !== null ? named(all.plugins, plugin) : null;
      const how = via ?? all;
      const versions = this.#versions(all, how, asked.recorder_version ?? null, device);
      const sides = how.choices.map((_, number) => this.#side(how, number, versions));
      const chosen = chosenOptions(how, sides, asked.options ?? {});
      const together = via !== null ? this.#together(camera, all, via, versions, board) : null;
      const stretches = together ?? alone;
      const meant = new Set(meeting(stretches, running, wish));
      const [places, elsewhere] = [[], []];
      stretches.forEach((stretch, number) =>
        how.choices.forEach((open, choice) => {
          if (!Object.entries(open).every(([name, value]) => (chosen[name] ?? value) === value))
            return;
          const { setting = null, ...options } = open;
          const shown = isShown(stretch) || (meant.has(stretch) && (said || wish === "any"));
          const link = this.#link(camera, how, stretch, choice, sides[choice]);
          const one = placeAt(link, stretch, { number, shown, options, setting, choice });
          (meant.has(stretch) ? places : elsewhere).push(one);
        }),
      );
      if (!places.length)
        places.push(placeAt(new Link(own, {}, {}, "camera", [], UNKNOWN_KIND, false), NOWHERE));
      const settings = how.settings ?? all.settings;
      const listed = via !== null || plugin === null;
      return new Answer(own, places, settings, all.shows, chosen, said, listed, elsewhere);
    }

    // A recorder, null for the default one. Throws `FeedError`.
    recorder(written = null) {
      const known = this.payload.recorders;
      const found =
        written === null ? known.find((one) => one.default) : named(known, written);
      if (!found)
        throw new FeedError(written ? `the feed has no recorder '${written}'` : "no recorder");
      return found;
    }

    // Which of the recorder's stretches a version may mean, unsaid the newest.
    #versions(recorder, how, written, device) {
      if (written === null) return [how.newest];
      const version = this.firmware(recorder, written, device);
      return meeting(how.versions, version).map((one) => how.versions.indexOf(one));
    }

    // The stretches of camera and plugin together, null where nobody speaks of both.
    //
    // Where a short version may mean several of the recorder's with different answers, nothing is
    // known.
    #together(camera, recorder, via, versions, board) {
      for (const number of camera.entry.pairings ?? []) {
        const pairing = this.payload.pairings[number];
        if (pairing.recorder !== recorder.name || pairing.plugin !== via.name) continue;
        const { tables } = ofBoard(pairing, board);
        const meant = new Set(versions.map((version) => tables[version]));
        return meant.size === 1 ? this.payload.tables[[...meant][0]] : [NOWHERE];
      }
      return null;
    }

    // What the recorder's side can do with one of its choices, at all these versions.
    #side(how, choice, versions) {
      const numbers = new Set(versions.map((version) => how.versions[version].sides[choice]));
      return sharedSide([...numbers].map((number) => this.payload.sides[number]));
    }

    // What is known of camera and recorder in a stretch, with one of its choices.
    #link(camera, how, stretch, choice, side) {
      const together = !("kind" in stretch);
      let kind = UNKNOWN_KIND;
      if (stretch !== NOWHERE)
        kind = this.payload.kinds[together ? stretch.kinds[choice] : stretch.kind];
      let values = this.#values(kind);
      const details = valuesOfDetails(kind);
      const takes = how.takes ?? "camera";
      if (how.manufacturers?.length && !how.manufacturers.includes(camera.manufacturer)) {
        for (const name of Object.keys(values)) values[name] = "unknown";
        return new Link(values, details, {}, "camera", [], kind, false);
      }
      if (!together) values = through(values, side, takes, details.video_via ?? []);
      return new Link(values, details, side, takes, how.uses ?? [], kind);
    }

    // What is known of a camera in a stretch where no recorder is meant.
    #alone(stretch) {
      const kind = this.payload.kinds[stretch.kind];
      const own = through(this.#values(kind));
      return new Link(own, valuesOfDetails(kind), {}, "camera", [], kind);
    }

    #values(kind) {
      const names = this.payload.capabilities;
      return Object.fromEntries(names.map((name, i) => [name, kind.values?.[i] ?? "unknown"]));
    }
  }

  const isShown = (stretch) => stretch.shown ?? true;

  function valuesOfDetails(kind) {
    const details = Object.entries(kind.details ?? {});
    return Object.fromEntries(details.map(([name, detail]) => [name, detail.value]));
  }

  // The names of a maker's series and cameras, each with its kind and camera.
  function entriesOf(maker) {
    const entries = [];
    for (const series of maker.series) {
      for (const text of [series.name, ...(series.aliases ?? [])])
        entries.push(["series", null, text]);
      for (const entry of series.models) {
        const camera = new Camera(maker.name, series.name, entry.name, maker, entry);
        entries.push(["name", camera, entry.name]);
        for (const text of entry.identifiers ?? []) entries.push(["identifier", camera, text]);
        for (const text of entry.aliases ?? []) entries.push(["alias", camera, text]);
      }
    }
    return entries;
  }

  // Add a value to those of a key.
  function put(lists, key, value) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }

  // What is known of the leg between recorder and camera in one stretch of firmware.
  //
  // `capabilities` are joined. `details` are the camera's, `side` is what the recorder can do;
  // `takes` tells whether the plugin connects to a camera or to a stream address, `uses` to which
  // interfaces of it. `kind` is the feed's object, with the evidence. One that does not `fit` is of
  // a maker whose cameras the plugin does not take, or of firmware that the camera cannot run.
  class Link {
    constructor(capabilities, details, side, takes, uses, kind, fits = true) {
      Object.assign(this, { capabilities, details, side, takes, uses, kind, fits });
      Object.freeze(this);
    }

    // In which ways encrypted video may come: those in common, else the camera's.
    get ways() {
      const own = this.details.video_via ?? [];
      const common = own.filter((way) => (this.side.video_via ?? []).includes(way));
      return common.length ? common : own;
    }

    // Whether somebody saw this camera connected by this plugin.
    get observed() {
      return Boolean(this.kind.seen);
    }
  }

  // A stretch of firmware, its number in the table, and the recorder's choices that count there.
  //
  // `shown` tells that the camera is known to run firmware of it, or was said to. `setting` is the
  // one for which alone the place counts, null for any; `choice` numbers the choices.
  const placeAt = (link, stretch, more = {}) =>
    Object.freeze({
      ...{ link, stretch, number: 0, shown: true, options: {}, setting: null, choice: 0 },
      ...more,
    });

  // What is known of the `camera` alone, and what is needed to know of the recorder with it.
  //
  // `places` are the stretches that the firmware may lie in, with every choice of the recorder that
  // is open; from them follow the predictions. `settings` is the recorder's menu, `shows` are its
  // symbols by level. `plugin_listed` is false where the feed lacks the plugin that was named.
  // `elsewhere` are the camera's other stretches, of which a ladder speaks, too.
  class Answer {
    constructor(camera, places, settings, shows, options, firmware_said, plugin_listed, elsewhere) {
      Object.assign(this, { camera, places, settings, shows, options });
      Object.assign(this, { firmware_said, plugin_listed, elsewhere });
      Object.freeze(this);
    }

    // All firmware of the camera, oldest first, and what is known in each stretch.
    //
    // With a recorder it is what both can do together, with the choices on which the verdict rests
    // where nothing is said of the site. Lines of which nobody speaks are left out. Each rung is
    // `{ text, shown, values, grades, sources, details }`: `text` is the stretch as people read it,
    // `shown` tells that the camera is known to run firmware of it; `values`, `grades` (the weakest
    // ones) and `sources` (ids) are by capability. A value that is unknown has no grade, and the
    // sources of the camera that leave it open. `details` are the feed's objects, with evidence.
    get ladder() {
      const choice = this.settings.length ? bestOf(this, predictions(this)).place.choice : 0;
      const places = [...this.places, ...this.elsewhere].filter((one) => one.choice === choice);
      const known = places.filter((one) => one.stretch !== NOWHERE);
      const spoken = known.filter((one) => one.stretch.line !== "");
      const rungs = spoken.length ? spoken : known;
      return rungs.sort((a, b) => a.number - b.number).map(rungOf);
    }

    // What camera and recorder can do together, with the best of its choices.
    //
    // It is that of the verdict where nothing is said of the site.
    get capabilities() {
      if (!this.settings.length) return this.camera;
      return verdict(this, predictions(this)).capabilities;
    }
  }

  // A camera's values joined with what a recorder's side can do: no, unknown, yes.
  //
  // The least of the words is the AND. Encrypted video needs HTTPS, unless a stream address is
  // taken, and of both sides a way that they have in common.
  function through(own, side = null, takes = "camera", ways = []) {
    const limits = side ?? { https_support: "yes", video_encryption: "yes" };
    const https = leastWord([own.https_support, limits.https_support ?? "unknown"]);
    let video = leastWord([own.video_encryption, limits.video_encryption ?? "unknown"]);
    if (takes === "camera") video = leastWord([video, https]);
    if (video === "yes" && side && !ways.some((way) => (side.video_via ?? []).includes(way)))
      video = "unknown";
    return { ...own, https_support: https, video_encryption: video };
  }

  // The AND of words: `no` before `unknown` before `yes`.
  const leastWord = (words) => words.reduce((least, word) => (word < least ? word : least));

  // Per capability the value that all have, else `unknown`.
  function agreedValues(answers) {
    const agreed = {};
    for (const [name, value] of Object.entries(answers[0]))
      agreed[name] = answers.every((one) => one[name] === value) ? value : "unknown";
    return agreed;
  }

  // What all sides say alike, with the weaker grades.
  function sharedSide(sides) {
    const shared = {};
    for (const [name, value] of Object.entries(sides[0]))
      if (sides.every((side) => isAlike(side[name], value))) shared[name] = value;
    shared.grades = JOINED.map((name, i) =>
      name in shared ? weakest(sides.map((side) => side.grades[i])) : null,
    );
    shared.sources = JOINED.map((_, i) => sortedIds(sides.map((side) => side.sources[i])));
    return shared;
  }

  const sortedIds = (lists) => [...new Set(lists.flat())].sort();

  // Whether two values of the feed are the same, be they lists or objects.
  function isAlike(a, b) {
    if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
    const names = Object.keys(a);
    if (names.length !== Object.keys(b).length) return false;
    return names.every((name) => Object.hasOwn(b, name) && isAlike(a[name], b[name]));
  }

  // The recorder or plugin of that name, null where there is none.
  function named(objects, written) {
    const key = looseKey(written);
    return objects.find((one) => one.keys.includes(key)) ?? null;
  }

  // What an entry says of a board, of any board where it does not list it.
  function ofBoard(entry, written) {
    if (written === null) return entry;
    const boards = entry.hardware_versions ?? [];
    return boards.find((board) => looseKey(board.name) === looseKey(written)) ?? entry;
  }

  // Choices as the feed spells them; a check that is optional is one, by its name.
  //
  // Throws `FeedError` for one that is not there.
  function chosenOptions(how, sides, said) {
    const isOptional = (name) => sides.some((side) => side.checks?.[name] === "option");
    const optional = CHECKS.filter(isOptional);
    const checks = optional.map((name) => ({ id: name, label: name, values: ["on", "off"] }));
    const chosen = {};
    for (const [name, value] of Object.entries(said)) {
      const key = looseKey(name);
      const known = [...(how.options ?? []), ...checks].find(
        (one) =>
          [one.id, one.label].map(looseKey).includes(key) &&
          one.values.map(looseKey).includes(looseKey(value)),
      );
      if (!known)
        throw new FeedError(`${how.name} has no option '${name}' with the value '${value}'`);
      chosen[known.id] = known.values.filter((one) => looseKey(one) === looseKey(value)).at(-1);
    }
    return chosen;
  }

  // Throw `FeedError` for a member that would be passed over.
  function checkMembers(given, known, what) {
    for (const name of Object.keys(given))
      if (!known.includes(name))
        throw new FeedError(`${what} has no '${name}': choose from ${known.join(", ")}`);
  }

  // --- Predictions ------------------------------------------------------------------------------

  const LEVELS = ["fails", "nothing", "control", "stream", "full"];
  const ENCRYPTED = ["control", "stream", "full"];
  const RANK = { fails: 0, nothing: 1, control: 2, stream: 2, full: 3 };
  const PORTS = { http: 80, https: 443, rtsp: 554, rtsps: 322 };
  const ASSUMPTIONS = [
    ...["same_port", "same_interface", "http_on", "usual_ports"],
    ...["tls_shared", "certificate_accepted"],
  ];
  const TASKS = [
    // in the order in which they are safe to do
    ...["use_firmware", "set_clock", "open_port", "trust_ca", "create_certificate"],
    ...["upload_certificate", "ca_certificate", "remake_certificate", "pin_certificate"],
    ...["switch_on_https", "check_https", "set_port", "set_option", "set_protocol"],
    ...["switch_on_video", "verify", "close_clear"],
  ];

  // What is known about the place; null and empty where nobody said.
  //
  // `port` is the recorder's port for the camera, `https_port` the one under which the recorder
  // reaches it over HTTPS, both numbers. `nat`: the ports that a camera states say nothing of those
  // outside. `as_shipped`: switches and certificate of which nothing else is said are as at the
  // factory. `http` is on, off or redirect; `certificate` none, factory, self_signed or ca;
  // `certificate_names` is what it is made out to: address, host_name, serial. `done` are tasks
  // that are done. `strict` takes back every assumption.
  const ANY_SITE = Object.freeze({
    port: null,
    https_port: null,
    nat: null,
    as_shipped: null,
    http: null,
    https_on: null,
    video_on: null,
    certificate: null,
    certificate_names: [],
    address_changed: null,
    done: [],
    strict: false,
  });
  const WORDS = {
    http: ["on", "off", "redirect"],
    certificate: ["none", "factory", "self_signed", "ca"],
    certificate_names: ["address", "host_name", "serial"],
    done: [
      ...["set_clock", "open_port", "trust_ca", "remake_certificate", "pin_certificate"],
      "check_https",
    ],
  };

  // Throw `FeedError` for a word that would be passed over.
  function checkWords(site) {
    for (const [name, known] of Object.entries(WORDS))
      for (const word of [site[name] ?? []].flat())
        if (!known.includes(word))
          throw new FeedError(`${name} '${word}': choose from ${known.join(", ")}`);
  }

  // The prediction of every setting; a port counts where there is a field for it.
  //
  // Each is `{ setting, now, after, tasks, counted, assumes, stretches, if_runs, place, run,
  // enough_from, less_from, may_keep, choice, looks_for }`: every level that remains possible, now
  // and after the tasks. Tasks are in the order in which they are safe to do, `counted` are those
  // that the floor rests on.
  // Where no firmware was said, `after` is about the `stretches`; with `if_runs` nobody has shown
  // the camera to run them, and others come to something else. `place` is the best one, and `run`
  // are those that it is about, for their evidence. Enough is also the older firmware from the
  // stretch `enough_from` on; in newer firmware it comes to less from the stretch `less_from` on.
  // With `may_keep` other firmware leads to no less, by other tasks. `choice` are the options that
  // decide, with their best values; `looks_for` is what `check_https` may find missing: the switch,
  // a certificate.
  function predictions(answer, site = ANY_SITE) {
    return answer.settings.map((one) =>
      predict(answer, one.id, one.port_editable ? site : { ...site, port: null }),
    );
  }

  // What comes of one setting, by its id or label.
  //
  // Throws `FeedError` for one that the recorder does not have, for a port without a field, and for
  // a word of the site that is none.
  function predict(answer, setting, said = ANY_SITE) {
    checkMembers(said, Object.keys(ANY_SITE), "a site");
    const site = { ...ANY_SITE, ...said };
    checkWords(site);
    const key = looseKey(setting);
    const chosen = answer.settings.find((one) => [one.id, one.label].map(looseKey).includes(key));
    if (!chosen) throw new FeedError(`the recorder has no setting '${setting}'`);
    const places = answer.places.filter((one) => [null, chosen.id].includes(one.setting));
    const known = places.filter((one) => one.shown);
    const tried = (known.length ? known : places).map((one) => [
      one,
      caseOf(chosen, one.link, site, answer.options),
    ]);
    const checked = new Set();
    for (const one of places)
      for (const [name, state] of checksAt(one)) if (state === "on") checked.add(name);
    const sound = tried.filter(([one]) => !isUnchecked(one, checked));
    const byNumber = new Map();
    for (const one of sound.length ? sound : tried) put(byNumber, one[0].number, one);
    const stretches = [...byNumber.values()].map((choices) => greatest(choices, worthOf));
    const worth = (one) => [...worthOf(one), one[0].number];
    const best = (answer.firmware_said ? smallest : greatest)(stretches, worth);
    const [place, atPlace] = best;
    const run = runOf(stretches, best, isSame);
    const enough = runOf(stretches, best, isEnough);
    // it may lie in any of the stretches, and nobody can choose
    const here = answer.firmware_said
      ? wherever(atPlace, stretches.map(([, one]) => one))
      : atPlace;
    const numbers = run.map((one) => one.number);
    const others = stretches.filter(([one]) => !numbers.includes(one.number));
    const tasks = new Set(here.tasks);
    const needed = new Set(here.needed);
    const ask = (...codes) => codes.forEach((code) => tasks.add(code));
    const need = (code) => {
      tasks.add(code);
      needed.add(code);
    };
    const newer = "from" in enough[0].stretch && !answer.firmware_said && place.shown;
    if (newer && !others.every(([, other]) => isEnough(here, other))) need("use_firmware");
    const choice = deciding([place, here], byNumber.get(place.number));
    if (Object.keys(choice).length) need("set_option");
    const [least, most] = [floor(here.after), ceiling(here.after)];
    const encrypts = chosen.tries.includes("https") || chosen.tries.includes("rtsps");
    const encrypted = ENCRYPTED.includes(least);
    const worse = others.map(([, other]) => other).filter((other) => !isEnough(here, other));
    const links = answer.firmware_said ? stretches.map(([one]) => one.link) : [place.link];
    if (encrypts && least !== "fails" && !["fails", "nothing"].includes(most))
      ask("set_protocol", "verify");
    const inClear = chosen.tries.includes("http") || chosen.tries.includes("rtsp");
    const onlyControl = here.after.length === 1 && here.after[0] === "control";
    if (encrypted && !inClear && (site.http !== "off" || !onlyControl)) ask("close_clear");
    const meant = stretches.filter(
      ([one]) => answer.firmware_said || numbers.includes(one.number),
    );
    const assumes = new Set(meant.flatMap(([, one]) => [...one.assumes]));
    return Object.freeze({
      setting: chosen.id,
      now: ordered(tried.flatMap(([, one]) => one.now)),
      after: here.after,
      tasks: TASKS.filter((code) => tasks.has(code)),
      counted: TASKS.filter((code) => tasks.has(code) && encrypted && needed.has(code)),
      assumes: ASSUMPTIONS.filter((name) => assumes.has(name)),
      stretches: answer.firmware_said ? [] : run.map((one) => one.stretch.text),
      if_runs: !place.shown && run.length < stretches.length,
      place,
      run,
      enough_from: enough[0].stretch,
      less_from: lessFrom([...tried, ...newerThan(answer, chosen, site)], best),
      may_keep: worse.every((other) => isAtLeast(other, least)),
      choice,
      looks_for: tasks.has("check_https") ? lookedFor(links, site) : [],
    });
  }

  // What newer firmware than that which is meant comes to, in its lines.
  function newerThan(answer, setting, site) {
    if (answer.firmware_said) return [];
    const newest = new Map(answer.places.map((one) => [one.stretch.line, one.number]));
    return answer.elsewhere
      .filter((one) => [null, setting.id].includes(one.setting))
      .filter((one) => one.number > (newest.get(one.stretch.line) ?? one.number))
      .map((one) => [one, caseOf(setting, one.link, site, answer.options)]);
  }

  // The first stretch above the best one that does not lead to as much, else null.
  //
  // Firmware that nobody has shown the camera to run counts here: who is told to use some version
  // or a later one takes the newest.
  function lessFrom(tried, best) {
    const { number, stretch } = best[0];
    const above = tried.filter(([one]) => one.stretch.line === stretch.line && one.number > number);
    const enough = above.filter(([, here]) => isEnough(best[1], here)).map(([one]) => one.number);
    const less = above.map(([one]) => one).filter((one) => !enough.includes(one.number));
    return less.length ? smallest(less, (one) => [one.number]).stretch : null;
  }

  // What the recorder checks of a certificate, with the choices of a place.
  const checksAt = (place) => Object.entries(place.link.side.checks ?? {});

  // Whether a check is off that other choices have on; nothing best rests on that.
  const isUnchecked = (place, checked) =>
    checksAt(place).some(([name, state]) => state === "off" && checked.has(name));

  // The options of the best place of which another value comes to other levels.
  function deciding(best, others) {
    const chosen = best[0].options;
    const names = new Set();
    for (const [place, here] of others) {
      const options = Object.entries(place.options);
      const differing = options.filter(([name, value]) => chosen[name] !== value);
      if (differing.length === 1 && !isAlike(here.after, best[1].after)) names.add(differing[0][0]);
    }
    return Object.fromEntries(Object.entries(chosen).filter(([name]) => names.has(name)));
  }

  // Whether two stretches come to the same, by the same tasks.
  const isSame = (here, other) =>
    isAlike(here.after, other.after) &&
    here.tasks.size === other.tasks.size &&
    isWithin(here.tasks, other.tasks);

  // Whether the tasks for one stretch lead to no less in another; looking finds the rest.
  function isEnough(here, other) {
    const found = here.tasks.has("check_https") ? FOUND_BY_LOOKING : [];
    const noLess = isAtLeast(other, floor(here.after));
    const both = withoutDoubleWork(new Set([...here.tasks, ...other.tasks]));
    return noLess && isWithin(both, new Set([...here.tasks, ...found]));
  }

  function isAtLeast(here, least) {
    const level = floor(here.after);
    return level === least || RANK[level] > RANK[least];
  }

  // What may be missing where a camera's page does not open over HTTPS.
  function lookedFor(links, site) {
    const missing = new Set();
    for (const link of links) {
      if (httpsSwitch(link, site).tasks.includes("check_https")) missing.add("switch");
      if (certificateThere(link, site).tasks.includes("check_https")) missing.add("certificate");
    }
    return [...missing];
  }

  const FOUND_BY_LOOKING = ["create_certificate", "upload_certificate", "switch_on_https"];

  const isWithin = (some, all) => [...some].every((one) => all.has(one));

  // The best prediction in words for programs: what a surface shows first.
  //
  // `rests_on` is the weakest grade per side, `seen` how often it was observed; `disputed` tells
  // that records of camera and plugin together disagree. `capabilities` are those of camera and
  // recorder together, with the choices on which it rests.
  function verdict(answer, made) {
    const best = bestOf(answer, made);
    const [least, most] = [floor(best.after), ceiling(best.after)];
    let code = least === "fails" || least === "nothing" ? "not_known" : "at_least";
    if (least === most)
      code = { fails: "does_not_connect", nothing: "not_encrypted" }[least] ?? "certain";
    const { shows } = answer;
    const alike = answer.places.filter((one) => one.choice === best.place.choice);
    const symbols = best.after.filter((level) => level in shows).map((level) => shows[level]);
    return {
      code,
      capabilities: agreedValues(alike.map((one) => one.link.capabilities)),
      setting: best.setting,
      floor: least,
      ceiling: most,
      symbols: Object.keys(shows).length ? symbols : null,
      firmware: best.stretches,
      if_runs: best.if_runs,
      tasks: best.counted.length,
      may_not_connect: best.after.includes("fails"),
      assumes: best.assumes,
      rests_on: restsOn(best.run.map((one) => one.link)),
      seen: best.place.link.kind.seen ?? 0,
      disputed: best.place.link.kind.disputed ?? false,
    };
  }

  // The prediction of the setting to choose: the last one that is worth most.
  function bestOf(answer, made) {
    const menu = new Map(answer.settings.map((one) => [one.id, one.tries]));
    const rank = ([one, number]) => {
      const tries = menu.get(one.setting);
      const strict = !tries.includes("http") && !tries.includes("rtsp");
      return [...worthOfLevels(one.after, strict, one.place.link.observed), number];
    };
    return greatest(made.map((one, number) => [one, number]), rank)[0];
  }

  // The weakest grade per side behind an answer about all of these stretches.
  function restsOn(links) {
    const pairs = links.flatMap((link) => JOINED.map((name) => behind(link, name)));
    const grades = (side) => pairs.flatMap((pair) => pair[side].map((one) => one.grade));
    return { camera: weakest(grades("camera")), recorder: weakest(grades("recorder")) };
  }

  // What is behind a value on the camera's and on the recorder's side, if it is known: lists of
  // grades with the ids of their sources.
  function behind(link, name) {
    const { kind, side } = link;
    const value = link.capabilities[name];
    const position = Object.keys(link.capabilities).indexOf(name);
    if (value === "unknown") return { camera: [], recorder: [] };
    const of = (object) => ({ grade: object.grades[position], sources: object.sources[position] });
    if (kind.paired?.[position]) return { camera: [of(kind)], recorder: [of(kind)] };
    return {
      camera: kind.values[position] === value ? [of(kind)] : [],
      recorder: side[name] === value ? [of(side)] : [],
    };
  }

  // What is known in one stretch, with what is behind it on both sides.
  function rungOf({ link, stretch, shown }) {
    const [grades, sources] = [{}, {}];
    Object.entries(link.capabilities).forEach(([name, value], position) => {
      const { camera, recorder } = behind(link, name);
      const both = [...camera, ...recorder];
      grades[name] = weakest(both.map((one) => one.grade));
      const own = [link.kind.sources[position]];
      sources[name] = sortedIds(value === "unknown" ? own : both.map((one) => one.sources));
    });
    const details = link.kind.details ?? {};
    return { text: stretch.text, shown, values: link.capabilities, grades, sources, details };
  }

  const GRADES = [
    ...["inferred", "field_report", "vendor_document", "recorder_document"],
    ...["device_reading", "lab_test"],
  ];

  const weakest = (grades) => GRADES.find((grade) => grades.includes(grade)) ?? null;

  // The greatest level that all are at least: `nothing` for control and stream.
  function floor(levels) {
    const parted = levels.includes("control") && levels.includes("stream");
    const encrypted = !levels.includes("fails") && !levels.includes("nothing");
    return parted && encrypted ? "nothing" : levels[0];
  }

  // The least level that is at least each: `full` for control and stream.
  const ceiling = (levels) =>
    levels.includes("control") && levels.includes("stream") ? "full" : levels.at(-1);

  const ordered = (levels) => LEVELS.filter((level) => levels.includes(level));

  // By what the best is chosen: floor, and only last the ceiling, which nobody promises.
  //
  // In between counts, where the floor is encrypted, what cannot go on in clear and what was seen.
  function worthOfLevels(levels, strict, observed) {
    const [least, most] = [RANK[floor(levels)], RANK[ceiling(levels)]];
    const proven = ENCRYPTED.includes(floor(levels));
    return [Math.max(least, 1), +(proven && strict), +(proven && observed), most, +strict];
  }

  // By what the best place is chosen; one without a connection is the least.
  const worthOf = ([place, here]) => [
    RANK[floor(here.after)],
    ...worthOfLevels(here.after, true, place.link.observed),
  ];

  // The first of those that are worth most, by numbers of which the first that differs decides.
  const greatest = (all, worth) =>
    all.reduce((best, one) => (order(worth(one), worth(best)) > 0 ? one : best));

  // The first of those that are worth least.
  const smallest = (all, worth) =>
    all.reduce((best, one) => (order(worth(one), worth(best)) < 0 ? one : best));

  function order(a, b) {
    const place = a.findIndex((number, i) => number !== b[i]);
    return place < 0 ? 0 : a[place] - b[place];
  }

  const wherever = (least, cases) => ({
    ...least,
    after: ordered(cases.flatMap((one) => one.after)),
    tasks: withoutDoubleWork(new Set(cases.flatMap((one) => [...one.tasks]))),
    needed: withoutDoubleWork(new Set(cases.flatMap((one) => [...one.needed]))),
  });

  // The stretches that lead up to the best one and all fit it.
  function runOf(stretches, best, fits) {
    const run = [];
    for (const [place, here] of [...stretches].reverse()) {
      const ofLine = place.stretch.line === best[0].stretch.line;
      if (!ofLine || place.number > best[0].number) continue;
      if (!fits(best[1], here)) break;
      run.unshift(place);
    }
    return run;
  }

  // --- What one setting comes to in one place ---------------------------------------------------

  // Go through what a setting tries; each counts where those before may have failed.
  //
  // Gives levels that remain possible now and after the tasks; `needed` are those for the floor.
  function caseOf(setting, link, site, options) {
    if (site.port !== null && !setting.port_editable)
      throw new FeedError(`with ${setting.label} the recorder has no field for a port`);
    const [now, after] = [[], []];
    let [tryingNow, tryingAfter] = [true, true];
    const [tasks, assumes] = [new Set(), new Set()];
    let [reached, video] = [null, null];
    setting.tries.forEach((scheme, number) => {
      const attempt = new Attempt(scheme, number === 0, setting.port_editable && number === 0);
      const condition = reach(attempt, link, site, options);
      const mayCarryVideo = scheme === "https" && link.takes === "camera";
      const beyond = mayCarryVideo ? encryptedVideo(link, site) : null;
      if (tryingNow || tryingAfter)
        for (const name of [...condition.assumes, ...(beyond?.assumes ?? [])]) assumes.add(name);
      if (reached === null && (scheme === "https" || scheme === "rtsps")) {
        [reached, video] = [condition, beyond];
        for (const task of condition.tasks) tasks.add(task);
      }
      if (tryingNow && condition.now !== "no") {
        now.push(...levelsOf(scheme, link, beyond?.now ?? "unknown"));
        tryingNow = condition.now !== "yes";
      }
      if (tryingAfter && condition.after !== "no") {
        after.push(...levelsOf(scheme, link, beyond?.after ?? "unknown"));
        tryingAfter = condition.after !== "yes";
      }
    });
    if (tryingNow) now.push("fails");
    if (tryingAfter) after.push("fails");
    const levels = ordered(after);
    const least = floor(levels);
    const needed = new Set(ENCRYPTED.includes(least) ? tasks : []);
    if (video?.after === "yes" && reached.after !== "no")
      for (const task of video.tasks) {
        tasks.add(task);
        if (least === "full") needed.add(task);
      }
    return {
      now: ordered(now),
      after: levels,
      tasks: withoutDoubleWork(tasks),
      needed: withoutDoubleWork(needed),
      assumes,
    };
  }

  // Tasks without other certificates where one of an authority is to be put there.
  function withoutDoubleWork(tasks) {
    if (!tasks.has("ca_certificate")) return tasks;
    const other = ["create_certificate", "upload_certificate", "remake_certificate"];
    return new Set([...tasks].filter((task) => !other.includes(task)));
  }

  // What may be encrypted where an attempt is answered, by whether the video is.
  function levelsOf(scheme, link, video) {
    if (scheme === "http" || scheme === "rtsp") return ["nothing"];
    if (link.takes === "stream_address" || scheme === "rtsps") return ["stream"];
    return { yes: ["full"], no: ["control"], unknown: ["control", "full"] }[video];
  }

  // Whether something holds now, and whether it will once the tasks are done.
  const conditionOf = (now, after, tasks = [], assumes = []) =>
    Object.freeze({ now, after, tasks, assumes });

  const MET = conditionOf("yes", "yes");
  const UNMET = conditionOf("no", "no");
  const OPEN = conditionOf("unknown", "unknown");

  // A condition that certainly holds once these tasks are done.
  const doneBy = (tasks, now = "unknown") => conditionOf(now, "yes", [tasks].flat());

  // A condition that is taken for granted, unless nothing may be.
  const assumed = (name, site) => (site.strict ? OPEN : conditionOf("yes", "yes", [], [name]));

  // Whether all hold. No task is asked for where that is certainly not so.
  function allOf(given) {
    const now = leastWord(given.map((one) => one.now));
    const after = leastWord(given.map((one) => one.after));
    if (after === "no") return conditionOf(now, after);
    const tasks = new Set(given.flatMap((one) => one.tasks));
    const counts = now === "yes" || after === "yes";
    const assumes = new Set(counts ? given.flatMap((one) => one.assumes) : []);
    return conditionOf(now, after, [...tasks], [...assumes]);
  }

  // One thing that is tried; the port that is set counts for the first one only.
  class Attempt {
    constructor(scheme, first, editable) {
      Object.assign(this, { scheme, first, editable });
    }

    // The port that is tried.
    port(site) {
      return (this.first ? site.port : null) || PORTS[this.scheme];
    }
  }

  // Whether an attempt is answered.
  function reach(attempt, link, site, options) {
    if (!link.fits) return OPEN;
    const { scheme } = attempt;
    if (scheme === "http" || scheme === "rtsp") {
      if (scheme === "http" && link.takes === "camera")
        return allOf([httpSwitch(link, site), portReached(attempt, site)]);
      return streamPort(attempt, site);
    }
    let own;
    let able;
    if (link.takes === "camera" && scheme === "https") {
      own = [
        interfaceServed(attempt, link, site),
        portReached(attempt, site),
        httpsSwitch(link, site),
      ];
      able = link.capabilities.https_support;
    } else {
      own = [streamPort(attempt, site), videoSwitch(link, site)];
      able = link.capabilities.video_encryption;
    }
    const secured = [certificateThere(link, site), tlsShared(link, site)];
    secured.push(...CHECKS.map((check) => checkPassed(check, link, site, options)));
    const condition = allOf([conditionOf(able, able), ...own, ...secured]);
    // nothing is done for what may not be possible
    return able === "yes" ? condition : { ...condition, tasks: [] };
  }

  // Whether what the plugin talks to is served over HTTPS.
  function interfaceServed(attempt, link, site) {
    const used = link.uses.filter((name) => name !== "web" && name !== "rtsp");
    if (link.observed || (link.uses.length && !used.length)) return MET;
    if (!used.length) return assumed("same_interface", site);
    const [served, ports] = [link.details.https_on ?? [], link.details.ports ?? {}];
    const found = [];
    for (const name of used) {
      const ownPort = ports[name] ?? null;
      if (served.includes(name)) {
        const outside = site.nat || site.https_port;
        if (![null, attempt.port(site)].includes(ownPort) && !outside) {
          const settable = attempt.editable && !site.strict;
          found.push(settable ? doneBy("set_port") : OPEN);
        }
      } else if (![null, PORTS.https].includes(ownPort)) {
        found.push(OPEN);
      } else {
        found.push(assumed("same_interface", site));
      }
    }
    return allOf([MET, ...found]);
  }

  // Whether the port that is tried is one under which the camera is reached.
  function portReached(attempt, site) {
    if (attempt.scheme === "https" && site.https_port !== null) {
      if (attempt.port(site) === site.https_port) return MET;
      return attempt.editable ? doneBy("set_port", "no") : UNMET;
    }
    return assumed(attempt.first && site.port ? "same_port" : "usual_ports", site);
  }

  // Whether the port of a stream is reached; behind NAT it has to be let through.
  function streamPort(attempt, site) {
    const port = assumed(attempt.first && site.port ? "same_port" : "usual_ports", site);
    return isClosed(site) ? allOf([port, doneBy("open_port")]) : port;
  }

  // Whether ports may have to be let through; unsaid, only where nothing is assumed.
  function isClosed(site) {
    const mayBeNat = site.nat || (site.nat === null && site.strict);
    return Boolean(mayBeNat) && !site.done.includes("open_port");
  }

  // Whether HTTPS is on; how it left the factory counts only where that is said.
  function httpsSwitch(link, site) {
    if (site.https_on !== null) return site.https_on ? MET : doneBy("switch_on_https", "no");
    if (site.done.includes("check_https")) return MET;
    const standard = link.details.https_default;
    if (site.as_shipped && standard === "on") return MET;
    if (standard === "off" && (site.as_shipped || site.http !== "off"))
      return doneBy("switch_on_https", site.as_shipped ? "no" : "unknown");
    return doneBy("check_https");
  }

  // Whether the camera answers over HTTP; one that redirects may or may not do.
  function httpSwitch(link, site) {
    const standard = link.details.http_default;
    const state = site.http || (site.as_shipped ? standard : null);
    if (state === "on") return MET;
    if (state === "off") return UNMET;
    if (state === "redirect" || standard === "off" || standard === "redirect") return OPEN;
    return assumed("http_on", site);
  }

  // Whether encrypted video is switched on, in whichever way it may come.
  function videoSwitch(link, site) {
    if (site.video_on !== null) return site.video_on ? MET : doneBy("switch_on_video", "no");
    const byWay = link.details.video_default ?? {};
    const shipped = site.as_shipped ? link.ways.map((way) => byWay[way]) : [];
    const all = (state) => shipped.length > 0 && shipped.every((one) => one === state);
    if (all("on")) return MET;
    return doneBy("switch_on_video", all("off") ? "no" : "unknown");
  }

  // Whether the video travels encrypted where HTTPS is reached.
  //
  // Behind NAT a way with a port of its own may be shut, and which of several is taken nobody says.
  function encryptedVideo(link, site) {
    const able = link.capabilities.video_encryption;
    if (able !== "yes") return conditionOf(able, able);
    const conditions = [videoSwitch(link, site)];
    const { ways } = link;
    const throughHttps = ways.length > 0 && ways.every((way) => way === "rtsp_over_https");
    if (isClosed(site) && !throughHttps) conditions.push(doneBy("open_port"));
    return allOf(conditions);
  }

  // Whether the certificate that is needed is there, also after an address change.
  function certificateThere(link, site) {
    const needs = link.capabilities.needs_custom_cert;
    const held = site.certificate;
    const putting = certificateTask(link);
    if (held === "none" || (held === "factory" && needs === "yes")) return doneBy(putting, "no");
    if (site.done.includes("check_https")) return MET;
    if (held === null && needs === "yes")
      return doneBy(putting, site.as_shipped ? "no" : "unknown");
    const asMade = needs === "no" && (held === "factory" || site.as_shipped);
    const isThere = held === "self_signed" || held === "ca" || asMade;
    return allOf([isThere ? MET : doneBy("check_https"), afterMove(link, site)]);
  }

  // How a camera is given a certificate of its own.
  const certificateTask = (link) =>
    link.details.certificate_setup === "upload" ? "upload_certificate" : "create_certificate";

  // Whether a self-signed certificate still serves after the address changed.
  function afterMove(link, site) {
    if (site.address_changed === false || site.certificate === "ca") return MET;
    if (site.done.includes("remake_certificate")) return MET;
    const regen = link.capabilities.regen_cert_on_ip_change;
    if (regen === "no") return MET;
    if (site.address_changed === null) return doneBy("check_https");
    return doneBy("remake_certificate", regen === "yes" ? "no" : "unknown");
  }

  // Whether camera and recorder have a version of TLS in common.
  function tlsShared(link, site) {
    const [own, recorders] = [link.details.tls ?? [], link.side.tls ?? []];
    if (link.observed) return MET;
    if (own.length && recorders.length)
      return own.some((version) => recorders.includes(version)) ? MET : UNMET;
    return assumed("tls_shared", site);
  }

  // Whether the certificate passes one of the recorder's checks.
  //
  // An optional one that nobody chose counts now as its default, and after as made.
  function checkPassed(check, link, site, options) {
    const state = link.side.checks?.[check];
    if (link.observed || state === "off") return MET;
    const passed = passes(check, link, site);
    if (state === "on") return passed;
    if (state === "option") {
      if (check in options) return options[check] === "on" ? passed : MET;
      const standard = link.side.checks_default?.[check];
      const now = standard === "off" || passed.now === "yes" ? "yes" : "unknown";
      return standard === "on" ? passed : { ...passed, now };
    }
    if (isAlike(passed, MET)) return MET;
    if (wouldFail(check, link, site)) return { ...passed, now: "unknown" };
    return assumed("certificate_accepted", site);
  }

  // Whether the certificate passes a check that is made.
  function passes(check, link, site) {
    if (check === "dates" || check === "pin") {
      const task = check === "dates" ? "set_clock" : "pin_certificate";
      return site.done.includes(task) ? MET : doneBy(task);
    }
    const certain = site.certificate !== null || site.as_shipped;
    const fails = certain && wouldFail(check, link, site) ? "no" : "unknown";
    if (check === "chain") {
      const trust = site.done.includes("trust_ca") ? [] : ["trust_ca"];
      if (site.certificate !== "ca") return doneBy([...trust, "ca_certificate"], fails);
      return trust.length ? doneBy(trust) : MET;
    }
    const names = site.certificate_names;
    const same = names.includes("address") && site.address_changed === false;
    return names.includes("host_name") || same ? MET : doneBy("ca_certificate", fails);
  }

  // Whether something known of the certificate would fail a check.
  //
  // One that the camera makes itself has no authority behind it, be it there or still to be made.
  function wouldFail(check, link, site) {
    const shipped = site.certificate === null || site.certificate === "factory";
    if (check === "chain") {
      if (site.certificate === "ca" || site.certificate === "self_signed")
        return site.certificate === "self_signed";
      const needed =
        link.capabilities.needs_custom_cert === "yes" || site.certificate === "none";
      const makesIt = needed && certificateTask(link) === "create_certificate";
      return makesIt || (shipped && link.details.certificate_issuer === "self");
    }
    if (check === "name") {
      const own = shipped ? (link.details.certificate_names ?? []) : [];
      const names = site.certificate_names.length ? site.certificate_names : own;
      if (!names.length || names.includes("host_name")) return false;
      return !names.includes("address") || site.address_changed === true;
    }
    return false;
  }

  return Object.freeze({
    ...{ FORMAT, FORMAT_VERSION, FeedError, Feed, parse },
    ...{ exactKey, looseKey, place, compare, holds, meeting },
    ...{ NO_RECORDER, through, agreedValues },
    ...{ LEVELS, ANY_SITE, predictions, predict, verdict, floor, ceiling },
  });
})();

if (typeof module !== "undefined") module.exports = FeedReader;
