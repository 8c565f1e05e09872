// The pages of `khabar draw --format html` in a real browser: built from articles of the tests, opened from disk, used as
// people use them. KHABAR is the program, SHOTS the folder that pictures of the pages go to.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
const program = resolve(process.env.KHABAR ?? "khabar");
const shots = resolve(process.env.SHOTS ?? join(tmpdir(), "khabar-pages"));
const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = candidates.find((path) => path && existsSync(path));

let folder, browser;
const run = (...words) => execFileSync(program, ["--store", "pages.nq", ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });

before(async () => {
  assert.ok(executablePath, "no Chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM");
  folder = mkdtempSync(join(tmpdir(), "khabar-pages-"));
  mkdirSync(shots, { recursive: true });
  for (const name of ["visit", "attack", "aid"]) copyFileSync(join(here, "../corpus", `${name}.txt`), join(folder, `${name}.txt`));
  copyFileSync(join(here, "hostile.txt"), join(folder, "hostile.txt"));
  run("build", "visit.txt", "attack.txt", "aid.txt", "--now", "2026-01-01");
  for (const language of ["ar", "en"]) run("draw", "--lang", language, "-o", `all.${language}.html`);
  run("draw", "--focus", "المغرب", "--hops", "2", "--size", "degree", "-o", "sized.html");
  run("draw", "--focus", "visit.txt", "--max-nodes", "5", "--lang", "en", "-o", "few.html");
  execFileSync(program, ["--store", "hostile.nq", "build", "hostile.txt", "--now", "2026-01-01"], { cwd: folder, stdio: "ignore" });
  execFileSync(program, ["--store", "hostile.nq", "draw", "-o", "hostile.html"], { cwd: folder, stdio: "ignore" });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Opens a page, uses it, and holds it to what every page must: no errors, no warnings, nothing loaded. */
async function open(name, use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 860 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data):/.test(request.url())) wrong.push(`request: ${request.url()}`); });
  await page.goto(pathToFileURL(join(folder, name)).href);
  try {
    assert.ok(await page.evaluate(() => Boolean(window.khabar)), `the script has run to its end: ${wrong}`);
    await use(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

const shoot = (page, name) => page.screenshot({ path: join(shots, `${name}.png`) });
const visible = (page) => page.evaluate(() => window.khabar.cy.nodes().not(".hidden").map((node) => window.khabar.facts.nodes[node.data("n")])
  .map(({ id, kind, class: type, status, from }) => ({ id, kind, type, status, from })));
/** Where on the screen a node is drawn. */
const place = (page, find) => page.evaluate((source) => {
  const { cy, facts } = window.khabar;
  const n = facts.nodes.findIndex(new Function("node", `return ${source}`));
  const box = cy.container().getBoundingClientRect();
  cy.zoom(1);
  cy.center(cy.getElementById(`n${n}`));
  const { x, y } = cy.getElementById(`n${n}`).renderedPosition();
  return { x: box.x + x, y: box.y + y, n };
}, find);
const bright = (page) => page.evaluate(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return r + g + b > 384;
});

test("search finds Arabic in any spelling, and English", () => open("all.ar.html", async (page) => {
  assert.equal(await page.getAttribute("html", "dir"), "rtl");
  for (const [words, wanted] of [["سليم الجزيرى", "الجزيري"], ["المغرب", "المغرب"], ["morocco", "المغرب"], ["MEETING", "لقاء"], ["وَقَّعت تونس", "تونس"]]) {
    await page.fill("#search", words);
    const found = await page.locator("#results [role=option]").allTextContents();
    assert.ok(found.some((line) => line.includes(wanted)), `"${words}" finds ${JSON.stringify(found)}`);
  }
  await page.fill("#search", "xyzzy");
  assert.equal(await page.locator("#results [role=option]").count(), 0);
  assert.ok((await page.textContent("#results")).length > 0, "it says that nothing is found");
  await page.fill("#search", "الرباط");
  await shoot(page, "search-ar");
  await page.keyboard.press("Enter");
  assert.match(await page.textContent("#details h2"), /الرباط/);
  assert.ok(await page.locator("#details mark").count() > 0);
}));

test("a click shows facts and the sentences with their words marked", () => open("all.ar.html", async (page) => {
  await shoot(page, "start-ar-light");
  const { x, y } = await place(page, "node.class === 'Agreement'");
  await page.mouse.click(x, y);
  const facts = await page.textContent("#details dl.facts");
  assert.match(facts, /تونس/);
  assert.match(facts, /المغرب/);
  const quotes = await page.locator("#details blockquote").allTextContents();
  const text = readFileSync(join(folder, "visit.txt"), "utf8");
  assert.ok(quotes.length && quotes.every((quote) => text.includes(quote)), "sentences stand in the article as they are shown");
  const marks = await page.locator("#details blockquote mark").allTextContents();
  assert.ok(marks.includes("وقعت"), JSON.stringify(marks));
  await page.hover("#details dl.facts > div:nth-child(2) dd");
  assert.ok(await page.locator("#details mark.strong").count() > 0, "a fact shows its own words");
  await shoot(page, "event-ar-light");
  await page.click("#details button.to >> nth=0");
  assert.notEqual(await page.textContent("#details h2"), "اتفاق");
}));

test("filters by type, status, time and article", () => open("all.en.html", async (page) => {
  const all = await visible(page);
  await page.uncheck("[data-group=class][data-value=Meeting]");
  let left = await visible(page);
  assert.ok(left.length < all.length && !left.some((node) => node.type === "Meeting"));
  await page.click("#reset");
  assert.equal((await visible(page)).length, all.length);
  await page.uncheck("[data-group=status][data-value=planned]");
  assert.ok(!(await visible(page)).some((node) => node.kind === "event" && node.status === "planned"));
  await page.click("#reset");
  await page.fill("#from", "2025-01-01");
  await page.fill("#to", "2025-12-31");
  await page.uncheck("[data-value=undated]");
  left = (await visible(page)).filter((node) => node.kind === "event");
  assert.ok(left.length > 0 && left.every((node) => node.from?.startsWith("2025")), JSON.stringify(left));
  await shoot(page, "filtered-en-light");
  await page.click("#reset");
  await page.uncheck("[data-group=article][data-value='0']");
  assert.ok((await visible(page)).length < all.length);
}));

test("articles as frames around what they tell, and without again", () => open("all.ar.html", async (page) => {
  const frames = () => page.evaluate(() => window.khabar.cy.nodes(".frame").map((frame) => frame.children().map((node) => node.data("n"))));
  assert.deepEqual(await frames(), []);
  await page.check("#frames");
  const inside = await frames();
  assert.equal(inside.length, 3);
  const told = await page.evaluate(() => window.khabar.facts.nodes.map(({ article }, n) => [article, n]).filter(([article]) => article != null).length);
  assert.equal(inside.flat().length, told, "every event and statement is in the frame of its article");
  const apart = await page.evaluate(() => {
    const boxes = window.khabar.cy.nodes().orphans().map((node) => node.boundingBox({ includeLabels: node.hasClass("frame"), includeEdges: false }));
    return boxes.every((a, i) => boxes.every((b, j) => i >= j || a.x2 <= b.x1 || b.x2 <= a.x1 || a.y2 <= b.y1 || b.y2 <= a.y1));
  });
  assert.ok(apart, "frames and entities do not overlap");
  await shoot(page, "frames-ar-light");
  const { x, y } = await page.evaluate(() => {
    const { cy } = window.khabar;
    const frame = cy.getElementById("a0");
    cy.zoom(0.3);
    cy.center(frame);
    const box = frame.renderedBoundingBox({ includeLabels: false });
    const at = cy.container().getBoundingClientRect();
    return { x: at.x + (box.x1 + box.x2) / 2, y: at.y + box.y1 + 5 };
  });
  await page.mouse.click(x, y);
  assert.ok(await page.locator("#details li button.to").count() > 0, "a frame tells what its article tells");
  await page.uncheck("[data-group=article][data-value='0']");
  assert.equal(await page.evaluate(() => window.khabar.cy.getElementById("a0").hasClass("hidden")), true);
  await page.click("#reset");
  await page.uncheck("#frames");
  assert.deepEqual(await frames(), []);
  assert.ok((await visible(page)).length > told);
}));

test("names are as large as a measure says", () => open("sized.html", async (page) => {
  const sizes = await page.evaluate(() => window.khabar.facts.nodes.map(({ kind, size }) => ({ kind, size })));
  assert.equal(Math.max(...sizes.map(({ size }) => size)), 2.5);
  assert.ok(sizes.every(({ kind, size }) => size === 1 || !["event", "statement", "folded"].includes(kind)), JSON.stringify(sizes));
  assert.match(await page.textContent("#details"), /الحجم/);
  await shoot(page, "sized-ar-light");
}));

test("everything with the keyboard alone", () => open("all.en.html", async (page) => {
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("rabat");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "graph");
  const first = await page.textContent("#details h2");
  const seen = new Set([first]);
  for (const key of ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowLeft"]) {
    await page.keyboard.press(key);
    seen.add(await page.textContent("#details h2"));
  }
  assert.ok(seen.size > 1, "arrows go on");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "chosen");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("#details").contains(document.activeElement)));
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#details h2").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "graph");
  const zoom = await page.evaluate(() => window.khabar.cy.zoom());
  await page.keyboard.press("+");
  assert.ok(await page.evaluate(() => window.khabar.cy.zoom()) > zoom);
  await page.keyboard.press("0");
}));

