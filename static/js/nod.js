// What a page does beyond links and forms. Every page works without it.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const whisper = (words) => { const place = $("#whisper"); if (place) place.textContent = words; };

  // Trusted Types: only what htmx parses into a page of its own first; no other sink, no script's text; one script's address.
  if (window.trustedTypes) {
    trustedTypes.createPolicy("default", {
      createHTML: (text, _type, sink) => (/^DOMParser parseFromString$|^Document parseHTMLUnsafe$/.test(sink) ? text : null),
      createScriptURL: (address) => (address === "/service-worker.js" ? address : null),
    });
  }

  // Leaving nothing behind in this browser: what htmx remembers of the path, and (quick exit) all that was kept.
  const forget = () => { try { sessionStorage.clear(); localStorage.clear(); } catch { /* storage is switched off */ } };
  const unload = () => {
    if (navigator.serviceWorker && navigator.serviceWorker.controller) navigator.serviceWorker.controller.postMessage("forget");
    if (window.caches) caches.keys().then((names) => names.forEach((name) => caches.delete(name))).catch(() => {});
    if (window.indexedDB && indexedDB.databases) indexedDB.databases().then((all) => all.forEach(({ name }) => indexedDB.deleteDatabase(name))).catch(() => {});
  };

  // The quick exit: blank at once, sign out, and away, so that "back" does not lead here.
  let left = false;
  const blank = () => {
    document.title = "\u00a0";
    document.body.replaceChildren();
    document.body.removeAttribute("class");
  };
  const leave = () => {
    if (left) return;
    left = true;
    const link = $("#exit");
    const to = link.dataset.to;
    blank();
    forget();
    unload();
    if (!(navigator.sendBeacon && navigator.sendBeacon("/exit"))) fetch("/exit", { method: "POST", keepalive: true }).catch(() => {});
    location.replace(to);
  };
  let presses = [];
  let told;
  let typing = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") return;
    typing = event.shiftKey;
    presses = [];
    clearTimeout(told);
  });
  document.addEventListener("keyup", (event) => {
    const link = $("#exit");
    if (!link || event.key !== "Shift") return;
    if (typing) { typing = false; return; }
    const now = Date.now();
    presses = presses.filter((then) => now - then < 5000).concat(now);
    clearTimeout(told);
    if (presses.length >= 3) leave();
    else told = setTimeout(whisper, 250, presses.length === 1 ? link.dataset.two : link.dataset.one);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href='/exit']")) { event.preventDefault(); leave(); }
  });
  // Practice: as blank as the real one, and nobody is signed out.
  document.addEventListener("click", (event) => {
    const practise = event.target.closest("#practise");
    if (!practise) return;
    event.preventDefault();
    blank();
    setTimeout(() => location.replace(practise.href), 700);
  });
  // A page that the browser keeps whole for "back" is kept unseen, and asked for again when it is come back to.
  const isPrivate = () => left || $("#idle");
  addEventListener("pagehide", (event) => { if (event.persisted && isPrivate()) document.documentElement.hidden = true; });
  addEventListener("pageshow", (event) => { if (event.persisted && isPrivate()) location.reload(); });
  // A device that is handed to a child shows in no other tab what was open there: asked for again, it leads to the child's page.
  if (window.BroadcastChannel && $("#idle") && !document.body.matches(".child")) {
    new BroadcastChannel("nod").addEventListener("message", () => { document.documentElement.hidden = true; location.replace("/"); });
  }

  // Errors: the focus goes to the summary, its links to the fields.
  const control = (id) => {
    const place = document.getElementById(id);
    return place && (place.matches("fieldset") ? $("input:checked", place) || $("input, select, textarea", place) : place);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".errors a");
    const field = link && control(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // Without a line a form is not sent: the page stays as it is, with all that was typed, and says so beside the button.
  const silent = () => $$(".noline").forEach((said) => said.remove());
  addEventListener("online", silent);
  const noLine = (form, button) => {
    silent();
    const said = document.createElement("p");
    said.className = "error noline";
    said.setAttribute("role", "alert");
    said.textContent = $("#whisper").dataset.noLine;
    (form.contains(button) ? button : $("[type=submit]", form) || form.lastElementChild).after(said);
  };

  // A second press of the same form within a few seconds does nothing.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.closest("#idle")) return;
    if (!navigator.onLine) { event.preventDefault(); event.stopImmediatePropagation(); noLine(form, event.submitter); return; }
    const before = sent.get(form);
    const by = event.submitter && event.submitter.name + event.submitter.value;
    if (before && before.by === by && Date.now() - before.at < 4000) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    sent.set(form, { at: Date.now(), by });
    if (form.matches("[action$='/sign-out']")) forget();
  }, true);

  // Show a password.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shows]");
    if (!button) return;
    const field = document.getElementById(button.dataset.shows);
    const show = field.type === "password";
    button.dataset.show ||= button.textContent;
    field.type = show ? "text" : "password";
    button.textContent = show ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-label", show ? button.dataset.hideLabel : button.dataset.label);
  });
  document.addEventListener("submit", (event) => {
    $$("[data-shows]", event.target).forEach((button) => { document.getElementById(button.dataset.shows).type = "password"; });
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

  // Letters left; said aloud only after a pause.
  let pause;
  const count = (field, aloud) => {
    const words = document.getElementById(field.id + "-count");
    if (!words) return;
    // As the server counts: whole characters, and a new line as two.
    const n = Number(field.dataset.max) - [...field.value.replace(/\n/g, "\r\n")].length;
    words.textContent = (n < 0 ? words.dataset.over : words.dataset.left).replace("{n}", Math.abs(n));
    words.classList.toggle("count--over", n < 0);
    clearTimeout(pause);
    if (aloud) pause = setTimeout(() => whisper(words.textContent), 1200);
  };
  document.addEventListener("input", (event) => { if (event.target.matches("[data-max]")) count(event.target, true); });

  // Idle: a warning before the time is up; one press stays. Then the page is shut, all but what was typed on it.
  const idle = $("#idle");
  let warn, over;
  let ends;
  const shut = () => document.body.classList.contains("shut");
  const typed = () => $$("#main textarea, #main input").filter((field) => field.matches("textarea, [type=text], [type=search], [type=email], [type=tel]")
    && field.value.trim().length > 1 && ("typed" in document.body.dataset || field.value !== field.defaultValue));
  const ask = () => { if (!idle.open) idle.showModal(); };
  const close = () => {
    if (shut()) return;
    clearTimeout(warn);
    clearTimeout(over);
    const words = $("[data-words]", idle);
    $("[data-copies]", words).replaceChildren(...typed().map((field) => {
      const copy = document.createElement("p");
      copy.className = "card lines";
      copy.translate = false;
      copy.textContent = field.value;
      return copy;
    }));
    words.hidden = !$(".card", words);
    $$("[data-soon]", idle).forEach((part) => { part.hidden = true; });
    $$("[data-late]", idle).forEach((part) => { part.hidden = false; });
    document.title = $("#idle-title [data-late]").textContent;
    document.body.classList.add("shut");
    ask();
    $("[data-again]", idle).focus();
  };
  const wait = () => {
    if (shut()) return;
    clearTimeout(warn);
    clearTimeout(over);
    const seconds = Number(idle.dataset.seconds);
    const notice = Math.min(120, seconds / 4);
    ends = Date.now() + seconds * 1000;
    warn = setTimeout(ask, (seconds - notice) * 1000);
    over = setTimeout(close, seconds * 1000);
  };
  if (idle) {
    wait();
    document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) wait(); });
    idle.addEventListener("submit", (event) => {
      event.preventDefault();
      fetch("/still-here", { method: "POST", headers: { Accept: "application/json" }, body: new FormData(event.target) })
        .then((answer) => { if (answer.ok && !answer.redirected) { idle.close(); wait(); } else close(); })
        .catch(() => idle.close());
    });
    // A device that slept wakes with the page shut; a page that is shut stays so.
    document.addEventListener("visibilitychange", () => { if (Date.now() >= ends) close(); });
    idle.addEventListener("close", () => { if (shut()) ask(); });
    // What was typed is sent along, only to be drawn again: the server keeps it and gives it back after signing in.
    $("[data-again]", idle).addEventListener("click", (event) => {
      const form = $("#page-form");
      if (!form || !navigator.onLine || !typed().length) return;
      event.preventDefault();
      const language = document.createElement("input");
      Object.assign(language, { type: "hidden", name: "_language", value: document.documentElement.lang });
      form.append(language);
      form.submit();
    });
  }

  // What is drawn anew, by the page or by htmx, is made ready; the focus follows a part that was swapped.
  const ready = (root) => {
    $$("[data-shows], [data-print]", root).forEach((button) => { button.hidden = false; });
    $$("[data-max]", root).forEach((field) => count(field, false));
    const errors = $("#errors", root);
    if (errors) errors.focus();
    return errors;
  };
  // A page sent from behind the skip link still ends in "#main", which would take the focus from the errors.
  if (ready(document) && location.hash) history.replaceState(null, "", location.pathname + location.search);
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (!part || part.id === "said" || ready(part)) return;
    const heading = part.matches("h1, h2, h3") ? part : $("h1, h2, h3", part);
    if (heading && !part.contains(document.activeElement)) { heading.tabIndex = -1; heading.focus(); }
  });

  // Static files and the offline page are kept on a device only for someone who is signed in.
  const worker = document.body.dataset.worker;
  if (worker && "serviceWorker" in navigator) addEventListener("load", () => { navigator.serviceWorker.register(worker).catch(() => {}); });
})();
