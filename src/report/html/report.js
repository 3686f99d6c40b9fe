"use strict";
/* Copying, filtering, opening. Works on what the page shows; nothing is fetched or stored. */
(function () {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const said = document.getElementById("said");
  const filter = document.getElementById("filter");
  const from = document.getElementById("from");
  const to = document.getElementById("to");
  const shown = document.getElementById("shown");
  const rows = all("[data-row]");
  const texts = new Map();

  for (const element of all(".js")) element.hidden = element.matches(".tools") && rows.length === 0;

  function selectAndCopy(source) {
    const range = document.createRange();
    const selection = window.getSelection();
    range.selectNodeContents(source);
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }

  async function copy(button) {
    const source = button.parentElement.querySelector("code");
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      if (!selectAndCopy(source)) return;
    }
    button.textContent = said.textContent = said.dataset.copied;
    setTimeout(() => { button.textContent = before; said.textContent = ""; }, 1500);
  }

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  /* Dates as text, which sorts like time. What has no time cannot be told and stays. */
  function fitsDays(row) {
    const { first, last } = row.dataset;
    return !first || ((!from?.value || last >= from.value) && (!to?.value || first <= to.value));
  }

  function applyFilter() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const hit = fitsDays(row) && words.every((word) => textOf(row).includes(word));
      row.classList.toggle("gone", !hit);
      if (hit) count++;
    }
    shown.textContent = words.length || from?.value || to?.value
      ? shown.dataset.text.replace("{1}", count).replace("{2}", rows.length)
      : "";
  }

  function pick(text) {
    filter.value = text;
    applyFilter();
    filter.scrollIntoView({ block: "start" });
    filter.focus({ preventScroll: true });
  }

  function clear() {
    if (from) from.value = to.value = "";
    pick("");
  }

  /* Names in the breakdowns become buttons that filter by them. */
  for (const name of all("[data-pick]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pick";
    button.textContent = name.textContent;
    button.addEventListener("click", () => pick(button.textContent));
    name.replaceChildren(button);
  }

  /* An address of a problem opens it. */
  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.matches("details.incident")) return;
    if (target.classList.contains("gone")) clear();
    target.open = true;
    target.scrollIntoView({ block: "start" });
  }

  function openAll(open) {
    for (const details of all("details.incident")) details.open = open;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button);
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === "Escape" && document.activeElement === filter) {
      clear();
    }
  });
  from?.addEventListener("input", applyFilter);
  to?.addEventListener("input", applyFilter);
  filter.addEventListener("input", applyFilter);
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  window.addEventListener("beforeprint", () => openAll(true));
  window.addEventListener("hashchange", openTarget);
  if (filter.value || from?.value || to?.value) applyFilter(); /* a browser may remember them */
  openTarget();
})();
