// The console in the browser: keys press the links and buttons that are there, and nothing else.
(() => {
  "use strict";
  const find = (selector, within = document) => within.querySelector(selector);
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shell = () => find(".ck.shell");
  const writing = (at) => at?.closest?.("input, textarea, select, [contenteditable]") != null;
  const letter = (key) => (key.length === 1 ? key.toLowerCase() : key);
  let going = false; // G was pressed: the next letter names a page

  // ── Rows of a list ────────────────────────────────────────────────
  const rows = () => every("tr[data-row]");
  const mark = (row) => {
    rows().forEach((it) => it.toggleAttribute("data-at", it === row));
    row?.scrollIntoView({ block: "nearest" });
    find("a", row)?.focus({ preventScroll: true });
  };
  const step = (by) => {
    const way = find(by > 0 ? "[data-next-row]" : "[data-previous-row]");
    if (way) return way.click();
    if (find(".drawer")) return;
    const all = rows();
    const at = all.findIndex((row) => row.hasAttribute("data-at"));
    if (all.length) mark(all[Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  const open = () => find("a[data-peek]", find("tr[data-row][data-at]") ?? document.createElement("i"))?.click();

  // ── What opens on top ─────────────────────────────────────────────
  const dialog = (name) => find(`dialog[data-sheet="${name}"]`);
  const opens = (name) => {
    if (name === "side") return find(".ck .nav")?.toggleAttribute("data-open");
    const sheet = dialog(name);
    if (!sheet || sheet.open) return;
    every("dialog[open]").forEach((it) => it.close());
    every("details.menu[open]").forEach((it) => (it.open = false));
    sheet.showModal();
    find("[data-when-open]", sheet)?.click(); // the server fills it meanwhile
    (find("[data-first]", sheet) ?? find("input:not([type=radio]), textarea", sheet))?.focus();
  };
  const closeTop = () => {
    const menu = find("details.menu[open]");
    if (menu) {
      menu.open = false;
      return find("summary", menu)?.focus();
    }
    const away = find("[data-close-drawer]") ?? find("[data-clear-filters]");
    if (away) away.click();
  };
  const cycle = (key) => {
    const menu = find(`details.menu[data-cycle="${key}"]`);
    const choices = menu ? every(".list a", menu) : [];
    const at = choices.findIndex((it) => it.hasAttribute("aria-current"));
    choices[(at + 1) % choices.length]?.click();
    return choices.length > 0;
  };
  const copy = () => {
    navigator.clipboard?.writeText(location.href).then(
      () => say("Link copied"),
      () => say("The browser did not let the link be copied"),
    );
  };
  const say = (words) => {
    const place = find("[data-said]");
    if (place) place.textContent = words;
  };

  // ── The cursor of a chart: its table is the truth, the cursor reads a row of it ──
  const charts = (chart) => {
    const group = chart.dataset.together;
    return group ? every(`[data-chart][data-together="${CSS.escape(group)}"]`) : [chart];
  };
  const columns = (chart) => Number(chart.dataset.columns || 0);
  const point = (chart, at) => {
    for (const each of charts(chart)) {
      const count = columns(each);
      const place = Math.max(0, Math.min(count - 1, at));
      each.dataset.at = String(place);
      const line = find("[data-cursor]", each);
      const left = Number(each.dataset.left || 0);
      const right = Number(each.dataset.right || 0);
      if (line) {
        line.hidden = false;
        line.style.left = `calc(${left}px + (100% - ${left + right}px) * ${(place + 0.5) / count})`;
        line.toggleAttribute("data-late", place > count / 2);
      }
      const row = every("tbody tr", document.getElementById(each.dataset.twin) ?? each)[place];
      const heads = every("thead th", row?.closest("table") ?? each).map((it) => it.textContent);
      const note = find("[data-note]", each);
      if (note && row) {
        const cells = [...row.children].map((it) => it.textContent);
        note.replaceChildren(
          ...cells.map((cell, index) => {
            const item = document.createElement(index ? "span" : "b");
            item.textContent = index ? `${heads[index]} ${cell}` : cell;
            return item;
          }),
        );
      }
    }
  };
  const unpoint = (chart) => charts(chart).forEach((each) => {
    delete each.dataset.at;
    const line = find("[data-cursor]", each);
    if (line) line.hidden = true;
  });
  document.addEventListener("pointermove", (event) => {
    const chart = event.target.closest?.("[data-chart]");
    if (!chart || !columns(chart)) return;
    const box = chart.getBoundingClientRect();
    const left = Number(chart.dataset.left || 0);
    const wide = box.width - left - Number(chart.dataset.right || 0);
    point(chart, Math.floor(((event.clientX - box.left - left) / wide) * columns(chart)));
  });
  document.addEventListener("pointerout", (event) => {
    const chart = event.target.closest?.("[data-chart]");
    if (chart && !chart.contains(event.relatedTarget)) unpoint(chart);
  });
  document.addEventListener("focusout", (event) => {
    const chart = event.target.closest?.("[data-chart]");
    if (chart) unpoint(chart);
  });
  const inChart = (event) => {
    const chart = document.activeElement?.closest?.("[data-chart]");
    if (!chart) return false;
    const at = Number(chart.dataset.at ?? -1);
    if (event.key === "ArrowRight") point(chart, at + 1);
    else if (event.key === "ArrowLeft") point(chart, at < 0 ? columns(chart) - 1 : at - 1);
    else return false;
    return true;
  };

  // ── Keys ──────────────────────────────────────────────────────────
  const SHIFTED = { T: "table", A: "notes", S: "view" };
  const shifted = (key) => {
    if (key === "T") {
      const chart = document.activeElement?.closest?.("[data-chart]");
      const twin = document.getElementById(chart?.dataset.twin ?? "")?.closest("details") ?? find("details.twin");
      if (twin) twin.open = !twin.open;
      return Boolean(twin);
    }
    if (!SHIFTED[key]) return false;
    opens(SHIFTED[key]);
    return true;
  };
  const single = (key, event) => {
    if (going) {
      going = false;
      const way = find(`[data-go="${CSS.escape(letter(key))}"]`);
      way?.click();
      return Boolean(way);
    }
    if (key === "g") return (going = true);
    if (key === "?") return opens("keys"), true;
    if (key === "/") return (find("[data-search]")?.focus(), true);
    if (key === ".") return copy(), true;
    if (key === "j" || key === "k") return step(key === "j" ? 1 : -1), true;
    if (key === "Enter" && find("tr[data-row][data-at]")) return open(), true;
    if (key === "o") return find("[data-open-page]")?.click(), true;
    if (key === "c") return opens("dates"), true;
    if (key === "x" || key === "i") return cycle(key);
    if (inChart(event)) return true;
    const way = find(`[data-key="${CSS.escape(letter(key))}"]`);
    way?.click();
    return Boolean(way);
  };
  addEventListener("keydown", (event) => {
    const here = shell();
    if (!here || event.defaultPrevented) return;
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return opens("palette");
    }
    if (find("dialog[open]")) return inPalette(event);
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    if (event.key === "Escape") return closeTop();
    if (here.dataset.letters === "off" && event.key.length === 1) return;
    if (event.target.closest?.("summary, button, a") && (event.key === "Enter" || event.key === " ")) {
      if (!event.target.closest("tr[data-row]")) return;
    }
    const taken = event.shiftKey && event.key !== "?" ? shifted(event.key) : single(event.key, event);
    if (taken) event.preventDefault();
  });

  // ── The palette: arrows move, Enter opens ─────────────────────────
  const inPalette = (event) => {
    const sheet = find('dialog[data-sheet="palette"][open]');
    if (!sheet || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    const found = every(".found a", sheet);
    if (!found.length) return;
    const at = found.findIndex((it) => it.classList.contains("on"));
    event.preventDefault();
    if (event.key === "Enter") {
      const way = found[Math.max(0, at)];
      if (event.ctrlKey || event.metaKey) return window.open(way.href, "_blank", "noopener");
      sheet.close();
      return way.click();
    }
    const next = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
    found.forEach((it, index) => it.classList.toggle("on", index === next));
    found[next].scrollIntoView({ block: "nearest" });
  };

  // ── A period of one's own: two dates make an address ───────────────
  const showDates = (sheet) => {
    const [first, last] = ["first", "last"].map((it) => find(`[data-date="${it}"]`, sheet).value);
    if (!first || !last || first > last) {
      find('[data-date="wrong"]', sheet).textContent = "Pick two days, the earlier one first.";
      return;
    }
    ask("p", `${first}..${last}`);
  };
  const compareFrom = (sheet) => {
    const from = find('[data-date="from"]', sheet).value;
    if (from) return ask("cmp", `from:${from}`);
    find('[data-date="wrong"]', sheet).textContent = "Pick the day to compare from.";
  };
  const ask = (key, value) => {
    const url = new URL(location.href);
    url.searchParams.set(key, value);
    for (const gone of ["after", "before"]) url.searchParams.delete(gone);
    location.assign(url);
  };

  // ── A sheet whose act is done goes away, and forgets what was typed into it ──
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      if (!target.matches("dialog[open]")) continue;
      every("form", target).forEach((form) => form.reset());
      target.close();
    }
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-done"] });

  document.addEventListener("click", (event) => {
    if (event.target.matches?.('[data-date="show"]')) showDates(event.target.closest("dialog"));
    if (event.target.matches?.('[data-date="compare"]')) compareFrom(event.target.closest("dialog"));
    const opener = event.target.closest?.("[data-opens]");
    if (opener && shell()) opens(opener.dataset.opens);
    const closer = event.target.closest?.("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    if (event.target.closest?.("[data-copies]")) copy();
    every("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest(".list a")) menu.open = false;
    });
    if (event.target.closest?.(".nav a")) find(".ck .nav")?.removeAttribute("data-open");
    const row = event.target.closest?.("tr[data-row]");
    if (row && !event.target.closest("a, button, details, summary")) find("a[data-peek]", row)?.click();
    if (event.target.matches?.("dialog")) event.target.close(); // a click beside the sheet
  });

  // ── A page that changes by itself: its button is pressed while somebody looks ──
  setInterval(() => {
    if (document.visibilityState === "visible") find("[data-tick]")?.click();
  }, 3000);

  // ── Sheets that the address opens; whoever closes one goes back to the address without it ──
  new MutationObserver(() => every("dialog[data-now]").forEach((sheet) => {
    if (sheet.dataset.now === "yes" && !sheet.open) sheet.showModal();
    if (sheet.dataset.now !== "yes" && sheet.open) sheet.close();
  })).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-now"] });
  document.addEventListener("close", (event) => {
    if (event.target.dataset?.now !== "yes") return;
    event.target.dataset.now = "no";
    find("[data-gone]", event.target)?.click();
  }, true);
})();
