// On paper: from which address, on which day, and everything unfolded.
"use strict";

const sheet = document.querySelector("[data-sheet]");
let folded = [];

function signSheet() {
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  sheet.querySelector(".date").textContent = " · printed on " + day;
  sheet.querySelector(".address").textContent = " · " + location.href;
}

signSheet();
addEventListener("beforeprint", () => {
  signSheet();
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((one) => (one.open = true));
});
addEventListener("afterprint", () => {
  folded.forEach((one) => (one.open = false));
  folded = [];
});
