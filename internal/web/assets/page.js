// What a script adds to pages that are whole without it: keys, copying, verdicts.
// Keys are found by their place on the keyboard (event.code), so that they work
// under an Arabic layout, and can be switched off in the settings.
"use strict";
(() => {
  const $ = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
  const live = $("#live");
  const say = (t) => { if (live) live.textContent = t; };
  const kept = (k) => { try { return localStorage.getItem(k); } catch { return null; } };
  const keep = (k, v) => { try { localStorage.setItem(k, v); } catch { /* a browser that keeps nothing */ } };

  // Copying.
  for (const b of all("button.copy")) {
    b.hidden = false;
    b.addEventListener("click", async () => {
      const from = document.getElementById(b.dataset.copy);
      try { await navigator.clipboard.writeText(from.value); say(b.textContent); } catch { from.select(); }
    });
  }
  const example = $("#example");
  if (example) {
    example.hidden = false;
    example.addEventListener("click", () => { $("#text").value = example.dataset.text; $("input[name=date]").value = example.dataset.date; });
  }

  // Keys.
  let on = kept("keys") !== "off";
  const toggle = $("#keys");
  if (toggle) {
    toggle.hidden = false;
    const show = () => toggle.setAttribute("aria-pressed", String(on));
    show();
    toggle.addEventListener("click", () => { on = !on; keep("keys", on ? "on" : "off"); show(); });
  }
  const items = all("[data-check]").length ? all("[data-check]") : all("[data-item]");
  let at = items.findIndex((x) => x.classList.contains("on"));
  const go = (n) => {
    if (!items.length) return;
    at = Math.max(0, Math.min(items.length - 1, n));
    items.forEach((x, i) => x.classList.toggle("now", i === at));
    const link = $("[data-open]", items[at]);
    if (link) link.focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  };
  const follow = (s) => {
    const a = (at >= 0 && items[at] && $(s, items[at])) || $(s);
    if (a) location.assign(a.href);
  };
  const step = (d) => {
    const a = $(d > 0 ? "aside [data-next]" : "aside [data-prev]");
    if (a) location.assign(a.href); else go(at + d);
  };
  const turn = (e, side) => {
    if (e.target !== document.body && e.target.id !== "main") return; // what scrolls has its arrows
    const next = (side > 0) === (document.documentElement.dir === "ltr"), a = $(next ? "a[data-next]" : "a[data-prev]");
    if (a) location.assign(a.href); else if (!next && document.body.dataset.page !== "document" && /[?&]next=/.test(location.search)) history.back();
  };
  const keys = {
    Slash: (e) => { if (e.shiftKey) location.assign(document.documentElement.lang === "ar" ? "/ar/help" : "/en/help"); else { e.preventDefault(); $("#q").focus(); } },
    KeyJ: () => step(1), KeyK: () => step(-1),
    KeyE: () => follow("[data-evidence]"),
    KeyI: () => { const c = $("#chain-h"); if (c) c.scrollIntoView(); else follow("[data-evidence]"); },
    KeyT: () => { const t = $(".scroll"); if (t) t.focus(); },
    KeyS: async () => { try { await navigator.clipboard.writeText(location.href); say(location.href); } catch { /* not allowed */ } },
    KeyR: () => judge("right"), KeyW: () => judge("wrong"),
    ArrowLeft: (e) => turn(e, -1), ArrowRight: (e) => turn(e, 1), // pages lie as the lines run
    Escape: (e) => { if (e.target === document.body || e.target.id === "main") history.back(); else e.target.blur(); },
  };
  document.addEventListener("keydown", (e) => {
    if (!on || e.ctrlKey || e.metaKey || e.altKey || (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.code !== "Escape")) return;
    const f = keys[e.code];
    if (f) f(e);
  });

  // A stretch of time is chosen in the picture and sent by the form below it, so that
  // what is chosen is an address. Arrows go the way the columns stand on the screen.
  const brush = $("form.brush"), columns = all("svg.bars g[data-time]");
  if (brush && columns.length) {
    const figure = $("figure.chart"), n = columns.length;
    const rtl = n > 1 && columns[0].getBoundingClientRect().x > columns[1].getBoundingClientRect().x;
    let from = 0, to = n - 1, start = -1;
    figure.tabIndex = 0;
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", brush.dataset.how);
    const choose = (a, b) => {
      from = Math.max(0, Math.min(a, b));
      to = Math.min(n - 1, Math.max(a, b));
      columns.forEach((c, i) => c.classList.toggle("out", i < from || i > to));
      brush.from.value = columns[from].dataset.time;
      brush.to.value = columns[to].dataset.time;
    };
    const under = (x) => {
      let best = 0, least = Infinity;
      columns.forEach((c, i) => {
        const r = c.getBoundingClientRect(), d = Math.abs(x - r.x - r.width / 2);
        if (d < least) { least = d; best = i; }
      });
      return best;
    };
    const svg = $("svg.bars");
    svg.addEventListener("pointerdown", (e) => { if (e.button === 0) { start = under(e.clientX); svg.setPointerCapture(e.pointerId); choose(start, start); } });
    svg.addEventListener("pointermove", (e) => { if (start >= 0) choose(start, under(e.clientX)); });
    svg.addEventListener("pointerup", () => { if (start >= 0) { start = -1; brush.requestSubmit(); } });
    svg.addEventListener("pointercancel", () => { start = -1; choose(0, n - 1); });
    figure.addEventListener("keydown", (e) => {
      const side = { ArrowLeft: -1, ArrowRight: 1 }[e.code], later = rtl ? -side : side;
      if (e.target !== figure || e.ctrlKey || e.metaKey || e.altKey) return;
      if (e.code === "Enter") { brush.requestSubmit(); return; }
      if (e.code === "Escape") { choose(0, n - 1); return; }
      if (!side) return;
      e.preventDefault();
      if (from === 0 && to === n - 1 && n > 1) choose(later > 0 ? 0 : n - 1, later > 0 ? 0 : n - 1); // the first key begins at an end
      else if (e.shiftKey) choose(later < 0 ? from - 1 : from, later > 0 ? to + 1 : to);
      else if (from + later >= 0 && to + later < n) choose(from + later, to + later);
      say(from === to ? brush.from.value : `${brush.from.value} – ${brush.to.value}`);
    });
  }

  // Verdicts of a sample.
  const box = $("#verdicts");
  let verdicts = {};
  const name = box ? `verdicts ${box.dataset.query}` : "";
  const wilson = (k, n) => {
    const z = 1.959964, p = k / n, m = (p + z * z / (2 * n)) / (1 + z * z / n), h = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return [Math.max(0, m - h), Math.min(1, m + h)];
  };
  const sum = () => {
    const vs = Object.values(verdicts), right = vs.filter((v) => v === "right").length;
    return { judged: vs.length, right, interval: vs.length ? wilson(right, vs.length) : [0, 1] };
  };
  const tell = () => {
    const s = sum();
    const number = (t) => { const b = document.createElement("bdi"); b.dir = "ltr"; b.textContent = t; return b; }; // or an interval would end before it begins on a page from right to left
    box.replaceChildren(...(s.judged ? [`${box.dataset.judged} `, number(`${s.judged}/${items.length}`), ` · ${box.dataset.precision} `, number(`${(s.right / s.judged).toFixed(3)} [${s.interval.map((x) => x.toFixed(3)).join(", ")}]`)] : []));
  };
  const mark = (el) => {
    const v = verdicts[el.dataset.id];
    if (v) el.dataset.judged = v;
    for (const b of all("[data-verdict]", el)) b.setAttribute("aria-pressed", String(b.dataset.verdict === v));
  };
  function judge(v, el) {
    if (!box) return;
    el = el || items[Math.max(0, at)];
    if (!el) return;
    verdicts[el.dataset.id] = v;
    keep(name, JSON.stringify(verdicts));
    mark(el);
    tell();
    if (items.indexOf(el) === Math.max(0, at)) go(Math.max(0, at) + 1);
  }
  if (box) {
    try { verdicts = JSON.parse(kept(name)) || {}; } catch { verdicts = {}; }
    for (const el of items) {
      for (const p of all(".verdict", el)) p.hidden = false;
      for (const b of all("[data-verdict]", el)) b.addEventListener("click", () => judge(b.dataset.verdict, el));
      mark(el);
    }
    tell();
    const save = $("#save");
    save.hidden = false;
    save.addEventListener("click", () => {
      const s = sum();
      const out = { query: box.dataset.query, sample: Number(box.dataset.sample), seed: Number(box.dataset.seed), judged: s.judged, right: s.right, precision: s.judged ? s.right / s.judged : null, interval95: s.interval, verdicts };
      const a = document.createElement("a");
      a.href = URL.createObjectURL(new Blob([JSON.stringify(out, null, 2)], { type: "application/json" }));
      a.download = `verdicts-${out.sample}-${out.seed}.json`;
      a.click();
      URL.revokeObjectURL(a.href);
    });
  }
})();
