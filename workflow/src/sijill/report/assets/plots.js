"use strict";
// The map and the timeline of the chosen events. A place is drawn as the area in which the event lies, never as a point
// that says more than the report does.
const RADIUS_KM = { 1: 3, 2: 12, 3: 30, 4: 60, 5: 120 };  // where no outline is at hand; 1 is a settlement as such
const DAY = 86400;
sijill.plots = {
  build() {
    sijill.styles("assets/vendor/leaflet.css");
    sijill.styles("assets/vendor/uplot.min.css");
    this.leave();
    this.line = h("div", { class: "timeline" });
    this.lineNote = h("p", { class: "none" });
    this.holder = h("div", { class: "map", "aria-label": w("map") });
    this.mapNote = h("p", { class: "none" });
    this.libraries = Promise.all([sijill.script("assets/vendor/leaflet.js"), sijill.script("assets/vendor/uplot.min.js"), sijill.load("outlines")]);
    return h("div", { class: "plots" },
      h("section", null, h("h2", null, w("map")), this.holder, this.mapNote),
      h("section", null, h("h2", null, w("timeline")), this.line, this.lineNote));
  },
  leave() {
    if (this.map) { this.map.remove(); this.map = null; }
    if (this.chart) { this.chart.destroy(); this.chart = null; }
  },

  async draw(found, filter, set) {
    const holder = this.holder;
    await this.libraries;
    if (holder !== this.holder || !holder.isConnected) return;
    this.drawTime(found, set);
    this.drawMap(found, set);
  },

  // --- time ---------------------------------------------------------------------------------------------------------
  drawTime(found, set) {
    const r = sijill.index.rows, counts = new Map();
    let undated = 0;
    const dated = found.filter((i) => { if (!r.date_start[i]) undated += 1; return r.date_start[i]; });
    const all = dated.map((i) => Date.parse(r.date_start[i]) / 1000);
    let first = Infinity, last = -Infinity;
    for (const day of all) { if (day < first) first = day; if (day > last) last = day; }
    const unit = last - first > 900 * DAY ? "month" : last - first > 120 * DAY ? "week" : "day";
    for (const day of all) {
      const date = new Date(day * 1000);
      const slot = unit === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 1000 : unit === "week" ? day - ((day / DAY + 3) % 7) * DAY : day;
      counts.set(slot, (counts.get(slot) || 0) + 1);
    }
    const x = [...counts.keys()].sort((a, b) => a - b);
    this.lineNote.textContent = w("timeline_note", n(undated));
    if (this.chart) this.chart.destroy();
    this.chart = null;
    if (!x.length) { this.line.replaceChildren(h("p", { class: "none" }, w("none"))); return; }
    this.line.replaceChildren();
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--soft").trim(), bar = style.getPropertyValue("--accent").trim(), grid = style.getPropertyValue("--line").trim();
    const step = { month: 30, week: 7, day: 1 }[unit] * DAY;
    this.chart = new uPlot({
      width: Math.max(200, this.line.clientWidth), height: 150, legend: { show: false }, cursor: { y: false, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: true, range: [x[0] - step, x[x.length - 1] + step] }, y: { range: (u, low, high) => [0, Math.max(1, high)] } },
      tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), "UTC"),
      axes: [
        { stroke: ink, grid: { stroke: grid }, ticks: { stroke: grid }, values: [[365 * DAY, "{YYYY}", null, null, null, null, null, null, 1], [28 * DAY, "{YYYY}-{MM}", null, null, null, null, null, null, 1], [DAY, "{YYYY}-{MM}-{DD}", null, null, null, null, null, null, 1]], space: 90 },
        { stroke: ink, grid: { stroke: grid }, ticks: { stroke: grid }, size: 48, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] },
      ],
      series: [{}, { fill: bar, stroke: bar, paths: uPlot.paths.bars({ size: [0.9, 40] }), points: { show: false } }],
      hooks: { setSelect: [(u) => {
        if (u.select.width < 4) return;
        const day = (px) => new Date(u.posToVal(px, "x") * 1000).toISOString().slice(0, 10);
        set("from", day(u.select.left));
        set("to", day(u.select.left + u.select.width));
      }] },
    }, [x, x.map((slot) => counts.get(slot))], this.line);
  },

  // --- place --------------------------------------------------------------------------------------------------------
  base() {
    this.map = L.map(this.holder, { preferCanvas: true, attributionControl: false, zoomControl: true, worldCopyJump: true, minZoom: 2, maxZoom: 11, zoomSnap: 0.5 });
    this.map.setView([33, 40], 4);
    const style = getComputedStyle(document.documentElement);
    const land = style.getPropertyValue("--land").trim(), edge = style.getPropertyValue("--edge").trim(), inner = style.getPropertyValue("--inner").trim();
    const turned = (shapes) => shapes.map((shape) => shape.map((ring) => ring.map(([x, y]) => [y, x])));
    const outlines = sijill.data.outlines;
    outlines.countries.forEach((one) => { one.latlng = one.latlng || turned(one.shapes); L.polygon(one.latlng, { color: edge, weight: 1, fillColor: land, fillOpacity: 1, interactive: false }).addTo(this.map); });
    outlines.divisions.forEach((one) => { one.latlng = one.latlng || turned(one.shapes); L.polygon(one.latlng, { color: inner, weight: 0.6, fill: false, interactive: false }).addTo(this.map); });
    this.areas = L.layerGroup().addTo(this.map);
  },

  drawMap(found, set) {
    const r = sijill.index.rows, places = sijill.data.names.places, at = new Map();
    const fresh = !this.map;
    if (fresh) this.base();
    this.areas.clearLayers();
    let nowhere = 0;
    for (const i of found) {
      const id = r.place_id[i], place = places[id];
      if (!place || (place[2] === null && r.geo_precision[i] < 6)) { nowhere += 1; continue; }
      const key = `${id} ${r.geo_precision[i]}`;
      if (!at.has(key)) at.set(key, []);
      at.get(key).push(i);
    }
    const bounds = [], style = getComputedStyle(document.documentElement);
    const colors = { near: style.getPropertyValue("--spot").trim(), far: style.getPropertyValue("--area").trim() };
    const areas = [...at].map(([key, events]) => ({ events, id: r.place_id[events[0]], precision: r.geo_precision[events[0]] }));
    areas.sort((a, b) => b.precision - a.precision || b.events.length - a.events.length);  // the large ones below
    for (const area of areas) {
      const made = this.area(area, places[area.id], colors);
      if (!made) { nowhere += area.events.length; continue; }
      made.bindPopup(() => this.popup(area, set), { maxWidth: 320 });
      made.addTo(this.areas);
      if (area.precision < 6 && places[area.id][2] !== null) area.events.forEach(() => bounds.push([places[area.id][2], places[area.id][3]]));
    }
    this.shapes = this.areas.getLayers();
    this.mapNote.textContent = w("map_note", n(nowhere));
    if (bounds.length && (fresh || found.length < sijill.index.count)) this.map.fitBounds(most(bounds), { maxZoom: 8, animate: false });
  },

  // The area of events of one place and precision.
  area(area, place, colors) {
    const color = area.precision <= 3 ? colors.near : colors.far;
    const look = { color, weight: 1.2, fillColor: color, fillOpacity: Math.min(0.65, (area.precision <= 3 ? 0.25 : 0.06) + 0.08 * Math.log2(1 + area.events.length)) };
    const [, , latitude, longitude, , , , country] = place, outlines = sijill.data.outlines;
    if (area.precision >= 6) {
      const found = outlines.countries.find((one) => one.code === country);
      return found ? L.polygon(found.latlng, { ...look, weight: 0.8, opacity: 0.45, fillOpacity: 0.04, dashArray: "2 5" }) : null;
    }
    if (area.precision === 4) {
      const found = outlines.divisions.find((one) => one.country === country && one.shapes.some((shape) => holds(shape[0], longitude, latitude)));
      if (found) return L.polygon(found.latlng, { ...look, dashArray: "4 4" });
    }
    const layer = L.circle([latitude, longitude], { ...look, radius: 1000 * RADIUS_KM[area.precision], dashArray: area.precision > 2 ? "4 4" : null });
    return layer;
  },

  popup(area, set) {
    const r = sijill.index.rows;
    const list = area.events.slice(0, 8).map((i) => h("li", null, h("a", { href: `#/event/${r.event_id[i]}` }, label("event_type", r.event_type[i])), " ", ltr(days(r.date_start[i], r.date_end[i]))));
    return h("div", { class: "popup", dir: sijill.language === "ar" ? "rtl" : "ltr" }, h("b", null, placeName(area.id)), " ", h("small", null, label("geo_precision", String(area.precision))),
      h("ul", null, list), area.events.length > 8 ? h("p", null, w("more", n(area.events.length - 8))) : null,
      h("button", { type: "button", onclick: () => { this.map.closePopup(); set("place", area.id); } }, w("here_only")));
  },
};

// The box that holds nine in ten of the points each way, so that a few far ones do not make the rest too small to see.
function most(points) {
  const cut = (axis) => { const all = points.map((point) => point[axis]).sort((a, b) => a - b); const edge = Math.floor(all.length / 20); return [all[edge], all[all.length - 1 - edge]]; };
  const [[south, north], [west, east]] = [cut(0), cut(1)];
  return L.latLngBounds([south, west], [north, east]).pad(0.25);
}

// Whether a point lies in a ring: crossings of a ray, after Jordan.
function holds(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
