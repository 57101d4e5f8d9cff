// The question about one camera, asked and answered in place; the address has it.
"use strict";

const field = (name, label, control, hint = null) => {
  control.id = name;
  control.name = name;
  if (hint) control.setAttribute("aria-describedby", `${name}-hint`);
  return h(
    "div.field",
    {},
    h("label", { for: name }, label),
    control,
    hint ? h("p.hint", { id: `${name}-hint` }, hint) : null,
  );
};

const entry = (attributes = {}) =>
  h("input", { maxlength: "200", autocomplete: "off", spellcheck: "false", ...attributes });

const choice = (blank, pairs) =>
  h("select", {}, blank === null ? null : h("option", { value: "" }, blank), pairs.map(([value, text]) => h("option", { value }, text)));

const yesNo = () => choice("Not known", [["yes", "Yes"], ["no", "No"]]);

const labelOf = (name) => capital(WORDS.fields[name]);

// The menu of the recorder or plugin that is meant.
function settingsOf(asked) {
  const { recorder = null, plugin = null } = asked;
  if (recorder === FeedReader.NO_RECORDER || !feed.payload.recorders.length) return [];
  const all = feed.recorder(recorder);
  const via = all.plugins.find((one) => one.keys.includes(FeedReader.looseKey(plugin ?? "")));
  return via?.settings ?? all.settings;
}

const settingField = (asked) =>
  field("protocol", labelOf("protocol"), choice("All, the best first", settingsOf(asked).map((one) => [one.id, one.label])));

// What holds on site, as fields; what is asked seldom is folded.
function siteFields() {
  const tick = (name) =>
    h("div.field.several", {}, h("label.tick", {}, h("input", { type: "checkbox", name, value: "yes" }), " ", labelOf(name)));
  return [
    field("certificate", labelOf("certificate"), choice("Not known", Object.entries(WORDS.certificates).map(([value, text]) => [value, capital(text)]))),
    field("https_on", labelOf("https_on"), yesNo()),
    field("video_on", labelOf("video_on"), yesNo()),
    field("address_changed", labelOf("address_changed"), yesNo()),
    h(
      "details.more",
      {},
      h("summary", {}, "More of the site"),
      h(
        "div.fields",
        {},
        field("http", labelOf("http"), choice("Not known", WORDS.http_states.map((one) => [one, capital(one)]))),
        field("port", labelOf("port"), entry({ inputmode: "numeric", placeholder: "80 or 443" })),
        field("https_port", labelOf("https_port"), entry({ inputmode: "numeric", placeholder: "443" })),
        field("nat", labelOf("nat"), yesNo()),
        tick("as_shipped"),
        tick("strict"),
      ),
    ),
  ];
}

const TRUTHS = ["https_on", "video_on", "address_changed", "nat", "as_shipped", "strict"];

// What a form says of the place, as the reader takes it. Throws `FeedError` for no port.
function siteOf(values) {
  const site = {};
  for (const name of ["certificate", "http"]) if (values.get(name)) site[name] = values.get(name);
  for (const name of TRUTHS) if (values.get(name)) site[name] = values.get(name) === "yes";
  for (const name of ["port", "https_port"]) {
    const text = (values.get(name) ?? "").trim();
    if (!text) continue;
    if (!/^[0-9]{1,5}$/.test(text) || +text < 1 || +text > 65535)
      throw new FeedReader.FeedError(`${labelOf(name)} '${text}': a port is a number from 1 to 65535`);
    site[name] = Number(text);
  }
  return site;
}

// The list under a field for a camera: what the text finds.
function suggesting(input) {
  const list = h("datalist", { id: `${input.id}-list` });
  input.setAttribute("list", list.id);
  input.addEventListener("input", () => {
    const found = input.value.trim() ? names().sought(input.value).found.slice(0, 12) : [];
    list.replaceChildren(...found.map((one) => h("option", { value: `${one.manufacturer} ${one.model}` })));
  });
  input.after(list);
}

