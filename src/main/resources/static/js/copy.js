// Copies the approved words, exactly as they stand on the page.
"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const words = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(words);
    } catch (refused) {
      // a page without encryption may not write to the clipboard: the older way still works
      const field = document.createElement("textarea");
      field.value = words;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
