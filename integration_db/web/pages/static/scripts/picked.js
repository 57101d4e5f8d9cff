// Cameras that are ticked in the list gather in a bar, over all pages, to be compared.
"use strict";

const PICKED = "cameras to compare";

function picked() {
  try {
    const known = JSON.parse(sessionStorage.getItem(PICKED) ?? "[]");
    return Array.isArray(known) ? known.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // a browser that keeps nothing, or somebody else's entry
  }
}

function pick(names) {
  try {
    sessionStorage.setItem(PICKED, JSON.stringify(names));
  } catch {
    // a browser that keeps nothing: the boxes of this page count
  }
  showPicked(names);
}

function showPicked(names = picked()) {
  const bar = document.getElementById("picked");
  if (!bar) return;
  const most = Number(bar.dataset.most);
  const boxes = [...document.querySelectorAll("input[form=picked]")];
  for (const box of boxes) {
    box.checked = names.includes(box.value);
    box.disabled = !box.checked && names.length >= most;
  }
  const chips = document.createElement("ul");
  for (const name of names) {
    const item = document.createElement("li");
    const off = document.createElement("button");
    off.type = "button";
    off.dataset.off = name;
    off.textContent = name + " ×";
    off.setAttribute("aria-label", "Do not compare " + name);
    item.append(off);
    chips.append(item);
  }
  bar.querySelectorAll("ul").forEach((one) => one.remove());
  const said = bar.querySelector(".said");
  said.hidden = names.length > 1;
  said.textContent = "Tick another camera to lay them side by side.";
  said.before(chips);
  bar.classList.toggle("any", names.length > 0);
  const button = bar.querySelector("button.primary");
  button.textContent = names.length > 1 ? "Compare " + names.length : "Compare";
  button.disabled = names.length < 2;
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.getAttribute("form") !== "picked") return;
  const others = picked().filter((name) => name !== box.value);
  pick(box.checked ? [...others, box.value] : others);
});
document.addEventListener("click", (event) => {
  const off = event.target.closest("#picked [data-off]");
  if (off) pick(picked().filter((name) => name !== off.dataset.off));
});
document.addEventListener("submit", (event) => {
  if (event.target.id !== "picked") return;
  event.preventDefault();
  const kept = [...event.target.querySelectorAll("input[type=hidden]")].map((one) => [one.name, one.value]);
  const said = new URLSearchParams([...picked().map((name) => ["model", name]), ...kept]);
  location.assign("/compare?" + said);
});
document.addEventListener("listed", () => showPicked());
showPicked();
