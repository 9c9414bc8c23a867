// What a page looks like as numbers that do not change with the browser's version:
// where its regions stand, in steps of a 24th of the width, and in which order they
// follow each other. Pictures of pages differ by a shade with every release of Chromium
// and every font of the machine; a region that moves to the other side, overlaps another
// or runs out of the page is what a reader of a right-to-left page complains of.
export const regions = { brand: ".brand", search: ".search", langs: ".langs", nav: "nav.main", first: "nav.main li:first-child", filter: ".filter", h1: "h1", count: "main .count", chart: ".chart", facets: ".facets", list: "main > .split > .list, main > .list",
  text: ".reading .text", margin: ".reading .margin", table: "main .scroll", told: ".told", form: "main form.paste", fields: ".fields", chain: ".margin .chain, main > .chain", take: ".take", cli: "#cli", settings: ".settings", foot: "footer" };

// alike lets a region be a 24th off: the fonts of another machine are as much wider.
export function alike(got, want) {
  const a = got.split(/(\d+)/), b = want.split(/(\d+)/);
  return a.length === b.length && a.every((x, i) => (i % 2 ? Math.abs(x - b[i]) <= 1 : x === b[i]));
}

export function measure(selectors) {
  const width = document.documentElement.clientWidth, at = (x) => Math.round((x / width) * 24);
  const root = getComputedStyle(document.documentElement).direction;
  const boxes = [];
  for (const [name, selector] of Object.entries(selectors)) {
    const el = document.querySelector(selector);
    if (!el) continue;
    const r = el.getBoundingClientRect();
    if (r.width === 0 || r.height === 0) continue;
    boxes.push({ name, el, x: r.left, to: r.right, y: r.top + scrollY, end: r.bottom + scrollY });
  }
  const faults = [];
  for (const a of boxes) {
    if (a.x < -1 || a.to > width + 1) faults.push(`${a.name} runs out of the page: ${Math.round(a.x)} to ${Math.round(a.to)} of ${width}`);
    for (const b of boxes) {
      if (a === b || a.el.contains(b.el) || b.el.contains(a.el) || a.name > b.name) continue;
      const wide = Math.min(a.to, b.to) - Math.max(a.x, b.x), high = Math.min(a.end, b.end) - Math.max(a.y, b.y);
      if (wide > 2 && high > 2) faults.push(`${a.name} and ${b.name} overlap by ${Math.round(wide)} by ${Math.round(high)}`);
    }
  }
  // letters that are cut: a line of text wider than the element that holds it and does not scroll
  for (const el of document.querySelectorAll("main p, main li, main td, main th, main h1, main h2, main dd, main label, main button, main summary")) {
    if (el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && getComputedStyle(el).overflowX === "hidden") faults.push(`cut: ${el.tagName} ${el.textContent.trim().slice(0, 40)}`);
  }
  boxes.sort((a, b) => Math.round(a.y / 12) - Math.round(b.y / 12) || a.x - b.x);
  return { lines: boxes.map((b) => `${b.name} ${at(b.x)}-${at(b.to)} ${getComputedStyle(b.el).direction === root ? "" : "turned"}`.trim()), faults };
}
