import os

import pytest

from sijill.errors import UserError
from sijill.inputs import corpus_name, list_files


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a/c.jsonl", "a/d.jsonl.gz", "a/notes.pdf", ".hidden.txt", ".git/e.txt", "Ünï/عربي.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path / "in"


def names(path, fmt="auto"):
    return [file.relative for file in list_files(str(path), fmt).files]


def test_a_folder_is_searched_to_its_depth_and_sorted(folder):
    assert names(folder) == ["a/c.jsonl", "a/d.jsonl.gz", "b.txt", "Ünï/عربي.txt"]
    assert list_files(str(folder)).left_out() == "1 .pdf"


def test_a_named_format_keeps_a_folder_to_its_files(folder):
    assert names(folder, "jsonl") == ["a/c.jsonl", "a/d.jsonl.gz"]


def test_a_file_is_its_own_entry(folder):
    (file,) = list_files(str(folder / "a" / "c.jsonl")).files
    assert (file.relative, file.size) == ("c.jsonl", 1)


def test_a_glob_has_the_folder_above_it_as_root(folder):
    assert names(folder / "*" / "*.jsonl") == ["a/c.jsonl"]
    assert names(folder / "a" / "*.pdf", "text") == ["notes.pdf"]


def test_a_path_with_brackets_that_exists_is_no_glob(tmp_path):
    (tmp_path / "news [2018]").mkdir()
    (tmp_path / "news [2018]" / "a.txt").write_text("x")
    assert names(tmp_path / "news [2018]") == ["a.txt"]


def test_a_link_that_leads_back_is_followed_once(folder):
    (folder / "a" / "loop").symlink_to(folder)
    assert names(folder).count("b.txt") == 1


def test_names_of_entries(folder):
    assert corpus_name(str(folder)) == "in"
    assert corpus_name(str(folder / "b.txt")) == "b.txt"
    assert corpus_name(str(folder / "*.txt")) == "in"


def test_metadata_beside_a_text_or_page_go_with_it(tmp_path):
    for name in ("a.txt", "a.txt.meta.yaml", "b.html.gz", "b.meta.yaml", "c.jsonl", "c.jsonl.meta.yaml", "d.meta.yaml"):
        (tmp_path / name).write_text("x")
    listing = list_files(str(tmp_path))
    assert [file.relative for file in listing.files] == ["a.txt", "b.html.gz", "c.jsonl"]
    assert [file.sidecar and file.sidecar.rpartition("/")[2] for file in listing.files] == [
        "a.txt.meta.yaml",
        "b.meta.yaml",
        None,
    ]
    assert listing.left_out() == "2 .meta.yaml beside nothing"


def test_a_single_file_of_unknown_suffix_asks_for_its_format(tmp_path):
    (tmp_path / "news.dat").write_text("x")
    with pytest.raises(UserError, match=r"news\.dat.*`format:`.*jsonl"):
        list_files(str(tmp_path / "news.dat"))
    assert names(tmp_path / "news.dat", "csv") == ["news.dat"]


@pytest.mark.parametrize("part", ["nowhere", "*.nothing", "empty"])
def test_nothing_to_read_is_one_sentence_that_names_the_path(folder, part):
    (folder / "empty").mkdir()
    with pytest.raises(UserError, match=part.replace("*", r"\*")) as caught:
        list_files(str(folder / part))
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_known_format_says_what_is_there(tmp_path):
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UserError, match=r"only 1 \.pdf"):
        list_files(str(tmp_path))


def test_a_link_to_nothing_is_not_passed_over_in_silence(folder):
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    with pytest.raises(UserError, match=r"broken\.txt"):
        list_files(str(folder))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder):
    (folder / "b.txt").chmod(0)
    with pytest.raises(UserError, match=r"b\.txt"):
        list_files(str(folder))


def test_a_pipe_is_refused_for_it_would_be_read_for_ever(folder):
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(UserError, match=r"pipe\.txt' \(a pipe or a device\): remove it"):
        list_files(str(folder))


def test_metadata_that_are_a_pipe_are_none(tmp_path):
    (tmp_path / "a.txt").write_text("قصف")
    os.mkfifo(tmp_path / "a.txt.meta.yaml")
    (file,) = list_files(str(tmp_path / "a.txt")).files
    assert file.sidecar is None