test("pan and zoom with the mouse", () => open("all.en.html", async (page) => {
  const view = () => page.evaluate(() => ({ zoom: window.khabar.cy.zoom(), ...window.khabar.cy.pan() }));
  const { x, y, width, height } = await page.locator("#graph").boundingBox();
  const start = await view();
  await page.mouse.move(x + width / 2, y + height - 20);
  await page.mouse.wheel(0, -300);
  await page.waitForTimeout(200);
  const near = await view();
  assert.ok(near.zoom > start.zoom);
  await page.evaluate(() => window.khabar.cy.zoom(0.3));
  await page.evaluate(() => window.khabar.cy.center());
  const before = await view();
  await page.mouse.move(x + 5, y + 5);
  await page.mouse.down();
  await page.mouse.move(x + 105, y + 65, { steps: 5 });
  await page.mouse.up();
  assert.ok((await view()).x > before.x);
}));

test("light and dark, as the system says or the reader", async () => {
  await open("all.en.html", async (page) => {
    assert.ok(!(await bright(page)));
    const { x, y } = await place(page, "node.class === 'Visit'");
    await page.mouse.click(x, y);
    await shoot(page, "event-en-dark");
    await page.click("#theme");
    assert.ok(await bright(page));
    await shoot(page, "event-en-light");
  }, { colorScheme: "dark" });
  await open("all.ar.html", async (page) => {
    assert.ok(await bright(page));
    await page.click("#theme");
    assert.ok(!(await bright(page)));
    await page.click("#fit");
    await shoot(page, "start-ar-dark");
  });
});

