"""Events as points for maps: the flat table with a geometry, which GeoParquet files hold.

The point is that of the named settlement or area in the gazetteer, never of a building; `geo_precision` says how large
that is. An event without a place has no geometry.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

GEOMETRY = "geometry"
MEANING = (
    "Point of the named settlement or area (longitude, latitude; OGC CRS84), never finer: see geo_precision. "
    "Null where no place is known."
)


def with_geometry(flat: pa.Table) -> pa.Table:
    """The table with a column `geometry` (GeoArrow points) from its columns `longitude` and `latitude`."""
    import geoarrow.pyarrow as geoarrow  # only here: its import takes a while

    known = pc.and_(flat["longitude"].is_valid(), flat["latitude"].is_valid())
    bits = np.packbits(known.to_numpy(), bitorder="little").tobytes()
    x, y = (flat[name].to_numpy().astype("float64", copy=False) for name in ("longitude", "latitude"))
    kind = geoarrow.point().with_crs(geoarrow.OGC_CRS84)
    points = kind.from_geobuffers(bits, x, y)
    field = pa.field(GEOMETRY, points.type, metadata={"description": MEANING})
    return flat.append_column(field, points)
