// The HTML report in a real browser: what people click works, nothing leaves the page, hostile names stay text, and a
// thousand cases open at once.
//
//   node report.mjs VOXLINT EXAMPLES [FOLDER FOR SCREENSHOTS]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

import { PROTOCOL, writeCase } from "./cases.mjs";

const [program, examples, shots] = process.argv.slice(2).map((path) => resolve(path));
const HOSTILE = "<img src=x onerror=alert(1)>";
const folder = mkdtempSync(join(tmpdir(), "voxlint-browser-"));
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

function check(path, page, ...more) {
  try {
    execFileSync(program, ["check", path, "--output-format", "html", "--output-file", page, ...more], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (ended) {
    assert.equal(ended.status, 1, String(ended.stderr));
  }
}

/** Opens a page, and remembers whatever it should not do. */
async function open(path, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, ...options });
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console: ${message.text()}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const own = pathToFileURL(path).href;
  page.on("request", (request) => request.url() !== own && !request.url().startsWith("data:") && wrong.push(`request: ${request.url()}`));
  const started = performance.now();
  await page.goto(own);
  await page.locator(".detail h2").first().waitFor();
  return { page, wrong, milliseconds: performance.now() - started };
}

async function codes(page) {
  return page.locator(".item .code").allTextContents();
}

async function faults() {
  const data = join(folder, "data");
  cpSync(examples, data, { recursive: true });
  copyFileSync(join(data, "labels/missing_slice.nii.gz"), join(data, "labels", `${HOSTILE}.nii.gz`));
  const report = join(folder, "report.html");
  check(data, report);
  const { page, wrong } = await open(report);
  const all = await codes(page);
  assert.ok(new Set(all).size >= 10, `kinds of faults: ${[...new Set(all)]}`);

  // A picture: three panels with sides, a scale bar, an outline, and images that were decoded.
  await page.getByLabel("Search findings").fill("stray_island nothing-like-it");
  assert.equal((await codes(page)).length, 0);
  await page.getByLabel("Search findings").fill("stray_island");
  assert.deepEqual(await codes(page), ["ABD-001"]);
  const panels = page.locator(".detail .panel");
  assert.equal(await panels.count(), 3);
  assert.deepEqual(await panels.first().locator("b").allTextContents(), ["R", "L", "A", "P", await panels.first().locator(".scale").textContent()]);
  assert.match(await panels.first().locator(".scale").textContent(), /^\d+ mm$/);
  assert.equal(await panels.locator(".outline").count(), 3);
  const addresses = await panels.locator("image.labels").evaluateAll((images) => images.map((image) => image.getAttribute("href")));
  for (const address of addresses) {
    assert.ok(await page.evaluate((src) => new Promise((done) => Object.assign(new Image(), { src, onload: () => done(true), onerror: () => done(false) })), address));
  }
  await page.getByRole("button", { name: "Outline" }).click();
  assert.equal(await panels.locator(".outline").first().isVisible(), false);
  await page.getByRole("button", { name: "Outline" }).click();
  await panels.first().click();
  assert.equal(await page.locator(".view.wide").count(), 1);
  if (shots) await page.screenshot({ path: join(shots, "finding.png") });

  // Filters and order.
  await page.getByLabel("Search findings").fill("");
  await page.locator(".toggle.error").click();
  assert.deepEqual([...new Set(await page.locator(".item .badge").allTextContents())], ["warning"]);
  await page.locator(".toggle.error").click();
  await page.getByLabel("Sort by").selectOption("code");
  const sorted = await codes(page);
  assert.deepEqual(sorted, [...sorted].sort((a, b) => a.localeCompare(b)));
  await page.locator(".item").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".item").nth(1).getAttribute("aria-current"), "true");

  // Tables: sorted by a column, and a way to the findings of a rule.
  await page.getByRole("tab", { name: /Rules/ }).click();
  await page.getByRole("columnheader", { name: "Rule" }).getByRole("button").click();
  assert.equal(await page.getByRole("columnheader", { name: "Rule" }).getAttribute("aria-sort"), "ascending");
  await page.getByRole("button", { name: "ABD-003" }).click();
  assert.deepEqual([...new Set(await codes(page))], ["ABD-003"]);
  await page.getByRole("tab", { name: /Measures/ }).click();
  assert.ok((await page.locator(".chart .allowed").count()) > 5, "charts with the range that is allowed");
  if (shots) await page.screenshot({ path: join(shots, "measures.png") });

  // The hostile name is text wherever it stands, and runs nothing.
  await page.getByRole("tab", { name: /Cases/ }).click();
  assert.equal(await page.getByText(HOSTILE, { exact: true }).count(), 1);
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(wrong, []);

  // Should markup get in all the same, the policy stops it.
  const blocked = await page.evaluate(() => {
    window.ran = false;
    const script = document.createElement("script");
    try {
      script.textContent = "window.ran = true";
      document.body.append(script);
    } catch {
      // Trusted types refuse the text already.
    }
    return fetch("http://127.0.0.1:9/").then(() => false, () => !window.ran);
  });
  assert.ok(blocked, "a script or a request got past the policy");
  await page.close();

  const dark = await open(report, { colorScheme: "dark", viewport: { width: 420, height: 900 } });
  assert.ok(await dark.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than a telephone");
  if (shots) await dark.page.screenshot({ path: join(shots, "narrow.png") });
  await dark.page.close();
}

async function thousand() {
  const [labels, images] = ["labels", "images"].map((name) => join(folder, "many", name));
  [labels, images].forEach((path) => mkdirSync(path, { recursive: true }));
  for (let number = 0; number < 1000; number += 1) writeCase(number, labels, images);
  const protocol = join(folder, "many", "liver.protocol");
  writeFileSync(protocol, PROTOCOL);
  const report = join(folder, "many.html");
  check(labels, report, "--protocol", protocol, "--images", images);
  const size = statSync(report).size;
  assert.ok(size < 20 * 2 ** 20, `${size} bytes`);
  const { page, wrong, milliseconds } = await open(report);
  assert.ok(milliseconds < 2000, `open after ${Math.round(milliseconds)} ms`);
  assert.match(await page.locator(".tile .figure").first().textContent(), /^1,000$/);
  assert.equal(await page.locator(".detail .panel image.image").count(), 3);
  assert.deepEqual(wrong, []);
  // What has no picture says why.
  for (const item of await page.locator(".item").all().then((all) => all.slice(0, 20))) {
    await item.click();
    assert.equal((await page.locator(".detail .picture").count()) + (await page.locator(".detail .no-picture").count()), 1);
  }
  if (shots) await page.screenshot({ path: join(shots, "thousand.png") });
  console.log(`1000 cases: ${(size / 2 ** 20).toFixed(1)} MiB, open after ${Math.round(milliseconds)} ms`);
}

try {
  assert.ok(existsSync(program), `there is no ${program}`);
  await faults();
  await thousand();
  console.log("the report works in a browser");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