test("what is left out is said", () => open("few.html", async (page) => {
  assert.match(await page.textContent("#more"), /\d+ more not shown/);
  assert.ok((await visible(page)).length <= 5);
}));

test("a small window", () => open("all.ar.html", async (page) => {
  assert.ok(await page.locator("#filters").isHidden());
  await page.click("#toggle");
  assert.ok(await page.locator("#filters").isVisible());
  await page.click("#toggle");
  const { x, y } = await place(page, "node.class === 'Visit'");
  await page.mouse.click(x, y);
  await shoot(page, "small-ar-light");
  assert.ok(await page.locator("#details").isVisible());
}, { viewport: { width: 420, height: 800 } }));

test("markup in an article is only words", () => open("hostile.html", async (page) => {
  assert.equal(await page.locator("b, img, iframe").count(), 0);
  assert.equal(await page.evaluate(() => document.scripts.length), 3);
  assert.match(await page.title(), /<\/script><b>التعاون<\/b>/);
  const count = await page.evaluate(() => window.khabar.facts.nodes.length);
  assert.ok(count > 2);
  let text = "";
  for (let n = 0; n < count; n++) {
    await page.evaluate((n) => window.khabar.choose(n), n);
    text += await page.textContent("#details");
  }
  assert.ok(text.includes("</script><b>"), text);
  assert.equal(await page.locator("b, img, iframe").count(), 0);
  await shoot(page, "hostile-ar");
}));
