// Names of cameras complete while they are typed.
"use strict";

document.querySelectorAll("input[data-suggest]").forEach((input) => {
  const list = document.createElement("datalist");
  list.id = input.id + "-names";
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const text = input.value.trim();
    if (text.length < 2) return;
    timer = setTimeout(async () => {
      const query = new URLSearchParams({ text, limit: "8" });
      const response = await fetch("/api/v1/search?" + query).catch(() => null);
      if (!response || !response.ok) return;
      const found = await response.json();
      list.replaceChildren(
        ...(found.models ?? []).map((hit) => new Option("", hit.manufacturer + " " + hit.model)),
      );
    }, 150);
  });
});
