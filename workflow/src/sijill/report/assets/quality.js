"use strict";
// Every expectation with its figure, its history and the rows that break it.
sijill.views.quality = {
  async show(main, place) {
    main.append(h("h1", null, w("quality")));
    const data = await sijill.load("quality");
    if (!main.isConnected || where().view !== "quality") return;
    const list = h("div", { class: "expectations" });
    const stages = sijill.data.meta.gates.map((gate) => gate.stage);
    const stage = choice(w("stage"), [["", w("all_stages")], ...stages.map((one) => [one, label("stage", one)])], place.query.get("stage") || "");
    const failed = h("input", { type: "checkbox" });
    const text = h("input", { type: "search", placeholder: w("search"), "aria-label": w("search") });
    const draw = () => {
      const wanted = text.value.trim().toLowerCase();
      const rows = data.expectations.filter((one) => (!stage.select.value || one.stage === stage.select.value) &&
        (!failed.checked || !one.success) && (!wanted || `${one.table} ${one.column} ${one.expectation} ${one.why}`.toLowerCase().includes(wanted)));
      // what failed stands open; the rest is folded by stage
      const groups = stages.map((name) => [name, rows.filter((one) => one.stage === name && one.success)]).filter(([, some]) => some.length);
      list.replaceChildren(...rows.filter((one) => !one.success).map((one) => this.one(one)),
        ...groups.map(([name, some]) => h("details", { class: "stage", open: Boolean(wanted) || groups.length === 1 }, h("summary", null, label("stage", name), ": ", w("met"), " ", n(some.length)), some.map((one) => this.one(one)))),
        this.conservation(data.conservation, stage.select.value));
    };
    [stage.select, failed, text].forEach((one) => one.addEventListener("input", draw));
    main.append(h("div", { class: "filters" }, stage.label, text, h("label", { class: "check" }, failed, " ", w("only_failed"))), list);
    draw();
  },

  one(one) {
    const value = one.unexpected !== null ? `${n(one.unexpected)} / ${n(one.of)}` : one.observed === null ? "" : String(one.observed);
    const state = one.success ? "open" : one.severity === "critical" && !one.waived ? "closed" : "warning";
    return h("details", { class: `expectation ${state}`, open: !one.success && one.severity === "critical" },
      h("summary", null, h("span", { class: `badge ${state}` }, one.success ? w("met") : w(one.waived ? "waived" : one.severity)), " ",
        h("span", { class: "none" }, label("stage", one.stage)), " ", ltr(one.column ? `${one.table}.${one.column}` : one.table, "code"), " ",
        ltr(value, "num"), " ", spark(one.history), h("span", { class: "whyline", lang: "en", dir: "ltr" }, one.why)),
      one.waived ? h("p", { class: "note" }, w("waived"), ": ", own(one.waived)) : null,
      h("p", null, ltr(`${one.expectation} ${JSON.stringify(one.arguments)}`, "code")),
      one.history.filter((x) => x !== null && x !== undefined).length ? h("p", { class: "none" }, w("history"), ": ", ltr(one.history.map((x) => (x === null || x === undefined ? "–" : n(x))).join(" → "))) : null,
      one.success ? null : one.rows.length && one.rows.some((row) => row.key)
        ? h("div", null, h("h3", null, w("offending")), table(["event_id", "value"], one.rows.map((row) => h("tr", null, h("td", null, keyed(row.key)), h("td", null, own(row.value))))))
        : h("p", { class: "none" }, w("no_rows")));
  },

  conservation(stages, wanted) {
    const rows = Object.entries(stages).filter(([stage]) => !wanted || stage === wanted).flatMap(([stage, things]) => things.map((one) => h("tr", null,
      h("td", null, label("stage", stage)), h("td", null, ltr(one.thing, "code")),
      ...["rows_in", "rows_kept", "rows_rejected", "rows_merged"].map((name, i) => h("td", { class: "num", "data-name": w(["rows_in", "kept", "rejected", "merged_short"][i]) }, n(one[name]))))));
    return h("section", null, h("h2", null, w("conservation")), table(["stage", "thing", "rows_in", "kept", "rejected", "merged_short"], rows));
  },
};

// A key that names an event leads to it.
function keyed(text) {
  const found = /\be[0-9a-f]{16}\b/.exec(text || "");
  return found ? h("a", { href: `#/event/${found[0]}`, class: "code" }, text) : ltr(text, "code");
}

// Earlier figures as a small line.
function spark(values) {
  const known = values.map((value, i) => [i, value]).filter(([, value]) => typeof value === "number");
  if (known.length < 2) return null;
  const most = Math.max(...known.map(([, value]) => value)), least = Math.min(...known.map(([, value]) => value));
  const points = known.map(([i, value]) => `${(60 * i) / Math.max(1, values.length - 1)},${most === least ? 8 : 14 - (12 * (value - least)) / (most - least)}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  for (const [name, value] of [["viewBox", "0 0 60 16"], ["class", "spark"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
  line.setAttribute("points", points.join(" "));
  svg.append(line);
  return svg;
}

function choice(name, options, value) {
  const select = h("select", { "aria-label": name }, options.map(([code, text]) => h("option", { value: code, selected: code === value }, text)));
  return { select, label: h("label", null, h("span", null, name), select) };
}
