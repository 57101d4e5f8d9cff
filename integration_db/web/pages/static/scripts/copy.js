// A button that copies the text of its field; where the browser refuses, the text is selected.
"use strict";

document.querySelectorAll("button[data-copies]").forEach((button) => {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    const said = button.parentElement.querySelector("[role=status]");
    field.select();
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(field.value).then(() => true, () => false)
      : false;
    said.textContent = copied ? "Copied." : "Selected: copy it with the keyboard.";
  });
});
