// The feed with its cameras, and what is remembered of answers: many cameras share one.
"use strict";

// The files of a site were written together: the feed's own checksum is not worked out once more.
const feed = new FeedReader.Feed(JSON.parse(FEED_TEXT));
const CAPABILITIES = feed.payload.capabilities;
const MAKERS = feed.payload.manufacturers.map((maker) => ({
  name: maker.name,
  keys: [maker.name, ...(maker.aliases ?? [])].map(Names.makerKey),
}));

const naturalKey = (text) =>
  Names.exactKey(text).replace(/\d+/g, (digits) => String(digits.length).padStart(2, "0") + digits);

const byKey = ([a], [b]) => a.reduce((found, key, i) => found || (key < b[i] ? -1 : +(key > b[i])), 0);

// What a function gives, worked out when it is first wanted: a camera's page wants little.
function once(work) {
  let made;
  return () => (made ??= work());
}

// What the reader takes of a camera, and whose answers it shares.
const cameraOf = (maker, series, entry) => ({
  ...{ manufacturer: maker.name, series: series.name, model: entry.name, maker, entry },
  group: `${maker.name}/${entry.table}/${entry.pairings ?? ""}`,
});

// Every camera in the catalogue's order, with its keys for a search.
const allCameras = once(() =>
  feed.payload.manufacturers
    .flatMap((maker) => {
      const makerPlace = naturalKey(maker.name);
      return maker.series.flatMap((series) => {
        const seriesKey = Names.looseKey(series.name);
        return series.models.map((entry) => {
          const texts = [entry.name, ...(entry.identifiers ?? []), ...(entry.aliases ?? [])];
          const keys = [...new Set(texts.map(Names.looseKey))];
          const more = { keys, names: keys.join("\n"), seriesKey, place: 0 };
          return [[makerPlace, naturalKey(entry.name)], { ...cameraOf(maker, series, entry), ...more }];
        });
      });
    })
    .sort(byKey)
    .map(([, camera], place) => Object.assign(camera, { place })),
);

const names = once(() => Names.search(allCameras(), MAKERS, feed.payload.company_words));
const byName = once(() => new Map(allCameras().map((one) => [`${one.manufacturer} ${one.model}`, one])));

// The camera of a page, by its printed names.
function cameraCalled(manufacturer, model) {
  const maker = feed.payload.manufacturers.find((one) => one.name === manufacturer);
  for (const series of maker.series)
    for (const entry of series.models) if (entry.name === model) return cameraOf(maker, series, entry);
  return null;
}

const slug = (text) =>
  text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

// The file of a camera, from the site's folder.
function fileOf({ manufacturer, model }) {
  const own = WORDS.files[manufacturer] ?? {};
  return `cameras/${own[""] ?? slug(manufacturer)}/${own[model] ?? slug(model)}.html`;
}

// What is remembered of a question, by cameras that have the same answer.
const remembered = new Map();

function remember(kind, camera, asked, work) {
  const question = `${kind} ${JSON.stringify(asked)}`;
  if (!remembered.has(question)) {
    if (remembered.size > 40) remembered.clear();
    remembered.set(question, new Map());
  }
  const known = remembered.get(question);
  if (!known.has(camera.group)) known.set(camera.group, work());
  return known.get(camera.group);
}

// The best prediction about a camera where nothing is said of the site; null without a recorder.
const reached = (camera, asked) =>
  remember("reached", camera, asked, () => best(feed.answer(camera, asked)));

function best(answer, site = {}) {
  if (!answer.settings.length) return null;
  const made = FeedReader.predictions(answer, site);
  const { setting, ...verdict } = FeedReader.verdict(answer, made);
  return { verdict, setting, ...made.find((one) => one.setting === setting) };
}

// What is asked where capabilities are meant: those of the camera alone, unless somebody named a
// recorder or a plugin.
const ofCapabilities = (asked) =>
  asked.recorder || asked.plugin ? asked : { firmware: asked.firmware, recorder: FeedReader.NO_RECORDER };

// Each stretch of firmware that a camera is shown to run, by itself: its values, and the levels
// that the best setting leads to. A filter asks each alone.
const stretchesOf = (camera, asked) =>
  remember("stretches", camera, asked, () => {
    const answer = feed.answer(camera, asked);
    if (!answer.settings.length) return shownOf(answer.ladder).map(({ values }) => ({ values, after: [] }));
    return stretchPlaces(answer).map((places) => {
      const { verdict, after } = best({ ...answer, places, elsewhere: [] });
      const joined = asked.recorder || asked.plugin;
      return { values: joined ? verdict.capabilities : ownValues(places[0].link.kind), after };
    });
  });

// What the camera itself can do in a stretch, of the feed's object.
const ownValues = ({ values }) =>
  FeedReader.through(Object.fromEntries(CAPABILITIES.map((name, at) => [name, values?.[at] ?? "unknown"])));

// The rungs of a ladder that the camera is known to run, all where none is.
function shownOf(rungs) {
  const shown = rungs.filter((rung) => rung.shown);
  return shown.length ? shown : rungs;
}

// The places of an answer that are meant, by their stretch.
function stretchPlaces({ places }) {
  const known = places.filter((one) => one.shown);
  const byStretch = new Map();
  for (const one of known.length ? known : places) {
    if (!byStretch.has(one.number)) byStretch.set(one.number, []);
    byStretch.get(one.number).push(one);
  }
  return [...byStretch.values()];
}
