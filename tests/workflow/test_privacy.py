"""What may be shared names no private person and holds no report's text, wherever the report has them."""

import planted
from chain import build


def test_a_name_that_stands_in_every_field_is_in_no_file_that_is_shared(built, tmp_path):
    config = planted.write(tmp_path)
    build(tmp_path, built.checkout, built.folder / "results/gazetteer/places.parquet", config)
    for person in planted.PEOPLE:
        assert list(planted.leaks(tmp_path / "results/export", person.forms))
        assert not list(planted.leaks(tmp_path / "results/public", person.forms))
    shared = [path for path in (tmp_path / "results/public").rglob("*") if path.is_file()]
    said = "".join(planted.raw(path) + planted.spoken(path) for path in shared)
    assert planted.BLOCKED in said
    for person in planted.PEOPLE:
        unnamed = person.text.replace(person.name, planted.BLOCKED * len(person.name))
        sentences = unnamed.split("\n")
        assert (
            unnamed not in said and f"{sentences[0]} {sentences[1]}" not in said and "\\n".join(sentences) not in said
        )
