"use strict";
// All events in columns: loaded file by file, filtered together, shown as a table, a map and a timeline.
sijill.index = {
  count: 0, rows: {}, at: new Map(), loading: null, text: null,

  // Loads every file of columns, one after the other, and tells `progress` after each.
  load(progress) {
    this.listeners = [...(this.listeners || []), progress || (() => {})];
    this.loading = this.loading || (async () => {
      await sijill.load("names");
      const chunks = sijill.data.meta.chunks.events;
      for (let i = 0; i < chunks; i += 1) {
        const columns = await sijill.load(`events-${i}`);
        for (const [name, values] of Object.entries(columns)) {
          const all = (this.rows[name] = this.rows[name] || []);
          for (const value of values) all.push(value);
        }
        for (; this.count < this.rows.event_id.length; this.count += 1) this.at.set(this.rows.event_id[this.count], this.count);
        delete sijill.data[`events-${i}`];
        sijill.data[`events-${i}`] = true;
        this.listeners.forEach((told) => told((i + 1) / chunks));
        await new Promise((go) => setTimeout(go));
      }
      this.listeners = [];
    })();
    return this.loading;
  },

  // What the search looks through: the sentence and all names of each event; made when something is first looked for.
  sentences() {
    this.text = this.text || (async () => {
      const all = [];
      for (let i = 0; i < sijill.data.meta.chunks.events; i += 1) {
        for (const one of await sijill.load(`sentences-${i}`)) all.push(plain(`${one} ${names(all.length)} ${this.rows.event_id[all.length]}`));
        sijill.data[`sentences-${i}`] = [];
      }
      return all;
    })();
    return this.text;
  },
};

