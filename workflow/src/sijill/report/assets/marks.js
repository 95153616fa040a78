"use strict";
// The reviewer's marks: kept in this browser, saved as a file that the next run of the workflow applies.
const COLUMNS = ["reviewer", "made_at", "action", "event_id", "mention_id", "slot", "target", "before", "after", "why"];
sijill.marks = {
  list: null,
  all() {
    if (!this.list) { try { this.list = JSON.parse(stored.get("marks") || "[]"); } catch { this.list = []; } }
    return this.list;
  },
  of(eventId) { return this.all().filter((one) => one.event_id === eventId); },
  add(mark) {
    const reviewer = (stored.get("reviewer") || "").trim();
    if (!reviewer) { say(w("need_name")); const box = document.querySelector("input.reviewer"); if (box) box.focus(); return false; }
    const made_at = new Date().toISOString().slice(0, 19) + "Z";
    const same = (one) => ["action", "event_id", "slot", "target"].every((name) => (one[name] || "") === (mark[name] || ""));
    const verdict = mark.action === "accept" || mark.action === "reject";
    this.list = this.all().filter((one) => !(same(one) || (verdict && one.event_id === mark.event_id && (one.action === "accept" || one.action === "reject"))));
    this.list.push({ reviewer, made_at, ...mark });
    this.keep();
    say(w("kept_mark"));
    return true;
  },
  remove(mark) { this.list = this.all().filter((one) => one !== mark); this.keep(); },
  clear() { this.list = []; this.keep(); },
  keep() { stored.set("marks", JSON.stringify(this.list)); frame(); },
  save(kind) {
    const rows = this.all().map((one) => Object.fromEntries(COLUMNS.filter((name) => one[name] !== undefined).map((name) => [name, String(one[name])])));
    const name = `corrections-${(stored.get("reviewer") || "reviewer").replace(/[^\p{L}\p{N}]+/gu, "-")}-${new Date().toISOString().slice(0, 10)}`;
    if (kind === "csv") download(`${name}.csv`, csv([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] || ""))]), "text/csv");
    else download(`${name}.json`, JSON.stringify({ format: "sijill corrections 1", corrections: rows }, null, 1) + "\n", "application/json");
  },
};

// CSV for spreadsheets: UTF-8 with a byte order mark; what would be read as a formula gets an apostrophe.
function csv(rows) {
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function reviewerBox() {
  const box = h("input", { class: "reviewer", value: stored.get("reviewer") || "", "aria-label": w("reviewer"), placeholder: w("reviewer"), maxlength: 100 });
  box.addEventListener("input", () => stored.set("reviewer", box.value));
  return h("label", null, h("span", null, w("reviewer")), box);
}

function markRow(one, undo) {
  const about = one.action === "alias" ? one.target : one.event_id;
  return h("tr", null,
    h("td", null, label("action", one.action)),
    h("td", null, one.event_id ? h("a", { href: `#/event/${one.event_id}`, class: "code" }, one.event_id) : own(about || "")),
    h("td", null, one.slot ? ltr(one.slot, "code") : null, one.slot && one.target && one.action === "edit" ? [" ", ltr(one.target, "code")] : null),
    h("td", { "data-name": w("before") }, own(one.before || "")), h("td", { "data-name": w("after") }, own(one.after || one.target || "")), h("td", { "data-name": w("why") }, own(one.why || "")),
    h("td", null, undo));
}

sijill.views.corrections = {
  async show(main) {
    main.append(h("h1", null, w("corrections")));
    const mine = h("section", null);
    const draw = () => {
      const marks = sijill.marks.all();
      const rows = marks.map((one) => markRow(one, h("button", { type: "button", onclick: () => { sijill.marks.remove(one); draw(); } }, w("remove"))));
      let asked = false;
      const forget = h("button", { type: "button", class: "quiet", onclick: () => { if (asked) { sijill.marks.clear(); draw(); } asked = true; forget.textContent = w("sure"); } }, w("forget"));
      mine.replaceChildren(h("h2", null, w("mine")), h("div", { class: "filters" }, reviewerBox(),
        h("button", { type: "button", class: "main", id: "save-json", disabled: !marks.length, onclick: () => sijill.marks.save("json") }, w("save_json")),
        h("button", { type: "button", disabled: !marks.length, onclick: () => sijill.marks.save("csv") }, w("save_csv")), marks.length ? forget : null),
      h("p", { class: "none" }, w("how_saved")),
      marks.length ? table(["action", "what", "slot", "before", "after", "why", ""], rows) : h("p", null, w("none_yet")), aliasForm(draw));
    };
    draw();
    main.append(mine);
    const data = await sijill.load("corrections");
    if (!mine.isConnected) return;
    main.append(h("section", null, h("h2", null, w("applied_list")), data.rows.length ? table(["status", "action", "what", "slot", "before", "after", "why", "who"], data.rows.slice(0, 500).map((one) => {
      const row = markRow(one, own(`${one.reviewer} · ${one.made_at.slice(0, 10)}`));
      row.prepend(h("td", null, h("span", { class: `badge ${one.status}` }, label("correction_status", one.status)), one.reason ? [" ", ltr(one.reason, "code")] : null));
      return row;
    })) : h("p", { class: "none" }, w("no_applied"))));
    if (data.agreement && data.agreement.pairs.length) {
      main.append(h("section", null, h("h2", null, w("agreement")), table(["who", "events", "same", "kappa"], data.agreement.pairs.map((pair) => h("tr", null,
        h("td", null, own(pair.reviewers.join(" · "))), h("td", { class: "num", "data-name": w("events") }, n(pair.events)), h("td", { class: "num", "data-name": w("same") }, n(pair.same)),
        h("td", { class: "num", "data-name": w("kappa") }, pair.kappa === null ? "—" : pair.kappa.toFixed(2)))))));
    }
  },
};

// A new name for an actor or a place: it changes what the next run reads.
function aliasForm(done, name, of) {
  const slot = choice(w("kind"), [["actor", w("actor")], ["place", w("place")]], of || "actor");
  const text = h("input", { value: name || "", "aria-label": w("name_as"), maxlength: 200 });
  const id = h("input", { "aria-label": w("names_what"), list: "ids" });
  const why = h("input", { "aria-label": w("why"), placeholder: w("why_hint") });
  const list = h("datalist", { id: "ids" });
  const fill = async () => {
    const names = await sijill.load("names");
    const known = slot.select.value === "actor" ? names.actors : names.places;
    list.replaceChildren(...Object.entries(known).slice(0, 5000).map(([key, row]) => h("option", { value: key }, `${row[0]} · ${row[1]}`)));
  };
  slot.select.addEventListener("input", fill);
  fill();
  return h("form", { class: "filters alias", onsubmit: (event) => {
    event.preventDefault();
    if (text.value.trim().length < 2 || !id.value.trim()) return say(w("need_value"));
    if (sijill.marks.add({ action: "alias", slot: slot.select.value, target: text.value.trim(), after: id.value.trim(), why: why.value.trim() })) done();
  } }, h("b", null, w("alias")), slot.label, h("label", null, h("span", null, w("name_as")), text), h("label", null, h("span", null, w("names_what")), id), list,
  h("label", null, h("span", null, w("why")), why), h("button", { type: "submit" }, w("save")));
}