// The camera that a text means. Throws `FeedError` with what is near.
function cameraNamed(text) {
  const written = text.trim();
  const found = byName().get(written) ?? names().meant(written);
  if (found) return found;
  const { found: all } = names().sought(written);
  const near = (all.length ? all : names().near(written)).slice(0, 4);
  const perhaps = near.map((one) => `${one.manufacturer} ${one.model}`);
  throw new FeedReader.FeedError(
    `'${written}' is no one camera of the catalogue` + (perhaps.length ? `: perhaps ${oneOf(perhaps)}` : ""),
  );
}

// Fill a form from the address, and show what it asks.
function fill(form, values) {
  form.reset();
  for (const [name, value] of values) {
    const control = form.elements[name];
    if (!control || ASKED_OF_RECORDER.includes(name)) continue;
    if (control.type === "checkbox") control.checked = value === "yes";
    else control.value = value;
  }
  for (const folded of form.querySelectorAll("details"))
    folded.open ||= [...folded.querySelectorAll("[name]")].some((one) => (one.type === "checkbox" ? one.checked : one.value !== ""));
}

const pairsOf = (form) => [...new FormData(form)].filter(([, value]) => value.trim() !== "");

// What throws `FeedError` is said in one sentence in place of an answer.
function attempt(place, work) {
  try {
    place.replaceChildren(...[work()].flat(Infinity).filter(Boolean));
  } catch (error) {
    if (!(error instanceof FeedReader.FeedError)) throw error;
    place.replaceChildren(mistake(sentence(error.message)));
  }
}

// The page of a camera, and that which asks for one.
function askPage(root) {
  const place = document.getElementById("answer");
  const own = root.dataset.model ? cameraCalled(root.dataset.maker, root.dataset.model) : null;
  const form = h("form.panel", { "aria-label": "The setup", onsubmit: (event) => event.preventDefault() });
  const protocol = h("div.field");
  const firmware = field("firmware", labelOf("firmware"), entry({ placeholder: "any" }), "As the device prints it, or newest, or any");
  const first = own ? [] : [field("model", labelOf("model"), entry({ placeholder: "AXIS P3245-LVE" }), "Model or part number, with or without the manufacturer")];
  form.append(h("div.fields", {}, first, firmware, protocol, siteFields()));
  const asks = own ? "Firmware, setting, certificate: ask for your site" : "The setup";
  root.append(h("details.more.asking", {}, h("summary", {}, asks), form));
  if (!own) suggesting(form.elements.model);

  function answer() {
    const values = new Map(new FormData(form));
    const asked = { ...Yours.asked() };
    if (values.get("firmware")?.trim()) asked.firmware = values.get("firmware").trim();
    if (!own && !values.get("model").trim()) return [];
    const camera = own ?? cameraNamed(values.get("model"));
    const setting = values.get("protocol") || null;
    const question = { camera, asked, site: siteOf(values), setting };
    const nodes = answerNodes(question);
    if (own) return nodes;
    const title = h("h2", {}, h("a", { href: pageLink(fileOf(camera)) }, h("span.of", {}, h("bdi", {}, camera.manufacturer)), " ", h("bdi", {}, camera.model)));
    return [h("div.title", {}, title), nodes];
  }

  function show() {
    const chosen = form.elements.protocol?.value ?? "";
    const offered = settingField(Yours.asked());
    protocol.replaceChildren(...offered.childNodes);
    form.elements.protocol.value = chosen;
    if (form.elements.protocol.selectedIndex < 0) form.elements.protocol.value = "";
    attempt(place, answer);
    if (own) actions(own);
  }

  function actions(camera) {
    const bar = document.getElementById("actions");
    const name = `${camera.manufacturer} ${camera.model}`;
    bar.replaceChildren(h("a.button", { href: pageLink("compare.html", { model: name }) }, "Compare"));
    bar.hidden = false;
  }

  form.addEventListener("input", () => {
    say(pairsOf(form));
    show();
  });
  return (values) => {
    fill(form, values);
    const wanted = values.get("protocol");
    protocol.replaceChildren(...settingField(Yours.asked()).childNodes);
    if (wanted) form.elements.protocol.value = wanted;
    const folded = root.querySelector("details.asking");
    // On a phone the answer comes first; where there is none yet, the question.
    const narrow = matchMedia("(max-width: 60rem)").matches;
    folded.open = own ? pairsOf(form).length > 0 && !narrow : !narrow || !values.get("model");
    show();
  };
}