// Arabic as people type it: one form of alef, no vowel signs; other letters in lower case.
function plain(text) {
  return String(text).toLowerCase().replace(/[\u064b-\u0652\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");
}

const FILTERS = ["q", "type", "actor", "place", "from", "to", "realis", "assertion", "source", "country", "review", "least", "conflicts"];
sijill.filter = {
  read(query) { return Object.fromEntries(FILTERS.map((name) => [name, query.get(name) || ""])); },
  address(filter) {
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
    return `#/events${String(query) ? `?${query}` : ""}`;
  },
  // The numbers of the events that pass every filter.
  async apply(filter) {
    const r = sijill.index.rows, found = [], least = Number(filter.least) || 0;
    const words = plain(filter.q).split(/\s+/).filter(Boolean);
    if (words.length) await sijill.index.load();
    const text = words.length ? await sijill.index.sentences() : null;
    for (let i = 0; i < sijill.index.count; i += 1) {
      if (filter.type && r.event_type[i] !== filter.type) continue;
      if (filter.realis && r.realis[i] !== filter.realis) continue;
      if (filter.assertion && r.assertion[i] !== filter.assertion) continue;
      if (filter.place && r.place_id[i] !== filter.place) continue;
      if (filter.country && r.country[i] !== filter.country) continue;
      if (filter.review && r.review_status[i] !== filter.review) continue;
      if (filter.from && !(r.date_end[i] >= filter.from)) continue;
      if (filter.to && !(r.date_start[i] && r.date_start[i] <= filter.to)) continue;
      if (filter.actor && !r.actors[i].includes(filter.actor)) continue;
      if (filter.source && !r.sources[i].includes(filter.source)) continue;
      if (filter.conflicts && !r.conflicts[i]) continue;
      if (r.confidence[i] < least) continue;
      if (text && !words.every((word) => text[i].includes(word))) continue;
      found.push(i);
    }
    return found;
  },
};
function names(i) {
  const r = sijill.index.rows;
  const place = sijill.data.names.places[r.place_id[i]];
  const actors = r.actors[i].flatMap((id) => (sijill.data.names.actors[id] || [id]).slice(0, 2));
  return [...actors, ...r.names[i], ...(place ? place.slice(0, 2) : []), ...r.outlets[i]].join(" ");
}
const actorsOf = (i) => [...sijill.index.rows.actors[i].map(actorName), ...sijill.index.rows.names[i]].join("، ");
const counted = (i, what) => figure(...["low", "best", "high"].map((bound) => sijill.index.rows[`${what}_${bound}`][i]));

sijill.views.events = {
  show(main, place) {
    this.filter = sijill.filter.read(place.query);
    this.count = h("b", { id: "count", role: "status" });
    this.progress = h("p", { class: "none" }, w("loading", 0));
    this.area = h("div", { class: "results" });
    main.append(h("h1", null, w("events")), this.controls(), this.progress, this.area);
    sijill.styles("assets/vendor/tabulator.min.css");
    const library = sijill.script("assets/vendor/tabulator.min.js");
    this.turn = (this.turn || 0) + 1;
    const turn = this.turn;
    const here = () => turn === this.turn && main.contains(this.area);
    let drawn = 0;
    const all = sijill.index.load((share) => {
      this.progress.textContent = share < 1 ? w("loading", Math.round(100 * share)) : "";
      // the first events are shown while the others are still on their way
      if (share < 1 && !drawn) { drawn = 1; library.then(() => { if (here() && drawn === 1) this.draw(); }); }
    });
    Promise.all([all, library]).then(() => { if (here()) { drawn = 2; this.options(); this.draw(); } });
  },
  leave() { this.turn += 1; if (this.table) { this.table.destroy(); this.table = null; } sijill.plots.leave(); },

  controls() {
    const f = this.filter, meta = sijill.data.meta;
    const set = (name, value) => { this.filter[name] = value; history.replaceState(null, "", sijill.filter.address(this.filter)); clearTimeout(this.timer); this.timer = setTimeout(() => this.draw(), name === "q" ? 250 : 0); };
    this.set = (name, value) => { set(name, value); if (this.boxes[name]) this.boxes[name].value = value; };
    const codes = (group) => [["", w("any")], ...Object.keys(meta.labels[group]).map((code) => [code, label(group, code)])];
    const counts = Object.fromEntries(meta.overview.event_type);
    const types = [["", w("any")], ...meta.overview.event_type.map(([code]) => [code, `${label("event_type", code)} (${n(counts[code])})`])];
    this.boxes = {};
    const select = (name, title, options) => { const made = choice(title, options, f[name]); this.boxes[name] = made.select; made.select.id = `f-${name}`; made.select.addEventListener("input", () => set(name, made.select.value)); return made.label; };
    const input = (name, title, kind, more) => { const made = h("input", { type: kind, value: f[name], "aria-label": title, id: `f-${name}`, ...more }); this.boxes[name] = made; made.addEventListener("input", () => set(name, made.value)); return h("label", null, h("span", null, title), made); };
    const conflicts = h("input", { type: "checkbox", checked: Boolean(f.conflicts), id: "f-conflicts" });
    conflicts.addEventListener("input", () => set("conflicts", conflicts.checked ? "1" : ""));
    const search = h("input", { type: "search", id: "f-q", class: "wide", value: f.q, placeholder: w("search_events"), "aria-label": w("search") });
    search.addEventListener("input", () => set("q", search.value));
    this.boxes.q = search;
    return h("form", { class: "search", onsubmit: (event) => event.preventDefault() }, h("div", { class: "filters" }, search, this.count,
      h("button", { type: "button", onclick: () => this.save() }, w("csv")),
      h("button", { type: "button", id: "clear", onclick: () => { if (location.hash === "#/events") show(); else location.hash = "#/events"; } }, w("clear"))),
    h("details", { class: "more", open: innerWidth > 700 || FILTERS.some((name) => f[name] && name !== "q") }, h("summary", null, w("filters")), h("div", { class: "filters" },
      select("type", w("type"), types), select("actor", w("actor"), [["", w("any")]]), select("place", w("place"), [["", w("any")]]),
      input("from", w("from"), "date"), input("to", w("to"), "date"), select("realis", w("realis"), codes("realis")), select("assertion", w("assertion"), codes("assertion")),
      select("source", w("source"), codes("source_kind")), select("country", w("country"), [["", w("any")]]), select("review", w("review_status"), codes("review_status")),
      input("least", w("least"), "number", { min: 0, max: 1, step: 0.05 }), h("label", { class: "check" }, conflicts, " ", w("conflicts")))));
  },

  // Actors, places and countries that events have, the most frequent first.
  options() {
    const r = sijill.index.rows;
    const fill = (name, lists, told) => {
      const counts = new Map();
      lists.forEach((list) => (Array.isArray(list) ? list : [list]).forEach((one) => { if (one) counts.set(one, (counts.get(one) || 0) + 1); }));
      const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2000);
      const value = this.filter[name];
      this.boxes[name].replaceChildren(h("option", { value: "" }, w("any")), ...most.map(([one, count]) => h("option", { value: one, selected: one === value }, `${told(one)} (${n(count)})`)));
      if (value && !counts.has(value)) this.boxes[name].append(h("option", { value, selected: true }, told(value)));
    };
    const region = new Intl.DisplayNames([sijill.language], { type: "region", fallback: "code" });
    fill("actor", r.actors, actorName);
    fill("place", r.place_id, placeName);
    fill("country", r.country, (code) => { try { return region.of(code); } catch { return code; } });
  },

  async draw() {
    const turn = (this.drawing = (this.drawing || 0) + 1);
    const found = await sijill.filter.apply(this.filter);
    if (turn !== this.drawing || !this.area.isConnected) return;
    this.found = found;
    this.count.textContent = w("selected", n(found.length), n(sijill.index.count));
    this.sort();
    if (!this.table) this.build();
    else this.ready.then(() => this.table && this.table.setData());
    sijill.plots.draw(found, this.filter, this.set);
  },

  // What a column is sorted by, for an event's number.
  sorters() {
    const r = sijill.index.rows;
    return {
      type: (i) => label("event_type", r.event_type[i]), date: (i) => r.date_start[i] || "", place: (i) => placeName(r.place_id[i]), actors: actorsOf,
      realis: (i) => label("realis", r.realis[i]), killed: (i) => r.killed_best[i] ?? r.killed_low[i] ?? -1, reports: (i) => r.n_reports[i], confidence: (i) => r.confidence[i],
    };
  },
  // The chosen events in the order asked for. The table takes them from here page by page: it never holds them all.
  sort() {
    const [by] = this.sorting || [];
    if (!by) { this.order = this.found; return; }
    const key = this.sorters()[by.field], turn = by.dir === "desc" ? -1 : 1;
    this.order = this.found.map((i) => [key(i), i]).sort(([a, i], [b, j]) => (a < b ? -turn : a > b ? turn : i - j)).map(([, i]) => i);
  },
  page({ page, size, sort }) {
    const asked = JSON.stringify(sort || []);
    if (asked !== JSON.stringify(this.sorting || [])) { this.sorting = sort; this.sort(); }
    const start = (page - 1) * size;
    return { last_page: Math.max(1, Math.ceil(this.order.length / size)), data: this.order.slice(start, start + size).map((id) => ({ id })) };
  },

  build() {
    const holder = h("div", { id: "table" });
    this.area.replaceChildren(sijill.plots.build(), holder);
    const node = (cell, make) => make(cell.getRow().getData().id);
    const r = sijill.index.rows;
    const wide = innerWidth > 700;
    this.table = new Tabulator(holder, {
      // the address is never asked for: `ajaxRequestFunc` answers from memory
      ajaxURL: "events", ajaxRequestFunc: (url, config, request) => Promise.resolve(this.page(request)), progressiveLoad: "scroll", paginationSize: 100, sortMode: "remote",
      height: wide ? "32rem" : "28rem", layout: "fitColumns", textDirection: sijill.language === "ar" ? "rtl" : "ltr",
      index: "id", placeholder: w("none"), headerSortTristate: true,
      columns: [
        { title: w("type"), field: "type", minWidth: 120, widthGrow: 1.2, formatter: (cell) => node(cell, (i) => h("a", { href: `#/event/${r.event_id[i]}` }, label("event_type", r.event_type[i]))) },
        { title: w("date"), field: "date", minWidth: 105, formatter: (cell) => node(cell, (i) => (r.date_start[i] ? ltr(days(r.date_start[i], r.date_end[i])) : h("span", { class: "none" }, w("no_day")))) },
        { title: w("place"), field: "place", minWidth: 100, widthGrow: 1.4, formatter: (cell) => node(cell, (i) => own(placeName(r.place_id[i]) || "—")) },
        { title: w("actors"), field: "actors", minWidth: 140, widthGrow: 2.4, visible: wide, formatter: (cell) => node(cell, (i) => own(actorsOf(i))) },
        { title: w("realis"), field: "realis", minWidth: 90, visible: wide, formatter: (cell) => node(cell, (i) => h("span", { class: `badge ${r.realis[i]}` }, label("realis", r.realis[i]))) },
        { title: w("killed"), field: "killed", minWidth: 80, hozAlign: "center", formatter: (cell) => node(cell, (i) => ltr(counted(i, "killed"))) },
        { title: w("n_reports"), field: "reports", minWidth: 70, hozAlign: "center", visible: wide, formatter: (cell) => node(cell, (i) => ltr(n(r.n_reports[i]))) },
        { title: w("confidence"), field: "confidence", minWidth: 70, hozAlign: "center", visible: wide, formatter: (cell) => node(cell, (i) => ltr(r.confidence[i].toFixed(2))) },
      ],
    });
    this.ready = new Promise((done) => this.table.on("tableBuilt", done));
    this.table.on("rowClick", (event, row) => { if (!event.target.closest("a")) location.hash = `#/event/${r.event_id[row.getData().id]}`; });
  },

  save() {
    const r = sijill.index.rows;
    const plainColumns = ["event_id", "event_type", "realis", "assertion", "date_start", "date_end", "date_precision", "place_id"];
    const figures = ["geo_precision", "admin1", "country", "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high", "n_reports", "n_outlets", "confidence", "review_status"];
    const rows = this.order.map((i) => [...plainColumns.map((name) => r[name][i]), placeName(r.place_id[i]), ...figures.map((name) => r[name][i]), actorsOf(i), r.outlets[i].join("; ")]);
    download("events.csv", csv([[...plainColumns, "place_name", ...figures, "actors", "outlets"], ...rows]), "text/csv");
  },
};
