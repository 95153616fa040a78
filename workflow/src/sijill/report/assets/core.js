"use strict";
// The registry of data files, the making of elements, and the choice of language, theme and page.
// Text of reports is hostile: elements are made by `h` alone, which sets text and never markup.
const sijill = {
  data: {}, waiting: {}, views: {}, words: {}, language: "ar",

  put(name, value) {
    this.data[name] = value;
    (this.waiting[name] || []).forEach((done) => done(value));
    delete this.waiting[name];
  },

  // A data file, loaded once. Pages on the disk may not fetch, but may load scripts.
  load(name) {
    if (name in this.data) return Promise.resolve(this.data[name]);
    return new Promise((done, fail) => {
      const first = !(name in this.waiting);
      (this.waiting[name] = this.waiting[name] || []).push(done);
      if (first) this.script(name === "outlines" ? "assets/outlines.js" : `data/${name}.js`).catch(fail);
    });
  },

  scripts: {},
  script(path) {
    this.scripts[path] = this.scripts[path] || new Promise((done, fail) => {
      const tag = document.createElement("script");
      tag.src = path;
      tag.onload = () => done();
      tag.onerror = () => fail(new Error(path));
      document.head.append(tag);
    });
    return this.scripts[path];
  },

  styles(path) {
    if (document.querySelector(`link[href="${path}"]`)) return;
    document.head.append(h("link", { rel: "stylesheet", href: path }));
  },
};

// An element: attributes (`on…` are listeners, null is left out), then children (elements, texts, lists of them).
function h(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  const add = (child) => {
    if (Array.isArray(child)) child.forEach(add);
    else if (child !== null && child !== undefined && child !== false) made.append(child instanceof Node ? child : String(child));
  };
  children.forEach(add);
  return made;
}

// A word of the page in the chosen language; {0}, {1} are filled in.
function w(name, ...values) {
  const pair = sijill.words[name];
  const text = pair ? pair[sijill.language === "ar" ? 0 : 1] : name;
  return values.reduce((all, value, number) => all.replace(`{${number}}`, value), text);
}

// The name of a code of the tables.
function label(group, code) {
  if (code === null || code === undefined || code === "") return "—";
  const pair = (sijill.data.meta.labels[group] || {})[code];
  return pair ? pair[sijill.language === "ar" ? 0 : 1] : String(code).replaceAll("_", " ");
}

const n = (value) => (value === null || value === undefined ? "—" : Number(value).toLocaleString("en"));
const ltr = (text, more) => h("bdi", { dir: "ltr", class: more || null }, text);
const own = (text) => h("bdi", null, text);
const stored = {
  get(name) { try { return localStorage.getItem(`sijill.${name}`); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(`sijill.${name}`, value); } catch { /* kept for this visit only */ } },
};

function actorName(id) {
  const found = sijill.data.names && sijill.data.names.actors[id];
  return found ? (sijill.language === "ar" ? found[0] : found[1] || found[0]) : id;
}
function placeName(id) {
  const found = id && sijill.data.names && sijill.data.names.places[id];
  return found ? (sijill.language === "ar" ? found[0] : found[1] || found[0]) : id || "";
}

// A figure with its bounds: 3, 3 (3–5), 10–20, ≥ 2, ≤ 5.
function figure(low, best, high) {
  const none = (value) => value === null || value === undefined;
  if (none(low) && none(high)) return none(best) ? "" : n(best);
  let bounds = none(low) ? `≤ ${n(high)}` : none(high) ? `≥ ${n(low)}` : low === high ? n(low) : `${n(low)}–${n(high)}`;
  if (none(best) || low === high || (none(high) && low === best)) return bounds;
  return `${n(best)} (${bounds})`;
}
function days(start, end) {
  if (!start) return "";
  if (start === end || !end) return start;
  if (start.endsWith("-01-01") && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4);
  const last = new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return start.endsWith("-01") && end === last ? start.slice(0, 7) : `${start} … ${end}`;
}

function say(text) {
  const place = document.getElementById("says");
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

// Where the page is: #/view/first/second?key=value
function where() {
  const [path, query] = (location.hash.slice(1) || "/overview").split("?");
  const [view, ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { view: view || "overview", rest, query: new URLSearchParams(query || "") };
}

const order = ["overview", "quality", "events", "queue", "corrections"];
function frame() {
  const root = document.documentElement;
  root.lang = sijill.language;
  root.dir = sijill.language === "ar" ? "rtl" : "ltr";
  const here = where().view;
  const marked = sijill.marks ? sijill.marks.all().length : 0;
  document.getElementById("nav").replaceChildren(...order.map((view) => h("a", {
    href: `#/${view}`, "aria-current": view === here || (view === "events" && here === "event") ? "page" : null,
  }, w(view), view === "corrections" && marked ? h("span", { class: "count" }, n(marked)) : null)));
  document.getElementById("language").textContent = sijill.language === "ar" ? "English" : "العربية";
  document.getElementById("theme").textContent = w(`theme_${stored.get("theme") || "auto"}`);
  document.querySelectorAll("[data-word]").forEach((one) => { one.textContent = w(one.dataset.word); });
  document.getElementById("foot").replaceChildren(h("p", null, w("foot"), " ", ltr("results/export/", "code"), " · ", ltr("results/public/", "code"), " · ", ltr("results/quality/", "code")), h("p", null, w("no_verdict")));
}

let shown = null;
function show() {
  const place = where();
  const view = sijill.views[place.view] || sijill.views.overview;
  if (shown && shown.leave) shown.leave();
  shown = view;
  frame();
  const main = document.getElementById("main");
  main.replaceChildren();
  main.className = `view-${place.view}`;
  view.show(main, place);
  const title = main.querySelector("h1");
  document.title = `${title ? title.textContent : w(place.view)} · ${w("sijill")}`;
}
