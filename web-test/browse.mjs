// Opens every page of a server in both languages and says what is wrong, a line
// each; nothing when nothing is. node browse.mjs URL CHROMIUM [--update] [--shots DIR]
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { alike, measure, regions } from "./layout.mjs";
import { pagesOf } from "./pages.mjs";

const [base, executablePath, ...flags] = process.argv.slice(2);
const shots = flags.includes("--shots") && flags[flags.indexOf("--shots") + 1];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const problems = [];
const wrong = (where, what) => problems.push(`${where}: ${what}`);
const { event, pages } = await pagesOf(base);
const looks = [
  { name: "desk", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "dark", viewport: { width: 320, height: 700 } },
];

async function open(context, path, where) {
  const page = await context.newPage();
  page.on("console", (m) => { if (/status of 404/.test(m.text()) && /\/none$/.test(where)) return; if (m.type() === "error" || m.type() === "warning") wrong(where, `console: ${m.text()}`); });
  page.on("pageerror", (e) => wrong(where, `script: ${e.message}`));
  await page.addInitScript(() => { window.violations = []; document.addEventListener("securitypolicyviolation", (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`)); });
  const res = await page.goto(`${base}${path}`);
  if (!res.ok() && !where.endsWith("/none")) wrong(where, `status ${res.status()}`);
  return page;
}

// layouts are those of all pages; layout.txt holds what they should be.
const layouts = [];

async function lay(page, where) {
  await page.evaluate(() => document.fonts.ready);
  const { lines, faults } = await page.evaluate(([f, s]) => (0, eval)(`(${f})`)(s), [measure.toString(), regions]);
  for (const f of faults) wrong(where, f);
  layouts.push(`${where.replace(event, "EVENT")}\n${lines.map((l) => `  ${l}`).join("\n")}\n`);
}

async function examine(page, where, lang, deep) {
  for (const v of await page.evaluate(() => window.violations)) wrong(where, `policy: ${v}`);
  const found = !deep ? [] : await page.evaluate(async (source) => {
    (0, eval)(source);
    const r = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return r.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  }, axe);
  for (const f of found) wrong(where, `axe: ${f}`);
  const seen = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth - innerWidth, dir: document.documentElement.dir, first: document.querySelector("nav.main a").getBoundingClientRect().x, last: innerWidth }));
  const cut = await page.evaluate(() => [...document.querySelectorAll(".scroll > table:not(.naming)")].filter((t) => t.parentElement.scrollWidth > t.parentElement.clientWidth + 1).map((t) => `${t.scrollWidth} in ${t.parentElement.clientWidth}: ${t.textContent.trim().slice(0, 30)}`));
  for (const t of cut) wrong(where, `a table is cut until it is scrolled: ${t}`);
  if (seen.wide > 1) wrong(where, `wider than the screen by ${seen.wide}`);
  if (seen.dir !== (lang === "ar" ? "rtl" : "ltr") || (lang === "ar") !== seen.first > seen.last / 2) wrong(where, `runs in the wrong direction: ${JSON.stringify(seen)}`);
}

if (shots) mkdirSync(shots, { recursive: true });
for (const look of looks) {
  for (const lang of ["ar", "en"]) {
    const context = await browser.newContext(look);
    for (const p of pages) {
      const where = `${look.name} /${lang}/${p}`;
      const page = await open(context, `/${lang}/${p}`, where);
      await examine(page, where, lang, (lang === "ar") === (look.name === "desk")); // both looks and both languages, each once
      await lay(page, where);
      if (shots) await page.screenshot({ path: `${shots}/${look.name}-${lang}-${p.replace(/[^a-z]+/g, "-").slice(0, 40)}.png`, fullPage: true });
      await page.close();
    }
    await context.close();
  }
}

{
  const path = new URL("layout.txt", import.meta.url), now = layouts.join("");
  if (flags.includes("--update")) writeFileSync(path, now);
  const should = new Map(readFileSync(path, "utf8").split(/^(?=\S)/m).map((l) => [l.slice(0, l.indexOf("\n")), l]));
  for (const l of layouts) {
    const name = l.slice(0, l.indexOf("\n")), want = should.get(name) ?? "nothing; node browse.mjs ... --update writes it\n";
    if (l.slice(name.length) === want.slice(name.length)) continue;
    if (!want.startsWith(name) || !alike(l.slice(name.length), want.slice(name.length))) wrong("layout", `${l}should be ${want}`);
  }
}

// Painting must not change the shape of words: with and without the tags a line is as wide.
const context = await browser.newContext(looks[0]);
{
  const page = await open(context, `/ar/document/sahil-2018-05-12-14?event=${event}`, "paint");
  await page.evaluate(() => document.fonts.ready);
  const off = await page.evaluate(() => [...document.querySelectorAll(".print p")].filter((p) => p.querySelector("mark")).map((p) => {
    const width = (el) => { el.style.display = "inline-block"; el.style.whiteSpace = "nowrap"; el.style.maxInlineSize = "none"; return el.getBoundingClientRect().width; };
    const plain = p.cloneNode(); plain.textContent = p.textContent; p.after(plain);
    return Math.abs(width(p) - width(plain));
  }));
  if (!off.length) wrong("paint", "nothing is painted");
  for (const d of off) if (d > 1) wrong("paint", `a painted line is ${d} pixels off`);
  await page.close();
}

// Keys, by place on the keyboard.
{
  const page = await open(context, "/ar/check?sample=10&seed=7", "keys");
  await page.keyboard.press("KeyJ");
  await page.keyboard.press("KeyR");
  await page.keyboard.press("KeyW");
  const told = await page.textContent("#verdicts");
  if (!/2\/10 .*0\.500 \[0\.095, 0\.905\]/.test(told)) wrong("keys", `two verdicts, and the page says ${told}`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  if (saved.judged !== 2 || saved.right !== 1 || saved.precision !== 0.5 || saved.seed !== 7) wrong("keys", `saved ${JSON.stringify(saved)}`);
  await page.keyboard.press("Slash");
  if ((await page.evaluate(() => document.activeElement.id)) !== "q") wrong("keys", "/ does not lead to the search");
  await page.goto(`${base}/en/events`);
  await page.locator(".settings summary").click();
  await page.click("#keys");
  await page.locator("main").focus();
  await page.keyboard.press("Slash");
  if ((await page.evaluate(() => document.activeElement.id)) === "q") wrong("keys", "keys that are switched off still work");
  await page.close();
}
// A stretch of time, by the keyboard and by the pointer; both lead to an address.
for (const lang of ["ar", "en"]) {
  const page = await open(context, `/${lang}/timeline?by=month`, "brush");
  await page.locator("figure.chart").focus();
  const side = lang === "ar" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]; // later, earlier
  for (const key of [side[0], side[0], "Shift+" + side[0], side[1]]) await page.keyboard.press(key);
  const chosen = await page.evaluate(() => [...document.querySelectorAll("g[data-time]:not(.out)")].map((g) => g.dataset.time));
  const times = await page.evaluate(() => [...document.querySelectorAll("g[data-time]")].map((g) => g.dataset.time));
  if (chosen.join() !== times.slice(0, 2).join()) wrong("brush", `${lang}: keys choose ${chosen}`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  if (!page.url().includes(`from=${times[0]}&to=${times[1]}`)) wrong("brush", page.url());
  await page.goto(`${base}/${lang}/timeline?by=month`);
  const box = async (i) => page.locator("g[data-time]").nth(i).locator("rect").first().boundingBox();
  const a = await box(3), b = await box(9);
  await page.mouse.move(a.x + a.width / 2, a.y + 20);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + 30, { steps: 3 });
  await Promise.all([page.waitForNavigation(), page.mouse.up()]);
  if (!page.url().includes(`from=${times[3]}&to=${times[9]}`)) wrong("brush", `the pointer chose ${page.url()}, not ${times[3]} to ${times[9]}`);
  await page.close();
}
// The skip link is the first stop and leads to the content.
{
  const page = await open(context, "/en/events", "skip");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  if (!page.url().endsWith("#main")) wrong("skip", page.url());
}
// The rooms where nothing is to be read without a script are none.
{
  const bare = await browser.newContext({ ...looks[0], javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto(`${base}/ar/events`);
  await page.fill("#q", "وزير");
  await page.press("#q", "Enter");
  if (!(await page.textContent(".count strong")).match(/[1-9]|واحدة|واقعتان/)) wrong("no script", "a search finds nothing");
}
await browser.close();
for (const p of problems) console.log(p);
