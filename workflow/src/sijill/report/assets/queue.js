"use strict";
// What to review first. The score is made in the workflow: see report/queue.py and decision 0015.
sijill.views.queue = {
  async show(main, place) {
    main.append(h("h1", null, w("queue")), h("p", { class: "lead" }, w("queue_lead")));
    const [data] = await Promise.all([sijill.load("queue"), sijill.index.load()]);
    if (!main.isConnected || where().view !== "queue") return;
    const kinds = Object.keys(data.kinds).filter((kind) => data.items.some((one) => one.kind === kind));
    const kind = choice(w("kind"), [["", w("all_kinds")], ...kinds.map((one) => [one, `${label("queue", one)} (${n(data.items.filter((item) => item.kind === one).length)})`])], place.query.get("kind") || "");
    const list = h("ol", { class: "queue" });
    let most = 50;
    const more = h("button", { type: "button", onclick: () => { most += 100; draw(); } }, w("show_more"));
    const draw = () => {
      const items = data.items.filter((one) => !kind.select.value || one.kind === kind.select.value);
      list.replaceChildren(...items.slice(0, most).map((one) => this.item(one, data.kinds[one.kind])));
      if (!items.length) list.append(h("li", { class: "none" }, w("queue_empty")));
      more.hidden = items.length <= most;
    };
    kind.select.addEventListener("input", () => { most = 50; draw(); });
    main.append(h("div", { class: "filters" }, kind.label), list, more);
    draw();
  },

  item(one, [doubt, minutes]) {
    const done = one.events.some((id) => sijill.marks.of(id).length);
    const name = one.name ? [h("b", null, own(one.name)), " ", label("kind", one.of), " · ", w("times", n(one.rows))] : null;
    const row = h("li", { class: done ? "done" : null }, h("span", { class: "score num", title: `${w("doubt")} ${doubt ?? ""} · ${w("minutes")} ${minutes}` }, one.score.toFixed(1)),
      h("span", { class: `badge ${one.kind}` }, label("queue", one.kind)), " ", name, one.reason ? [" ", ltr(one.reason, "code")] : null,
      h("ul", null, one.events.map((id) => this.event(id))));
    if (one.name) {
      const form = h("div", null);
      row.append(h("button", { type: "button", onclick: () => form.replaceChildren(h("div", { class: "filters" }, reviewerBox()), aliasForm(() => form.replaceChildren(h("p", null, w("kept_mark"))), one.name, one.of)) }, w("review_it")), form);
    }
    return row;
  },
  event(id) {
    const r = sijill.index.rows, i = sijill.index.at.get(id);
    if (i === undefined) return h("li", null, ltr(id, "code"));
    return h("li", null, h("a", { href: `#/event/${id}` }, label("event_type", r.event_type[i])), " · ", ltr(days(r.date_start[i], r.date_end[i]) || w("no_day")), " · ", own(placeName(r.place_id[i]) || "—"),
      counted(i, "killed") ? [" · ", w("killed"), " ", ltr(counted(i, "killed"))] : null, actorsOf(i) ? [" · ", own(actorsOf(i))] : null);
  },
};
