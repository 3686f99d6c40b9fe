// Pictures of a report, for people: node shots.mjs BROWSER REPORT.html DIRECTORY
import { writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Browser } from "./cdp.mjs";

const [program, report, directory] = process.argv.slice(2);
const tile = 1600;  // pixels of one picture; long pages become several
const tiles = 4;
const browser = new Browser(program);
const page = await browser.page();

async function shoot(name, width, scheme, media = "", script = "") {
  await page.size(width, 900);
  await page.send("Emulation.setEmulatedMedia", {
    media, features: [{ name: "prefers-color-scheme", value: scheme }],
  });
  await page.open("file://" + resolve(report));
  if (script) await page.evaluate(script);
  const height = await page.evaluate("document.documentElement.scrollHeight");
  for (let y = 0, part = 1; y < Math.min(height, tile * tiles); y += tile, part++) {
    const clip = { x: 0, y, width, height: Math.min(tile, height - y), scale: 1 };
    const { data } = await page.send("Page.captureScreenshot", { captureBeyondViewport: true, clip });
    writeFileSync(join(directory, `${basename(report, ".html")}-${name}-${part}.png`), data, "base64");
  }
}

await shoot("1280", 1280, "light");
await shoot("1280-dark", 1280, "dark");
await shoot("390", 390, "light");
await shoot("390-dark", 390, "dark");
await shoot("print", 800, "light", "print");
await browser.close();
