"use strict";
// One event: its fields with reasons, the sentence with what was read in it, its tellings slot by slot, and the forms
// by which a reviewer corrects it.
sijill.views.event = {
  async show(main, place) {
    const id = place.rest[0] || "";
    main.append(h("p", { class: "none" }, w("loading", 0)));
    await sijill.index.load();
    const at = sijill.index.at.get(id);
    if (!main.isConnected || where().rest[0] !== id) return;
    if (at === undefined) { main.replaceChildren(h("h1", null, w("events")), h("p", { class: "note bad" }, w("not_found", id))); return; }
    const size = sijill.data.meta.chunks.details;
    const details = await sijill.load(`details-${Math.floor(at / size)}`);
    if (!main.isConnected || where().rest[0] !== id) return;
    this.at = at;
    this.detail = details[at % size];
    this.main = main;
    this.draw();
  },

  draw() {
    const d = this.detail, e = d.event, first = d.tellings[0];
    this.main.replaceChildren(
      h("div", { class: "crumbs" }, h("a", { href: sijill.filter.address(sijill.views.events.filter || {}) }, w("back")),
        h("button", { type: "button", onclick: () => this.step(-1) }, w("previous")), h("button", { type: "button", onclick: () => this.step(1) }, w("next")), h("small", { class: "none" }, w("keys"))),
      h("h1", null, label("event_type", e.event_type), " ", h("span", { class: `badge ${e.realis}` }, label("realis", e.realis)),
        e.assertion !== "reported" ? [" ", h("span", { class: `badge ${e.assertion}` }, label("assertion", e.assertion))] : null,
        e.review_status !== "unreviewed" ? [" ", h("span", { class: "badge review" }, label("review_status", e.review_status))] : null, " ", ltr(e.event_id, "code id")),
      first ? h("section", { class: "evidence" }, h("h2", null, w("sentence")), this.sentence(first), this.legend()) : null,
      this.verdict(e, first),
      h("div", { class: "two" }, h("section", null, h("h2", null, w("fields")), this.fields(d)), h("section", null, h("h2", null, w("links")), this.links(d.links), this.said(d.corrections))),
      h("section", null, h("h2", null, w("tellings"), " ", h("small", { class: "none" }, n(d.tellings.length + d.more))), this.tellings(d)),
      ...d.tellings.slice(1).map((one) => h("section", { class: "evidence other" }, this.sentence(one))),
      this.structure(d));
  },

  step(by) {
    const list = sijill.views.events.order || [...Array(sijill.index.count).keys()];
    const here = list.indexOf(this.at), next = list[here + by];
    if (here >= 0 && next !== undefined) location.hash = `#/event/${sijill.index.rows.event_id[next]}`;
  },

  // The sentence with its marks, one inside the other; what stands around it in a paler colour.
  sentence(one) {
    const nest = (pieces) => pieces.map((piece) => (typeof piece === "string" ? piece : h("mark", { class: `k-${piece[0]}`, title: `${label("kind", piece[0])} · ${piece[1]}` }, nest(piece[2]))));
    const r = one.report;
    return h("div", { class: "telling" },
      h("blockquote", { lang: "ar", dir: "rtl" }, h("span", { class: "around" }, one.before), h("span", { class: "said" }, nest(one.sentence)), h("span", { class: "around" }, one.after)),
      h("p", { class: "origin" }, r.title ? [own(r.title), " · "] : null, own(r.outlet || "—"), " · ", ltr(r.published_on || "—"), " · ", ltr(`${r.source_file}#${r.record_no}`, "code"),
        r.url ? [" · ", h("a", { href: r.url, rel: "noopener noreferrer nofollow", target: "_blank" }, w("original"))] : null, r.duplicate_of ? [" · ", w("duplicate")] : null),
      h("p", { class: "origin" }, w("rule"), ": ", ltr(one.mention.rule_id, "code"), " · ", w("confidence"), " ", ltr(one.mention.confidence.toFixed(2)), " · ", w("sources"), ": ", this.sources(one)));
  },
  legend() {
    const kinds = ["trigger", "actor", "place", "time", "quantity", "person", "weapon", "source"];
    return h("p", { class: "legend" }, kinds.map((kind) => [h("mark", { class: `k-${kind}` }, label("kind", kind)), " "]), h("small", { class: "none" }, w("nested")));
  },
  sources(one) {
    if (!one.sources.length) return "—";
    return one.sources.map((source, i) => [i ? " ← " : "", h("span", { class: "source", title: source.rule_id }, own(source.surface || source.name || w("own_voice")), h("small", null, ` (${label("source_kind", source.source_kind)})`))]);
  },

  // --- fields, each with its reason and its correction ---------------------------------------------------------------
  fields(d) {
    const e = d.event, m = (d.tellings[0] || { mention: {} }).mention;
    const told = { date: [e.date_start, e.date_end].filter((x, i, all) => x && all.indexOf(x) === i).join("/"), place: e.place_id || "", killed: bounds(e, "killed"), wounded: bounds(e, "wounded") };
    const row = (slot, name, value, why) => h("tr", null, h("th", { scope: "row" }, name), h("td", null, value), h("td", { class: "why" }, why), h("td", null, slot ? this.edit(slot, slot in told ? told[slot] : e[slot]) : null));
    const codes = [e.plover_event, e.plover_mode, e.acled_event, e.acled_sub_event].filter(Boolean).join(" · ");
    return h("table", { class: "fields" }, h("tbody", null,
      row("event_type", w("type"), label("event_type", e.event_type), ltr(m.rule_id || "", "code")),
      row(null, w("codes"), ltr(codes || "—"), null),
      row("realis", w("realis"), label("realis", e.realis), null),
      row("assertion", w("assertion"), label("assertion", e.assertion), null),
      row("date", w("date"), e.date_start ? ltr(days(e.date_start, e.date_end)) : "—", [label("date_status", e.date_status), " · ", label("date_precision", e.date_precision), e.date_constraint ? [" · ", ltr(e.date_constraint, "code")] : null]),
      row("place", w("place"), e.place_id ? own(placeName(e.place_id)) : m.place_surface ? own(m.place_surface) : "—", [label("place_status", m.place_status), " · ", label("geo_precision", String(e.geo_precision)), e.admin1 ? [" · ", ltr(`${e.admin1}, ${e.country}`)] : null]),
      row("killed", w("killed"), ltr(figure(e.killed_low, e.killed_best, e.killed_high) || "—"), this.written(d, "killed")),
      row("wounded", w("wounded"), ltr(figure(e.wounded_low, e.wounded_best, e.wounded_high) || "—"), this.written(d, "wounded")),
      ...this.participants(d),
      row(null, w("confidence"), ltr(e.confidence.toFixed(2)), [n(e.n_reports), " ", w("n_reports"), " · ", n(e.n_outlets), " ", w("n_outlets")])));
  },
  written(d, what) {
    const words = d.tellings.flatMap((one) => one.quantities.filter((q) => q.what === what).map((q) => q.as_written));
    return [...new Set(words)].slice(0, 6).map((text, i) => [i ? " · " : "", own(`«${text}»`)]);
  },
  participants(d) {
    return d.tellings.slice(0, 1).flatMap((one) => one.participants.map((p) => {
      const target = `${one.mention.mention_id}:${p.start}:${p.end}:${p.role}`;
      return h("tr", null, h("th", { scope: "row" }, label("role", p.role)), h("td", null, own(p.actor_id ? actorName(p.actor_id) : p.surface), p.actor_id ? null : h("small", { class: "none" }, ` (${w("no_actor")})`)),
        h("td", { class: "why" }, own(`«${p.surface}»`), " ", ltr(p.rule_id, "code")), h("td", null, this.edit("actor", p.actor_id || "", target), this.edit("role", p.role, target)));
    }));
  },

  // A form for one slot, opened by its button.
  edit(slot, before, target) {
    const box = h("span", { class: "edit" });
    const mine = sijill.marks.of(this.detail.event.event_id).find((one) => one.action === "edit" && one.slot === slot && (one.target || "") === (target || ""));
    const button = h("button", { type: "button", class: "quiet", "data-slot": slot, title: `${w("edit")}: ${slot}`, onclick: () => open() }, slot === "role" ? w("role") : "✎");
    const open = () => {
      const input = this.input(slot, mine ? mine.after : before);
      const why = h("input", { placeholder: w("why_hint"), "aria-label": w("why"), value: mine ? mine.why || "" : "" });
      const form = h("form", { class: "form", onsubmit: (event) => {
        event.preventDefault();
        const after = input.read();
        if (after === null) return say(w("need_value"));
        if (this.mark({ action: "edit", slot, target, before, after, why: why.value.trim() })) this.draw();
      } }, input.node, why, h("button", { type: "submit", class: "main" }, w("save")), h("button", { type: "button", onclick: () => this.draw() }, w("cancel")));
      box.replaceChildren(form);
      const field = form.querySelector("input, select");
      if (field) field.focus();
    };
    box.append(button);
    if (mine) box.append(h("span", { class: "pending" }, " → ", own(mine.after || "—"), h("button", { type: "button", class: "quiet", title: w("remove"), onclick: () => { sijill.marks.remove(mine); this.draw(); } }, "×")));
    return box;
  },
  input(slot, value) {
    const groups = { event_type: "event_type", realis: "realis", assertion: "assertion", role: "role" };
    if (groups[slot]) {
      const options = Object.keys(sijill.data.meta.labels[groups[slot]]).map((code) => [code, label(groups[slot], code)]);
      if (slot === "role") options.push(["", w("take_out")]);
      const made = choice(slot, options, value);
      return { node: made.select, read: () => made.select.value };
    }
    if (slot === "killed" || slot === "wounded") {
      const parts = (value || "//").split("/");
      const boxes = ["low", "best", "high"].map((name, i) => h("input", { type: "number", min: 0, class: "small", placeholder: w(name), "aria-label": w(name), name, value: parts[i] }));
      return { node: h("span", null, boxes), read: () => {
        const given = boxes.map((box) => box.value.trim()), known = given.filter(Boolean).map(Number);
        if (known.some((x, i) => x < 0 || !Number.isInteger(x) || (i && x < known[i - 1]))) return null;
        return known.length ? given.join("/") : "";
      } };
    }
    if (slot === "date") {
      const [start, end] = (value || "").split("/");
      const boxes = [h("input", { type: "date", "aria-label": w("from"), value: start || "" }), h("input", { type: "date", "aria-label": w("to"), value: end || "" })];
      return { node: h("span", null, boxes), read: () => {
        const [a, b] = boxes.map((box) => box.value);
        if ((!a && b) || (b && b < a)) return null;
        return b && b !== a ? `${a}/${b}` : a;
      } };
    }
    const known = slot === "place" ? sijill.data.names.places : sijill.data.names.actors;
    const list = h("datalist", { id: `known-${slot}` }, Object.entries(known).slice(0, 5000).map(([id, row]) => h("option", { value: id }, `${row[0]} · ${row[1] || ""}`)));
    const box = h("input", { value, list: `known-${slot}`, "aria-label": slot, placeholder: "id" });
    return { node: h("span", null, box, list), read: () => box.value.trim() };
  },
  mark(more) {
    const e = this.detail.event;
    return sijill.marks.add({ event_id: e.event_id, mention_id: e.canonical_mention_id, ...more });
  },

  verdict(e, first) {
    const why = h("input", { class: "wide", placeholder: w("why_hint"), "aria-label": w("why") });
    const given = sijill.marks.of(e.event_id).find((one) => one.action === "accept" || one.action === "reject");
    this.judge = (action) => {
      if (action === "reject" && !why.value.trim()) { say(w("need_why")); why.focus(); return; }
      if (this.mark({ action, why: why.value.trim() })) this.draw();
    };
    const button = (action) => h("button", { type: "button", class: `verdict ${action}`, "aria-pressed": given && given.action === action ? "true" : "false", onclick: () => this.judge(action) }, w(action));
    return h("section", { class: "judge" }, reviewerBox(), h("label", { class: "grow" }, h("span", null, w("why")), why), button("accept"), button("reject"));
  },

  // Merging with another event, or splitting tellings off.
  structure(d) {
    const other = h("input", { placeholder: w("other_event"), "aria-label": w("other_event"), pattern: "e[0-9a-f]{16}", class: "code", dir: "ltr", size: 20, list: "near" });
    const near = h("datalist", { id: "near" }, d.links.map((one) => h("option", { value: one.event_id }, label("link", one.kind))));
    const merge = h("form", { class: "filters", onsubmit: (event) => {
      event.preventDefault();
      const at = sijill.index.at.get(other.value.trim());
      if (at === undefined || at === this.at) return say(w("need_value"));
      const size = sijill.data.meta.chunks.details;
      sijill.load(`details-${Math.floor(at / size)}`).then((details) => {
        if (this.mark({ action: "merge", after: other.value.trim(), target: details[at % size].event.canonical_mention_id })) this.draw();
      });
    } }, other, near, h("button", { type: "submit" }, w("merge")));
    const boxes = d.tellings.map((one) => [h("input", { type: "checkbox", value: one.mention.mention_id, "aria-label": one.mention.mention_id }), one]);
    const split = d.tellings.length > 1 ? h("form", { class: "filters", onsubmit: (event) => {
      event.preventDefault();
      const chosen = boxes.filter(([box]) => box.checked).map(([box]) => box.value);
      if (!chosen.length || chosen.length === boxes.length) return say(w("need_value"));
      if (this.mark({ action: "split", target: chosen.join(" ") })) this.draw();
    } }, boxes.map(([box, one]) => h("label", { class: "check" }, box, " ", own(one.report.outlet || one.report.title || one.mention.mention_id), " ", h("small", null, one.mention.trigger))), h("button", { type: "submit" }, w("split"))) : null;
    return h("section", null, h("h2", null, w("mark")), merge, split);
  },

  // --- tellings side by side ------------------------------------------------------------------------------------------
  tellings(d) {
    const slots = [
      ["type", (t) => label("event_type", t.mention.event_type)], ["realis", (t) => label("realis", t.mention.realis)], ["assertion", (t) => label("assertion", t.mention.assertion)],
      ["date", (t) => days(t.mention.date_start, t.mention.date_end) || t.mention.date_constraint || ""], ["place", (t) => placeName(t.mention.place_id) || t.mention.place_surface || ""],
      ...["actor", "recipient", "participant", "victim", "backer"].map((role) => [role, (t) => [...new Set(t.participants.filter((p) => p.role === role).map((p) => (p.actor_id ? actorName(p.actor_id) : p.surface)))].join("، "), label("role", role)]),
      ...["killed", "wounded"].map((what) => [what, (t) => t.quantities.filter((q) => q.what === what).map((q) => `${figure(q.low, q.best, q.high)} «${q.as_written}»`).join("، ")]),
      ["sources", (t) => t.sources.map((s) => s.surface || s.name).join(" ← ")],
    ];
    const known = slots.map(([name, read, title]) => [title || w(name), d.tellings.map(read), { type: "event_type", date: "day" }[name] || name]).filter(([, values]) => values.some(Boolean));
    const head = d.tellings.map((one) => h("th", { scope: "col" }, own(one.report.outlet || "—"), h("small", null, ltr(one.report.published_on || ""))));
    return h("div", { class: "scroll", tabindex: 0 }, h("table", { class: "side" }, h("thead", null, h("tr", null, h("td", null), head)), h("tbody", null, known.map(([title, values, slot]) => {
      const given = values.filter(Boolean);
      return h("tr", null, h("th", { scope: "row" }, title), values.map((value, i) => {
        const stance = value ? d.tellings[i].stances[slot] || null : null, other = value && value !== given[0];
        return h("td", { class: [other ? "differs" : "", stance || ""].join(" ").trim() || null, title: stance ? w(stance) : other ? w("differs") : null }, value ? own(value) : "—");
      }));
    }))));
  },

  links(links) {
    if (!links.length) return h("p", { class: "none" }, w("none"));
    const r = sijill.index.rows;
    return h("ul", { class: "links" }, links.map((one) => {
      const i = sijill.index.at.get(one.event_id);
      return h("li", { class: one.kind }, h("b", null, label("link", one.kind)), ": ", h("a", { href: `#/event/${one.event_id}` }, i === undefined ? one.event_id : label("event_type", r.event_type[i])),
        i === undefined ? null : [" · ", ltr(days(r.date_start[i], r.date_end[i])), " · ", own(placeName(r.place_id[i]) || "—"), counted(i, "killed") ? [" · ", w("killed"), " ", ltr(counted(i, "killed"))] : null], " ", ltr(one.reason, "code"));
    }));
  },
  said(corrections) {
    if (!corrections.length) return null;
    return h("div", null, h("h2", null, w("earlier_said")), h("ul", { class: "links" }, corrections.map((one) => h("li", null, h("span", { class: `badge ${one.status}` }, label("correction_status", one.status)), " ", label("action", one.action), " ",
      one.slot ? [ltr(one.slot, "code"), " ", own(one.before || "—"), " → ", own(one.after || "—")] : null, " · ", own(`${one.reviewer}: ${one.why || ""}`), " · ", ltr(one.made_at.slice(0, 10))))));
  },
};
const bounds = (e, what) => { const given = ["low", "best", "high"].map((bound) => e[`${what}_${bound}`]); return given.every((x) => x === null) ? "" : given.map((x) => (x === null ? "" : x)).join("/"); };
