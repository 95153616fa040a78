from pathlib import Path

import pytest

from sijill import configcheck
from sijill.errors import UserError
from sijill.plan import Limits

SCHEMA = configcheck.load_schema(Path(__file__).parents[2] / "workflow/schemas/config.schema.yaml")
CORPUS = [{"path": "x"}]


def test_defaults_fill_a_config_that_names_a_path_only():
    full = configcheck.complete({"corpus": CORPUS}, SCHEMA)
    assert Limits(**full["shards"]) == Limits()
    assert full["corpus"][0]["format"] == "auto"
    assert full["normalize"]["remove_boilerplate"] is True


def test_a_section_with_nothing_in_it_means_the_defaults():
    assert configcheck.complete({"corpus": CORPUS, "ingest": None}, SCHEMA)["ingest"]["max_record_chars"] == 1_000_000


def test_what_is_given_stays():
    full = configcheck.complete({"corpus": CORPUS, "extract": {"home_country": "IQ"}}, SCHEMA)
    assert full["extract"]["home_country"] == "IQ"


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"corpus": CORPUS, "normalise": {}}, "`normalise`: did you mean `normalize`"),
        ({"corpus": CORPUS, "normalize": {"remove_boilerplat": True}}, "did you mean `normalize.remove_boilerplate`"),
        ({"corpus": [{"pth": "x"}]}, r"did you mean `corpus\[0\].path`"),
        ({"corpus": [{"path": "x", "fields": {"headline": "t"}}]}, "the keys known there are `id`, `title`"),
        ({}, "lacks the key `corpus`"),
        ({"corpus": []}, "`corpus` is empty"),
        ({"corpus": "resources/sample"}, "`corpus` must be a list"),
        ({"corpus": [{"path": "x", "format": "pdf"}]}, "one of auto, text, html, json"),
        ({"corpus": CORPUS, "normalize": {"remove_boilerplate": "ja"}}, "must be true or false, not 'ja'"),
        ({"corpus": CORPUS, "shards": {"max_files": 0}}, "`shards.max_files`"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(config, says):
    with pytest.raises(UserError, match=says) as caught:
        configcheck.complete(config, SCHEMA)
    assert "\n" not in str(caught.value)


def test_two_entries_of_one_name_are_refused():
    full = configcheck.complete({"corpus": [{"path": "a/news"}, {"path": "b/news"}]}, SCHEMA)
    with pytest.raises(UserError, match="'news'"):
        configcheck.specs(full)


def test_a_time_zone_is_known_or_refused():
    def zone(name):
        full = configcheck.complete({"corpus": [{"path": "news", "time_zone": name}]}, SCHEMA)
        return configcheck.specs(full)[0].time_zone

    assert zone("Asia/Damascus") == "Asia/Damascus" and zone(None) is None
    for wrong, hint in (
        ("Damascus", "'Asia/Damascus'"),
        ("Asia/Bagdad", "'Asia/Baghdad'"),
        ("Asia", "IANA"),
        ("../x", "IANA"),
    ):
        with pytest.raises(UserError, match=hint) as caught:
            zone(wrong)
        assert repr(wrong) in str(caught.value) and "\n" not in str(caught.value)


def test_only_the_shipped_path_is_looked_for_in_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checkout/resources/sample").mkdir(parents=True)
    checkout = tmp_path / "checkout"
    assert configcheck.locate("resources/sample", checkout) == str(checkout / "resources/sample")
    assert configcheck.locate("resources", checkout) == "resources"
    assert configcheck.locate("resources/sample/none.txt", checkout) == "resources/sample/none.txt"
    (tmp_path / "resources/sample").mkdir(parents=True)
    assert configcheck.locate("resources/sample", checkout) == "resources/sample"
