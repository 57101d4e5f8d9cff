// A list of cameras, checked on this machine: bare names, or a table with a row of headings.
"use strict";

const MOST_LINES = 20000;
const HEADINGS = {
  model: ["model", "camera", "type", "part number", "partnumber", "article", "product"],
  manufacturer: ["manufacturer", "maker", "make", "brand", "vendor"],
  firmware: ["firmware", "firmware version", "version", "fw"],
  quantity: ["quantity", "qty", "count", "number", "pieces"],
};

// A text as rows of cells: commas, semicolons or tabs, quoted as spreadsheets write them.
function tableOf(text) {
  const head = text.split(/\r?\n/, 1)[0] ?? "";
  const tally = (sign) => head.split(sign).length;
  const between = ["\t", ";", ","].reduce((most, sign) => (tally(sign) > tally(most) ? sign : most));
  const [rows, cells] = [[], []];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    cells.push(cell);
    rows.push(cells.splice(0));
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === between) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell || cells.length) endRow();
  return rows;
}

// The lines of a list: what each says of model, manufacturer, firmware and quantity.
function linesOf(text) {
  const rows = tableOf(text.replace(/^\ufeff/, ""));
  const named = (rows[0] ?? []).map((cell) => {
    const word = cell.trim().toLowerCase().replace(/[_-]+/g, " ");
    return Object.keys(HEADINGS).find((name) => HEADINGS[name].includes(word)) ?? null;
  });
  if (!named.includes("model"))
    return text
      .replace(/^\ufeff/, "")
      .split(/\r?\n/)
      .map((line, at) => ({ line: at + 1, model: line.trim().replace(/^"(.*)"$/, "$1"), quantity: 1 }))
      .filter((one) => one.model);
  return rows
    .slice(1)
    .map((cells, at) => {
      const line = { line: at + 2, model: "", manufacturer: "", firmware: "", quantity: 1 };
      named.forEach((name, place) => {
        const cell = (cells[place] ?? "").trim();
        if (!name || !cell) return;
        line[name] = name === "quantity" ? quantityOf(cell) : cell;
      });
      return line;
    })
    .filter((one) => one.model);
}

const quantityOf = (cell) => (/^[0-9]{1,7}$/.test(cell) ? Number(cell) : 1);

const RANK_OF = { fails: 0, nothing: 1, control: 2, stream: 2, full: 3 };
const meetsAll = (levels, least) =>
  levels.every((one) => one === "full" || one === least || (least === "video" && one === "stream"));

// The status of a line against what is required; `control`, `video` or `full`.
function statusOf({ now, after, if_runs, verdict }, required) {
  if (verdict.code === "not_known" || RANK_OF[verdict.floor] < 2)
    return after.some((one) => meetsAll([one], required)) ? "not known" : "falls short";
  if (meetsAll(after, required) && !if_runs) return meetsAll(now, required) ? "meets" : "meets after tasks";
  return after.some((one) => meetsAll([one], required)) ? "open" : "falls short";
}

const STATUS_TONES = { meets: "good", "meets after tasks": "task", open: "open", "falls short": "bad", "not known": "open", "not found": "open", invalid: "bad" };

function checked(lines, required) {
  return lines.map((line) => {
    const camera = names().meant(line.model, line.manufacturer);
    if (!camera) return { ...line, status: "not found", camera: null, found: null };
    const asked = line.firmware ? { ...Yours.asked(), firmware: line.firmware } : Yours.asked();
    const found = reached(camera, asked);
    if (!found) throw new FeedReader.FeedError("a check asks what a recorder will encrypt: choose a recorder in the head");
    return { ...line, camera, found, asked, status: statusOf(found, required) };
  });
}

