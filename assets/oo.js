// oO in the browser: what cannot wait for the server, and what only a browser knows.
// Everything here presses the real buttons; no answer exists that a plain click could not give.
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const press = (selector) => find(selector)?.click();
  const page = () => find("main[data-turn]");
  const sheet = () => find("dialog[open]");
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const offline = () => !navigator.onLine || find(".notice[data-line=down]") !== null;

  const GO_MS = 180; // the old sentence goes: --t-state
  const ENTER_MS = 240; // the next one is there: --t-enter
  const WAIT_MS = 600; // before this, waiting is not worth a sign
  const GIVE_UP_MS = 8000; // nothing came back: show the sentence again
  const HOLD_MS = 500; // a long press
  const AWAY_MS = 60000; // away for longer: look again on return
  const DRAG_PX = 96; // a swipe is meant from here on

  // The clock of this place, for words like "tonight". The page's state reads it.
  try {
    localStorage.setItem("oo_tz", Intl.DateTimeFormat().resolvedOptions().timeZone || "");
  } catch {
    // No storage: the server keeps the zone it knows.
  }
  if ("serviceWorker" in navigator) {
    addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  }

  // ── How long the card was looked at ───────────────────────────────
  let looked = 0;
  let since = null;
  let left = null;
  const visible = () => document.visibilityState === "visible";
  const restart = () => {
    looked = 0;
    since = visible() ? performance.now() : null;
  };
  const dwell = () => Math.round(looked + (since === null ? 0 : performance.now() - since));
  document.addEventListener("visibilitychange", () => {
    looked = dwell();
    since = visible() ? performance.now() : null;
    if (!visible()) left = performance.now();
    else if (left !== null && performance.now() - left > AWAY_MS) press("[data-return]");
    melt();
  });

  const tellLine = () => root.toggleAttribute("data-offline", !navigator.onLine);
  addEventListener("online", tellLine);
  addEventListener("offline", tellLine);
  tellLine();

  // ── One answer at a time ──────────────────────────────────────────
  let pending = null;
  const copy = (say) => {
    if (!say || still()) return;
    const { left: x, top: y, width } = say.getBoundingClientRect();
    const ghost = say.cloneNode(true);
    ghost.className = "say ghost";
    ghost.inert = true;
    ghost.removeAttribute("role");
    ghost.setAttribute("aria-hidden", "true");
    Object.assign(ghost.style, { left: `${x}px`, top: `${y}px`, width: `${width}px` });
    document.body.append(ghost);
    setTimeout(() => ghost.remove(), GO_MS);
  };
  const begin = (key) => {
    key.dataset.lit = "";
    navigator.vibrate?.(8);
    pending = { key, at: performance.now(), timers: [] };
    if (offline()) return; // the sentence stays; the answer waits for the line
    copy(find("main .say"));
    root.dataset.gone = "";
    pending.timers = [
      setTimeout(() => (root.dataset.waiting = ""), WAIT_MS),
      setTimeout(settle, GIVE_UP_MS),
    ];
  };
  const settle = () => {
    if (!pending) return;
    const { key, at, timers } = pending;
    pending = null;
    timers.forEach(clearTimeout);
    const late = still() ? 0 : Math.max(0, GO_MS - (performance.now() - at));
    root.style.setProperty("--t-late", `${Math.round(late)}ms`);
    delete root.dataset.gone;
    delete root.dataset.waiting;
    setTimeout(() => delete key.dataset.lit, late + ENTER_MS);
  };

  // ── The task went away elsewhere: its sentence melts, and the page looks again ──
  let news = null; // what the server said last; null before the first look
  let stale = false;
  const melt = () => {
    if (!stale || !visible() || !navigator.onLine || pending || sheet()) return;
    stale = false;
    const key = document.createElement("i"); // nobody pressed anything
    pending = { key, at: performance.now(), timers: [setTimeout(settle, GIVE_UP_MS)] };
    copy(find("main .say"));
    root.dataset.gone = "";
    press("[data-return]");
  };
  addEventListener("close", melt, true); // a sheet that stood before it
  const hear = (said) => {
    if (news !== null && said !== news) stale = true;
    news = said;
  };

  // ── Presses ───────────────────────────────────────────────────────
  let swallow = false; // the click that ends a long press is not an answer
  const open = (name) => {
    const dialog = document.getElementById(name);
    if (!dialog || dialog.open || pending) return;
    dialog.tabIndex = -1;
    dialog.showModal();
    dialog.focus();
    dialog.scrollTop = 0;
  };
  addEventListener("click", (event) => {
    const at = event.target.closest?.("[data-moves], [data-opens], [data-closes], [data-reloads]");
    if (!at) return;
    if (at.dataset.reloads !== undefined) setTimeout(() => location.reload(), GO_MS);
    const moves = at.dataset.moves !== undefined;
    const twice = event.detail > 1; // the second click of a double one, however late it comes
    if (swallow || (moves && (pending || twice))) {
      swallow = false;
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (at.dataset.closes !== undefined) at.closest("dialog")?.close();
    if (at.dataset.opens) open(at.dataset.opens);
    if (moves) begin(at);
  }, true);

  let hold = null;
  const release = () => clearTimeout(hold);
  addEventListener("pointerdown", (event) => {
    swallow = false;
    if (!event.target.closest?.("[data-answer=snooze]")) return;
    hold = setTimeout(() => {
      swallow = true;
      navigator.vibrate?.(8);
      openSnooze();
    }, HOLD_MS);
  }, true);
  ["pointerup", "pointercancel", "pointerleave", "scroll"].forEach((type) =>
    addEventListener(type, release, true));
  addEventListener("pointerup", () => setTimeout(() => (swallow = false), 50), true);
  addEventListener("contextmenu", (event) => {
    if (event.target.closest?.("[data-answer]")) event.preventDefault();
  });
  const openSnooze = () => {
    const was = swallow;
    swallow = false;
    press("[data-opens=snooze]");
    swallow = was;
  };

  // ── Swipe: right is done, left is snooze; dragging back takes it back ──
  let drag = null;
  const aim = () => (drag && Math.abs(drag.dx) > DRAG_PX ? (drag.dx > 0 ? "done" : "snooze") : "");
  const showDrag = () => {
    const say = find("main .say");
    if (say) say.style.opacity = drag ? String(Math.max(0.25, 1 - Math.abs(drag.dx) / 240)) : "";
    for (const kind of ["done", "snooze"]) {
      const key = find(`[data-answer=${kind}]`);
      if (!key || pending?.key === key) continue;
      if (aim() === kind) key.dataset.lit = "";
      else delete key.dataset.lit;
    }
  };
  addEventListener("pointerdown", (event) => {
    const free = event.pointerType !== "mouse" && event.isPrimary && !pending && !sheet();
    if (!free || !event.target.closest?.("main[data-turn]") || !find("[data-answer]")) return;
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY, dx: 0, sure: false };
  });
  addEventListener("pointermove", (event) => {
    if (drag?.id !== event.pointerId) return;
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    drag.sure ||= Math.abs(dx) > 12 && Math.abs(dx) > 1.5 * Math.abs(dy);
    if (!drag.sure) return;
    release();
    drag.dx = dx;
    showDrag();
  });
  const drop = (event) => {
    if (drag?.id !== event.pointerId) return;
    const kind = event.type === "pointerup" ? aim() : "";
    const { sure } = drag;
    drag = null;
    showDrag();
    if (kind) press(`[data-answer=${kind}]`);
    if (sure) swallow = true; // a drag that began on a key is not a press
  };
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);

  // ── Keyboard ──────────────────────────────────────────────────────
  const KEYS = {
    d: "[data-answer=done]", s: "[data-answer=snooze]", x: "[data-answer=dismiss]",
    u: "[data-undo]", w: "[data-opens=receipt]", "?": "[data-opens=keys]",
  };
  const letter = ({ key, code }) =>
    /^[a-z?]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, "").toLowerCase();
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (sheet() || page()?.dataset.letters !== "on") return;
    const pressed = letter(event);
    if (!Object.hasOwn(KEYS, pressed)) return;
    if (event.shiftKey && pressed === "s") openSnooze();
    else if (!event.shiftKey || pressed === "?") press(KEYS[pressed]);
    else return;
    event.preventDefault();
  });

  // ── What the page became ──────────────────────────────────────────
  let turn = null;
  let beat = null;
  let path = location.pathname;
  let poll = { every: 0, timer: null };
  const keepFocus = () => {
    if (document.activeElement !== document.body) return;
    if (path !== location.pathname) {
      const main = find("main");
      if (!main) return;
      path = location.pathname;
      scrollTo(0, 0);
      main.tabIndex = -1;
      main.focus({ preventScroll: true });
    } else if (held) {
      find("main .answers .key")?.focus({ preventScroll: true });
    }
  };
  let held = false; // whether the focus was on a key before it went away
  addEventListener("focusin", (event) => {
    held = event.target.closest?.(".answers, .after, dialog") !== null;
  });
  const keepPolling = () => {
    const every = Number(find("[data-poll]")?.dataset.poll ?? 0);
    if (every === poll.every) return;
    clearInterval(poll.timer);
    poll = { every, timer: every ? setInterval(look, every) : null };
  };
  const look = () => visible() && navigator.onLine && !pending && !sheet() && press("[data-poll]");
  const scan = () => {
    const main = page();
    const now = main ? `${main.dataset.turn}/${main.dataset.beat}` : location.pathname;
    if (now !== beat) {
      beat = now;
      settle();
    }
    if (main && main.dataset.turn !== turn) {
      turn = main.dataset.turn;
      restart();
    }
    if (main) hear(main.dataset.news ?? "");
    melt();
    keepFocus();
    keepPolling();
    if (location.hash === "#keys" && document.getElementById("keys")) {
      history.replaceState(history.state, "", location.pathname);
      open("keys");
    }
  };
  const watch = () => {
    new MutationObserver(scan).observe(document.body, {
      attributeFilter: ["data-turn", "data-beat", "data-news", "data-poll"],
      childList: true,
      subtree: true,
    });
    scan();
  };
  if (document.body) watch();
  else addEventListener("DOMContentLoaded", watch);

  window.oo = { dwell };
})();
