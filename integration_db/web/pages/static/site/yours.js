// The reader's recorder: asked once in the head, kept in the address and, where it can be, by the
// browser for the next page.
"use strict";

const UP = document.getElementById("yours-form").dataset.up;
const ASKED_OF_RECORDER = ["recorder", "plugin", "recorder_version"];
const BETWEEN = " › ";

const Yours = (() => {
  const form = document.getElementById("yours-form");
  const select = h("select", { id: "yours", name: "via" });
  const version = h("input", {
    ...{ id: "yours-version", name: "recorder_version", maxlength: "200" },
    ...{ placeholder: "any version", autocomplete: "off", spellcheck: "false" },
  });
  const usual = feed.payload.recorders.find((one) => one.default) ?? null;

  function fill() {
    const option = (value, text) => h("option", { value }, text);
    if (usual) select.append(option("", `${usual.name}, plugin not said`));
    const recorders = [...feed.payload.recorders].sort((a, b) => (b.default ?? 0) - (a.default ?? 0));
    for (const one of recorders) {
      const all = one.plugins.map((plugin) => option(one.name + BETWEEN + plugin.name, one.name + BETWEEN + plugin.name));
      if (one !== usual) all.unshift(option(one.name, `${one.name}, plugin not said`));
      if (all.length) select.append(h("optgroup", { label: one.name }, all));
    }
    select.append(option(FeedReader.NO_RECORDER, "No recorder: the camera alone"));
    form.append(
      ...[h("label", { for: "yours" }, "Your recorder"), select],
      ...[h("label.unseen", { for: "yours-version" }, "Its version"), version],
    );
    form.hidden = false;
  }

  // What is said of the recorder, as the reader takes it; what the feed does not know is left out.
  function asked() {
    const [recorder, plugin] = select.value.split(BETWEEN);
    const said = {};
    if (recorder && recorder !== usual?.name) said.recorder = recorder;
    if (plugin) said.plugin = plugin;
    if (version.value.trim()) said.recorder_version = version.value.trim();
    return said;
  }

  // The recorder whose symbols are meant; empty where the camera alone is.
  function recorder() {
    const { recorder: named } = asked();
    return named === FeedReader.NO_RECORDER ? "" : (named ?? usual?.name ?? "");
  }

  // The only makers whose cameras the plugin takes; null where it takes any.
  function takes() {
    const { recorder: whose, plugin } = asked();
    if (!plugin) return null;
    const all = feed.recorder(whose ?? null).plugins.find((one) => one.name === plugin);
    return all?.manufacturers?.length ? new Set(all.manufacturers) : null;
  }

  function show(said) {
    const whose = said.get("recorder") ?? (said.get("plugin") ? (usual?.name ?? "") : "");
    const value = said.get("plugin") ? whose + BETWEEN + said.get("plugin") : whose;
    select.value = value;
    if (select.selectedIndex < 0) select.value = "";
    version.value = said.get("recorder_version") ?? "";
  }

  const KEPT = "integration-db-recorder";

  function kept() {
    try {
      return new URLSearchParams(localStorage.getItem(KEPT) ?? "");
    } catch {
      return new URLSearchParams(); // the browser keeps nothing for files
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEPT, new URLSearchParams(asked()).toString());
    } catch {
      // the address still has it
    }
  }

  fill();
  return { form, asked, recorder, takes, show, kept, keep };
})();

// What the address says behind its `#`.
const said = () => new URLSearchParams(location.hash.slice(1));

// A link to a page of the site, with the recorder and what else is said there.
function pageLink(file, values = []) {
  const pairs = [...Object.entries(Yours.asked()), ...(Array.isArray(values) ? values : Object.entries(values))];
  const text = new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
  return UP + file + (text ? `#${text}` : "");
}

// The pages that are there without a script lead on with the recorder, too.
function keepInLinks() {
  for (const link of document.querySelectorAll("a[href]")) {
    const [file, hash = ""] = link.getAttribute("href").split("#");
    if (!file.endsWith(".html") || /^[a-z]+:/i.test(file)) continue;
    const values = new URLSearchParams(hash);
    for (const name of ASKED_OF_RECORDER) values.delete(name);
    for (const [name, value] of Object.entries(Yours.asked())) values.set(name, value);
    link.setAttribute("href", file + (values.toString() ? `#${values}` : ""));
  }
}

// Write into the address what a page is about; `new` where Back should lead to what was there.
function say(pairs, fresh = false) {
  const all = [...Object.entries(Yours.asked()), ...pairs.filter(([, value]) => value !== "")];
  const text = new URLSearchParams(all).toString();
  const address = location.pathname + (text ? `#${text}` : "");
  if (fresh) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
