// The handbook in a real browser: three shipped protocols open, ask for nothing, and fit a desk, a telephone and paper.
//
//   node doc.mjs VOXLINT [FOLDER FOR SCREENSHOTS]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [program, shots] = process.argv.slice(2).map((path) => resolve(path));
const folder = mkdtempSync(join(tmpdir(), "voxlint-handbook-"));
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page, and remembers whatever it should not do. */
async function open(path, options) {
  const page = await browser.newPage(options);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console: ${message.text()}`));
  const own = pathToFileURL(path).href;
  page.on("request", (request) => request.url() !== own && !request.url().startsWith("data:") && wrong.push(`request: ${request.url()}`));
  await page.goto(own);
  return { page, wrong };
}

async function handbook(protocol, { pictures, ticked }) {
  const file = join(folder, `${protocol.replace("/", "-")}.html`);
  execFileSync(program, ["doc", protocol, "--output", file, ...(pictures ? [] : ["--no-pictures"])]);
  const { page, wrong } = await open(file, { viewport: { width: 1360, height: 900 } });
  assert.equal(await page.locator("h1").count(), 1);
  const levels = await page.locator("h1, h2, h3").evaluateAll((all) => all.map((heading) => Number(heading.tagName[1])));
  levels.forEach((level, at) => assert.ok(level <= (levels[at - 1] ?? 0) + 1, `${protocol}: a heading is left out`));
  const lost = await page.locator("a[href^='#']").evaluateAll((all) => all.map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id)));
  assert.deepEqual(lost, [], `${protocol}: links that lead nowhere`);
  assert.ok((await page.locator("article.rule").count()) > 0);

  const boxes = page.getByRole("checkbox");
  assert.equal(await boxes.count(), ticked, protocol);
  if (ticked > 0) {
    await page.locator(".checklist label").first().click();
    assert.ok(await boxes.first().isChecked(), "a line ticks its box");
  }

  const addresses = await page.locator(".panel image").evaluateAll((images) => images.map((image) => image.getAttribute("href")));
  assert.equal(addresses.length > 0, pictures, `${protocol}: ${addresses.length} pictures`);
  for (const address of addresses) {
    assert.ok(await page.evaluate((src) => new Promise((done) => Object.assign(new Image(), { src, onload: () => done(true), onerror: () => done(false) })), address));
  }
  const unnamed = await page.locator("[role='img']").evaluateAll((all) => all.filter((image) => !image.getAttribute("aria-label")).length);
  assert.equal(unnamed, 0, "pictures without words");
  if (shots) await page.screenshot({ path: join(shots, `${protocol.replace("/", "-")}.png`), fullPage: true });
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("details.source").first().isVisible(), false, "the source is not for paper");
  await page.pdf({ format: "A4" });
  assert.deepEqual(wrong, [], protocol);
  await page.close();

  for (const width of [360, 768]) {
    const narrow = await open(file, { viewport: { width, height: 800 }, colorScheme: "dark" });
    const [scroll, inner] = await narrow.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(scroll <= inner, `${protocol}: ${scroll} px wide on ${width}`);
    const [red] = (await narrow.page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
    assert.ok(red < 64, "dark is not dark");
    if (shots) await narrow.page.screenshot({ path: join(shots, `${protocol.replace("/", "-")}-${width}.png`) });
    assert.deepEqual(narrow.wrong, [], protocol);
    await narrow.page.close();
  }
}

try {
  await handbook("kits/23", { pictures: true, ticked: 0 });
  await handbook("brats/2021", { pictures: true, ticked: 0 });
  await handbook("btcv/abdomen", { pictures: false, ticked: 1 });
  console.log("the handbook works in a browser");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
