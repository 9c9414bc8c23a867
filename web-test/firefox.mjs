// A smoke pass of Firefox over every page, by WebDriver BiDi and nothing between: that a
// page loads, runs in the right direction, keeps its words joined and logs no error.
// node firefox.mjs URL FIREFOX
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { pagesOf } from "./pages.mjs";

const [base, executable] = process.argv.slice(2);
const problems = [], wrong = (where, what) => problems.push(`${where}: ${what}`);
const profile = mkdtempSync(join(tmpdir(), "isnad-firefox-"));
const firefox = spawn(executable, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((resolve, reject) => {
  let said = "";
  firefox.stderr.on("data", (d) => {
    said += d;
    const m = said.match(/WebDriver BiDi listening on (ws:\S+)/);
    if (m) resolve(m[1]);
  });
  firefox.on("exit", (code) => reject(new Error(`firefox ended with ${code}: ${said}`)));
  setTimeout(() => reject(new Error(`firefox does not listen: ${said}`)), 60_000).unref();
});
const socket = new WebSocket(`${address}/session`);
await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
let last = 0, where = "start";
const waiting = new Map();
socket.onmessage = ({ data }) => {
  const m = JSON.parse(data);
  if (m.type === "event") {
    if (m.method === "log.entryAdded" && m.params.level === "error") wrong(where, `console: ${m.params.text}`);
    return;
  }
  const { resolve, reject } = waiting.get(m.id);
  waiting.delete(m.id);
  if (m.type === "success") resolve(m.result); else reject(new Error(`${m.error}: ${m.message}`));
};
const send = (method, params = {}) => new Promise((resolve, reject) => {
  waiting.set(++last, { resolve, reject });
  socket.send(JSON.stringify({ id: last, method, params }));
});

// In the page: what a reader would see is wrong, as words.
function look(lang) {
  const out = [], html = document.documentElement;
  if (getComputedStyle(html).direction !== (lang === "ar" ? "rtl" : "ltr")) out.push("runs in the wrong direction");
  const first = document.querySelector("nav.main a").getBoundingClientRect();
  if ((lang === "ar") !== first.x > innerWidth / 2) out.push("begins on the wrong side");
  if (html.scrollWidth > innerWidth + 1) out.push(`wider than the screen by ${html.scrollWidth - innerWidth}`);
  if (!document.querySelector("h1").textContent.trim()) out.push("has no heading");
  if (window.violations) out.push(...window.violations);
  for (const p of document.querySelectorAll(".print p:has(mark)")) { // painting must not cut the joins
    const width = (el) => { el.style.display = "inline-block"; el.style.whiteSpace = "nowrap"; el.style.maxInlineSize = "none"; return el.getBoundingClientRect().width; };
    const plain = p.cloneNode();
    plain.textContent = p.textContent;
    p.after(plain);
    const off = Math.abs(width(p) - width(plain));
    if (off > 1) out.push(`a painted line is ${off} pixels off`);
  }
  return JSON.stringify(out);
}

try {
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { context } = await send("browsingContext.create", { type: "tab" });
  await send("browsingContext.setViewport", { context, viewport: { width: 1280, height: 900 } });
  await send("script.addPreloadScript", { functionDeclaration: `() => { window.violations = []; document.addEventListener("securitypolicyviolation", (e) => window.violations.push("policy: " + e.violatedDirective + " " + e.blockedURI)); }` });
  for (const lang of ["ar", "en"]) {
    for (const p of (await pagesOf(base)).pages) {
      where = `firefox /${lang}/${p}`;
      await send("browsingContext.navigate", { context, url: `${base}/${lang}/${p}`, wait: "complete" });
      const { result } = await send("script.evaluate", { expression: `document.fonts.ready.then(() => (${look})("${lang}"))`, target: { context }, awaitPromise: true });
      for (const f of JSON.parse(result?.value ?? `["the script failed"]`)) wrong(where, f);
    }
  }
  await send("session.end");
} finally {
  socket.close();
  firefox.removeAllListeners("exit");
  firefox.kill();
  await new Promise((resolve) => firefox.once("exit", resolve));
  rmSync(profile, { recursive: true, force: true });
}
for (const p of problems) console.log(p);
