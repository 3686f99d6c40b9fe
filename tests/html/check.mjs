// The HTML report in a real browser: node check.mjs BROWSER SAMPLE.html HOSTILE.html MANY.html NONE.html
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Browser } from "./cdp.mjs";

const [program, sample, hostile, many, none] = process.argv.slice(2);
const url = (file) => "file://" + resolve(file);
let failed = 0;

function check(what, holds, more = "") {
  if (!holds) failed++;
  console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds || more === "" ? "" : ": " + JSON.stringify(more)}`);
}

// Every text's contrast with what lies behind it, by WCAG's formula; bars count as what they paint.
const contrasts = `(() => {
  const numbers = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== "none" && e.tagName !== "svg")
        return (style.backgroundImage.match(/rgba?\\([^)]*\\)/g) || []).map(numbers).filter((c) => c[3] !== 0);
      if (numbers(style.backgroundColor)[3] !== 0) return [numbers(style.backgroundColor)];
    }
    return [[255, 255, 255]];
  };
  const bad = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || /^(SCRIPT|STYLE|title)$/.test(element.tagName)) continue;
    const text = light(numbers(getComputedStyle(element).color));
    for (const color of behind(element)) {
      const back = light(color);
      const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
      if (ratio < 4.5) bad.add(element.tagName + "." + element.className + " " + ratio.toFixed(2));
    }
  }
  return [...bad];
})()`;

async function open(page, file, scheme) {
  page.complaints.length = page.requests.length = page.dialogs.length = 0;
  await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  await page.open(url(file));
}

async function checkQuiet(page, name) {
  // A picture that the browser itself draws in a field for dates is no request of the page's.
  const markup = await page.evaluate("document.documentElement.outerHTML");
  const asked = page.requests.filter((r) => !r.startsWith("data:") || markup.includes(r));
  check(`${name}: the console stays silent`, page.complaints.length === 0, page.complaints);
  check(`${name}: nothing is requested but the page`, asked.every((r) => r.startsWith("file://")) && asked.length === 1, asked);
  check(`${name}: no dialog opens`, page.dialogs.length === 0, page.dialogs);
}

async function checkLook(page) {
  for (const scheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      await page.size(width, 900);
      await open(page, sample, scheme);
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      check(`${width} px, ${scheme}: nothing sticks out to the side`, wide <= width, wide);
      await page.evaluate("document.getElementById('open').click()");
      const bad = await page.evaluate(contrasts);
      check(`${width} px, ${scheme}: every text has a contrast of 4.5`, bad.length === 0, bad);
    }
  }
}

/* A check that never fails proves nothing. */
async function checkTheCheck(page) {
  await page.evaluate("document.querySelector('h1').style.color = '#999'");
  const bad = await page.evaluate(contrasts);
  check("a pale heading would be found", bad.length === 1, bad);
}

async function checkFilter(page) {
  await open(page, sample, "light");
  const rows = await page.evaluate("document.querySelectorAll('[data-row]').length");
  const left = (text) => page.evaluate(`(() => {
    const filter = document.getElementById("filter");
    filter.value = ${JSON.stringify(text)};
    filter.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll("[data-row]")].filter((r) => getComputedStyle(r).display !== "none").length;
  })()`);
  check("filter: a word of one problem leaves that one", await left("AcmeTrainingRole") === 1);
  check("filter: the count is told", await page.evaluate("document.getElementById('shown').textContent") === `1 of ${rows} shown`);
  check("filter: all words must be there", await left("AcmeTrainingRole cloudbuild") === 0);
  check("filter: what means something to an expression is only text", await left(".*") === 0);
  check("filter: emptied, it shows all", await left("") === rows);
  await page.evaluate("[...document.querySelectorAll('button.pick')].find((b) => b.textContent === 'sts:AssumeRole').click()");
  check("filter: a name of the breakdown filters", await page.evaluate("document.getElementById('filter').value") === "sts:AssumeRole");
}

async function checkNothing(page) {
  await open(page, none, "light");
  check("nothing: what filters and opens is not there", await page.evaluate("document.querySelector('.tools').hidden"));
  await page.size(390, 900);
  const name = await page.evaluate("document.querySelector('.inputs td').getBoundingClientRect().width");
  check("nothing: the names of files have room on a telephone", name >= 120, name);
  await page.size(1280, 900);
}

async function checkDays(page) {
  await open(page, many, "light");
  const left = (from, to) => page.evaluate(`(() => {
    for (const [id, value] of [["from", ${JSON.stringify(from)}], ["to", ${JSON.stringify(to)}]]) {
      const field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event("input"));
    }
    return [...document.querySelectorAll("[data-row]")].filter((r) => !r.classList.contains("gone"))
      .map((r) => [r.dataset.first, r.dataset.last]);
  })()`);
  const all = await left("", "");
  const days = [...new Set(all.filter(([first]) => first).flat())].sort();
  const overlap = (from, to) => all.filter(([first, last]) => !first || ((!from || last >= from) && (!to || first <= to)));
  check("days: there are some to choose from, and problems without a time", days.length === 8 && all.some(([first]) => !first), days);
  for (const [from, to] of [[days[0], days[0]], [days[2], days[4]], [days[7], ""], ["", days[1]], [days[5], days[3]]]) {
    const got = await left(from, to), wanted = overlap(from, to);
    check(`days: "${from}" to "${to}" leaves what lies in them`, JSON.stringify(got) === JSON.stringify(wanted), [got.length, wanted.length]);
  }
  check("days: the count is told", await page.evaluate("document.getElementById('shown').textContent !== ''"));
  check("days: the report's own are offered", await page.evaluate("document.getElementById('from').min + document.getElementById('to').max") === days[0] + "2026-09-09");
  check("days: before the first, only what has no time is left", (await left("", "1999-01-01")).every(([first]) => !first));
  await page.evaluate("location.hash = document.querySelector('details.incident.gone').id");
  await new Promise((done) => setTimeout(done, 100));
  check("days: a link to a hidden problem shows all again", await page.evaluate("document.querySelectorAll('.gone').length") === 0);
}

async function checkAnchors(page) {
  await open(page, sample, "light");
  await page.evaluate("document.querySelectorAll('#first a')[1].click()");
  await new Promise((done) => setTimeout(done, 100));
  check("anchors: a change leads to its problem and opens it", await page.evaluate(
    "document.getElementById(location.hash.slice(1)).open && location.hash !== '#'"));
  const dead = await page.evaluate(`[...document.querySelectorAll("a[href^='#']")].filter((a) => !document.querySelector(a.getAttribute("href"))).length`);
  check("anchors: none leads nowhere", dead === 0, dead);
}

async function checkCopy(page) {
  await open(page, sample, "light");
  const wanted = JSON.parse(readFileSync(new URL("../program/report/sample.json", import.meta.url))).remedies[0].commands[0].shell;
  await page.evaluate("document.querySelector('#first button.copy').click()");
  await new Promise((done) => setTimeout(done, 200));
  const got = await page.evaluate("navigator.clipboard.readText()");
  check("copy: the clipboard holds exactly the command", got === wanted, got);
  check("copy: it is said aloud", await page.evaluate("document.getElementById('said').textContent") === "Copied");
  const same = await page.evaluate(`[...document.querySelectorAll("#first .command code")].map((c) => c.textContent)`);
  check("copy: the text of a command is the command", same[0] === wanted, same[0]);
}

async function checkKeyboard(page) {
  await open(page, sample, "light");
  await page.key("/", "Slash");
  check("keyboard: / goes to the filter", await page.evaluate("document.activeElement.id") === "filter");
  await page.evaluate("document.querySelectorAll('details.incident')[1].querySelector('summary').focus()");
  await page.send("Input.dispatchKeyEvent", { type: "keyDown", key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 });
  check("keyboard: Enter opens a problem", await page.evaluate("document.querySelectorAll('details.incident')[1].open"));
  const stops = await page.evaluate(`[...document.querySelectorAll("a[href], button, input, summary")].filter((e) => e.tabIndex < 0).length`);
  check("keyboard: everything that acts can be reached", stops === 0, stops);
}

async function checkWithoutScript(page) {
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await open(page, sample, "light");
  await checkQuiet(page, "without script");
  await page.send("Emulation.setScriptExecutionDisabled", { value: false });
  const state = await page.evaluate(`({
    tools: getComputedStyle(document.querySelector(".tools")).display,
    buttons: [...document.querySelectorAll("button")].filter((b) => b.checkVisibility()).length,
    commands: document.querySelectorAll(".command code").length })`);
  check("without script: no control that would do nothing", state.tools === "none" && state.buttons === 0, state);
  check("without script: the commands are there", state.commands > 0);
}

async function checkHostile(page) {
  await open(page, hostile, "light");
  await page.evaluate("document.getElementById('open').click()");
  await checkQuiet(page, "hostile log");
  const found = await page.evaluate(`({
    scripts: document.querySelectorAll("script").length,
    foreign: [...document.querySelectorAll("img, iframe, object, embed, link, base, form, video, audio")].length,
    svgs: document.querySelectorAll("svg").length,
    handlers: [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes]).filter((a) => /^on/i.test(a.name)).length,
    links: [...document.querySelectorAll("a")].map((a) => a.getAttribute("href")).filter((h) => !/^(#[a-z]+|#i-[0-9a-f]{16}|https:\\/\\/[^"<>]*)$/.test(h)),
    text: document.body.textContent.includes("<script>alert(1)</script>"),
    unseen: /[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e]/.test(document.body.textContent) })`);
  check("hostile log: one script, our own", found.scripts === 1, found.scripts);
  check("hostile log: no element that loads or sends", found.foreign === 0 && found.svgs <= 1, found);
  check("hostile log: no handler in any attribute", found.handlers === 0, found.handlers);
  check("hostile log: no address made of log text", found.links.length === 0, found.links);
  check("hostile log: markup is shown as text", found.text);
  check("hostile log: nothing invisible or bidirectional is left", !found.unseen);
}

// The best of five times: a machine may be busy, a page that is slow is slow each time.
async function checkMany(page) {
  const bytes = statSync(many).size;
  const times = [];
  for (let n = 0; n < 5; n++) {
    await open(page, many, "light");
    times.push(await page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
  }
  const found = await page.evaluate(`({
    full: document.querySelectorAll("details.incident").length,
    rows: document.querySelectorAll(".rest tr[data-row]").length,
    tall: document.documentElement.scrollHeight })`);
  check("5,000 problems: under 3 MB", bytes < 3e6, bytes);
  check("5,000 problems: 200 in full, a row for each other", found.full === 200 && found.rows === 4800, found);
  check("5,000 problems: open within a second", Math.min(...times) <= 1000, times);
  console.log(`     ${bytes} bytes, open after ${times.join(", ")} ms`);
  await page.evaluate(`(() => {
    const filter = document.getElementById("filter");
    filter.value = "worker-4999@";
    filter.dispatchEvent(new Event("input"));
  })()`);
  const left = await page.evaluate("[...document.querySelectorAll('.sheet')].filter((s) => s.checkVisibility()).length");
  check("5,000 problems: a filter leaves the one sheet with the row", left === 1, left);
  await page.evaluate("location.hash = '#i-' + (4998).toString(16).padStart(16, '0')");
  await page.evaluate("(() => { const f = document.getElementById('filter'); f.value = ''; f.dispatchEvent(new Event('input')); })()");
  await page.evaluate("document.getElementById(location.hash.slice(1)).scrollIntoView()");
  await new Promise((done) => setTimeout(done, 200));
  const seen = await page.evaluate("(() => { const r = document.getElementById(location.hash.slice(1)).getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.top < innerHeight; })()");
  check("5,000 problems: an address leads to the last rows", seen);
}

const browser = new Browser(program);
try {
  await browser.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"] });
  const page = await browser.page();
  await page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  await page.size(1280, 900);
  await open(page, sample, "light");
  await checkQuiet(page, "sample");
  await checkLook(page);
  await open(page, sample, "light");
  await checkTheCheck(page);
  await page.size(1280, 900);
  await checkFilter(page);
  await checkDays(page);
  await checkNothing(page);
  await checkAnchors(page);
  await checkCopy(page);
  await checkKeyboard(page);
  await checkHostile(page);
  await checkMany(page);
  await checkWithoutScript(page);
} finally {
  await browser.close();
}
console.log(failed ? `${failed} failed` : "all passed");
process.exitCode = failed ? 1 : 0;
