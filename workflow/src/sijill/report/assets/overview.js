"use strict";
// The first page: a flow that adds up, the gates, what changed, what was rejected.
sijill.views.overview = {
  show(main) {
    const meta = sijill.data.meta, o = meta.overview;
    main.append(
      h("h1", null, w("overview")),
      h("p", { class: "lead" }, w("lead"), " ", w("corpora"), ": ", o.corpora.map((name, i) => [i ? "، " : "", own(name)])),
      h("section", { "aria-label": w("flow") }, h("h2", null, w("flow")), this.flow(o),
        h("p", { class: o.adds_up ? "note" : "note bad" }, o.told === null ? null : o.adds_up ? w("adds_up", n(o.told)) : w("adds_not", n(o.told), n(o.records)))),
      h("section", null, h("h2", null, w("gates")), this.gates(meta)),
      h("section", null, h("h2", null, w("changes")), this.changes(meta)),
      h("section", { class: "two" },
        h("div", null, h("h2", null, w("types")), bars(o.event_type, "event_type", "type")),
        h("div", null, h("h2", null, w("realis")), bars(o.realis, "realis", "realis"),
          h("h2", null, w("assertion")), bars(o.assertion, "assertion", "assertion"))),
      h("section", null, h("h2", null, w("rejected_why")), this.reasons(o.reasons)));
  },

  flow(o) {
    const box = (word, count, note) => h("li", null, h("span", null, w(word)), h("b", null, n(count)), h("small", null, note));
    return h("ol", { class: "flow" },
      box("records", o.records, w("kept_rejected", n(o.reports), n(o.records_rejected))),
      box("reports", o.reports, w("repeat", n(o.repeats))),
      box("mentions", o.mentions, w("readings_rejected", n(o.readings_rejected))),
      box("events", o.events, w("merged", n(o.mentions), n(o.events))));
  },

  gates(meta) {
    const rows = meta.gates.map((gate) => h("tr", null,
      h("td", null, h("a", { href: `#/quality?stage=${gate.stage}` }, label("stage", gate.stage))),
      h("td", null, h("span", { class: `badge ${gate.state}` }, w(gate.state))),
      h("td", { class: "num", "data-name": w("judged") }, n(gate.judged)),
      h("td", { class: "num", "data-name": w("failed") }, n(gate.critical)),
      h("td", { class: "num", "data-name": w("warnings") }, n(gate.warnings)),
      h("td", null, gate.docs ? h("a", { href: gate.docs }, w("docs")) : null)));
    const waivers = (meta.waivers || []).map((one) => h("li", null, label("stage", one.stage), ": ", ltr(one.what, "code"), " · ", own(one.why)));
    return h("div", null, table(["stage", "verdict", "judged", "failed", "warnings", ""], rows),
      waivers.length ? h("div", { class: "note" }, h("b", null, w("waivers")), h("ul", null, waivers)) : null);
  },

  changes(meta) {
    const c = meta.changes;
    if (!c) return h("p", { class: "none" }, w("first_run"));
    const slots = Object.entries(c.slots).sort((a, b) => b[1] - a[1]).slice(0, 12);
    const list = (ids) => h("p", { class: "ids" }, ids.slice(0, 40).map((id) => [h("a", { href: `#/event/${id}`, class: "code" }, id), " "]), ids.length > 40 ? w("more", n(ids.length - 40)) : null);
    const part = (word, count, ids) => h("details", null, h("summary", null, h("b", null, n(count)), " ", w(word)), list(ids));
    const rows = Object.entries(c.rows).map(([name, [before, now]]) => h("tr", { class: before === now ? null : "differs" },
      h("td", null, ltr(name, "code")), h("td", { class: "num", "data-name": w("before") }, n(before)), h("td", { class: "num", "data-name": w("now") }, n(now))));
    return h("div", { class: "two" },
      h("div", null, part("added", c.added, c.added_ids), part("removed", c.removed, c.removed_ids.map(String)), part("changed", c.changed, c.changed_ids),
        slots.length ? h("p", { class: "none" }, slots.map(([name, count], i) => [i ? " · " : "", ltr(name, "code"), " ", n(count)])) : null,
        h("p", { class: "none" }, w("runs", n(meta.runs)))),
      h("div", null, table(["table", "before", "now"], rows)));
  },

  reasons(reasons) {
    if (!reasons.length) return h("p", { class: "none" }, w("nothing_rejected"));
    return table(["stage", "reason", "rows", "example"], reasons.map((one) => h("tr", null,
      h("td", null, label("stage", one.stage), " ", h("small", null, `(${w(one.of_records ? "of_records" : "of_readings")})`)),
      h("td", null, ltr(one.reason, "code")), h("td", { class: "num", "data-name": w("rows") }, n(one.rows)), h("td", null, own(one.example)))));
  },
};

function table(words, rows) {
  return h("div", { class: "scroll", tabindex: 0 }, h("table", { class: "cards" },
    h("thead", null, h("tr", null, words.map((word) => h("th", { scope: "col" }, word ? w(word) : "")))), h("tbody", null, rows)));
}

// Counts as bars that lead to the events they count.
function bars(rows, group, filter) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return h("ul", { class: "bars" }, rows.map(([code, count]) => {
    const bar = h("i", null);
    bar.style.inlineSize = `${(100 * count) / most}%`;
    return h("li", null, h("a", { href: `#/events?${filter}=${encodeURIComponent(code)}` }, label(group, code)), h("span", { class: "bar" }, bar), h("span", { class: "num" }, n(count)));
  }));
}