function checkPage(root) {
  const place = document.getElementById("answer");
  const text = h("textarea", { rows: "10", spellcheck: "false", placeholder: "AXIS P3245-LVE\nDS-2CD2146G2-ISU" });
  const file = h("input", { type: "file", accept: ".csv,.tsv,.txt" });
  const require = choice(null, Object.entries(WORDS.requirements).map(([code, one]) => [code, capital(one.choice)]));
  const form = h(
    "form.panel",
    { "aria-label": "The list", onsubmit: (event) => (event.preventDefault(), show()) },
    h("div.fields.list-fields", {}, field("list", "Paste a list", text, "Names, or a table with headings; commas, semicolons or tabs between the cells")),
    h("div.fields", {}, field("file", "Or choose a file", file, "CSV or text"), field("require", "Every camera must reach", require)),
    h("p.send", {}, h("button.primary", {}, "Check the list")),
  );
  root.append(form);
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const content = await chosen.text();
    if (content.includes("\0") || content.includes("\ufffd"))
      return place.replaceChildren(mistake(`'${chosen.name}' is no text in UTF-8: save it as CSV, or use the command integration-db check.`));
    text.value = content;
    return show();
  });

  function show() {
    if (!text.value.trim()) return place.replaceChildren(mistake("The list is empty: paste one, or choose a file."));
    return attempt(place, () => {
      const lines = linesOf(text.value);
      if (!lines.length) throw new FeedReader.FeedError("no line names a camera: the table needs a column model");
      if (lines.length > MOST_LINES) throw new FeedReader.FeedError(`the list has ${number(lines.length)} lines, and this page checks ${number(MOST_LINES)}: split it`);
      return reportNodes(checked(lines, require.value), require.value);
    });
  }

  return () => {
    if (place.childElementCount) show();
  };
}

function reportNodes(lines, required) {
  const totals = new Map();
  for (const { status, quantity } of lines) totals.set(status, (totals.get(status) ?? 0) + quantity);
  const cameras = lines.reduce((sum, one) => sum + one.quantity, 0);
  const tag = (status) => h(`span.v.t-${STATUS_TONES[status]}`, {}, h("span.word", {}, capital(status)));
  const head = ["Line", "Camera", "Status", `${Yours.recorder()} shows`, "To do"];
  const rows = lines.map((one) =>
    h(
      "tr",
      { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, one.camera ? h("a", { href: pageLink(fileOf(one.camera), one.firmware ? { firmware: one.firmware } : {}) }, h("bdi", {}, `${one.camera.manufacturer} ${one.camera.model}`)) : h("bdi", {}, one.model), h("span.of", {}, `line ${one.line}, ${counted(one.quantity, "piece")}${one.firmware ? `, firmware ${one.firmware}` : ""}`)),
      h("td", { role: "cell", "data-label": head[2] }, tag(one.status)),
      h("td.whole", { role: "cell", "data-label": head[3] }, one.found ? levels(one.found.after, Yours.recorder()) : perhaps(one)),
      h("td.whole", { role: "cell", "data-label": head[4] }, one.found ? one.found.tasks.map((code) => WORDS.tasks[code].name).join(", ") || "nothing" : ""),
    ),
  );
  return [
    h("h2", { id: "report", role: "status" }, `${counted(lines.length, "line")}, ${counted(cameras, "camera")}: ${WORDS.requirements[required].choice}`),
    h("ul.points", {}, [...totals].map(([status, sum]) => h("li", {}, tag(status), ` ${number(sum)}. `, h("span.small", {}, WORDS.statuses[status])))),
    h("p.send", {}, h("button", { type: "button", onclick: () => download(lines) }, "Download as CSV")),
    h("table.plain.cards", { role: "table" }, h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, head.slice(1).map((one) => h("th", { scope: "col", role: "columnheader" }, one)))), h("tbody", { role: "rowgroup" }, rows)),
  ];
}

function perhaps({ model }) {
  const near = names().near(model, 3);
  if (!near.length) return "";
  return [h("span.small", {}, "Perhaps "), near.map((one, at) => [at ? ", " : "", h("a", { href: pageLink(fileOf(one)) }, h("bdi", {}, one.model))])];
}

// A cell of a CSV file; what a spreadsheet would take for a formula is kept text.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function download(lines) {
  const rows = lines.map((one) => [one.line, one.model, one.camera?.manufacturer, one.camera?.model, one.firmware, one.quantity, one.status, one.found?.after.join(" or "), one.found?.tasks.map((code) => WORDS.tasks[code].name).join(", "), one.camera ? VerdictText.sentence(WORDS, feed, { camera: one.camera, asked: one.asked }) : ""]);
  const head = ["line", "written", "manufacturer", "model", "firmware", "quantity", "status", "levels", "tasks", "verdict"];
  const content = `\ufeff${[head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
  const address = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
  h("a", { href: address, download: "checked.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
