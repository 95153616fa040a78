"""Raw reports come from an S3 store and the dataset goes there, unchanged (`make test-s3`; no part of `make test`)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extras import installed
from projects import ROOT

pytestmark = pytest.mark.s3
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 store on this machine."""
    packages = installed("requirements-s3-server.lock", tmp_path_factory.mktemp("server"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    running = subprocess.Popen(command, env={**os.environ, **KEYS, "PYTHONPATH": str(packages)})
    for _ in range(120):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.5)
    yield f"http://127.0.0.1:{port}"
    running.terminate()
    running.wait()


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return installed("requirements-s3.lock", tmp_path_factory.mktemp("plugin"))


def aws(plugin: Path, server: str, code: str, *words: str) -> str:
    """What a few lines with boto3 print; `s3` is the client."""
    head = f"import sys, boto3; s3 = boto3.client('s3', endpoint_url={server!r}); "
    environment = {**os.environ, **KEYS, "PYTHONPATH": str(plugin)}
    words_ = [sys.executable, "-c", head + code, *words]
    return subprocess.run(words_, env=environment, capture_output=True, check=True, encoding="utf-8").stdout


def moved(plugin: Path, server: str, folder: Path, rule: str, **settings: str) -> str:
    """The output of a run of workflow/s3.smk."""
    command = [sys.executable, "-m", "snakemake", rule, "--snakefile", str(ROOT / "workflow/s3.smk"), "--cores", "1"]
    command += ["--directory", str(folder), "--workflow-profile", "none", "--storage-s3-endpoint-url", server]
    command += ["--config", *(f"{name.rstrip('_')}={value}" for name, value in settings.items())]
    environment = {**os.environ, **KEYS, "PYTHONPATH": str(plugin)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_reports_come_from_a_store_and_the_dataset_goes_there(server: str, plugin: Path, tmp_path: Path) -> None:
    put = "s3.create_bucket(Bucket='archive'); [s3.put_object(Bucket='archive', Key=k, Body=k.encode()) "
    aws(
        plugin, server, put + "for k in sys.argv[1:]]", "raw/a.txt", "raw/sub dir/خبر.txt", "raw/.hidden", "other/b.txt"
    )
    moved(plugin, server, tmp_path, "fetch", from_="s3://archive/raw", into="raw")
    found = {path.relative_to(tmp_path / "raw").as_posix() for path in (tmp_path / "raw").rglob("*") if path.is_file()}
    assert found == {"a.txt", "sub dir/خبر.txt"}
    assert (tmp_path / "raw/sub dir/خبر.txt").read_text(encoding="utf-8") == "raw/sub dir/خبر.txt"
    again = moved(plugin, server, tmp_path, "fetch", from_="s3://archive/raw", into="raw")
    assert "Nothing to be done" in again
    for name in ("export/events.parquet", "public/codebook/units.csv", "report/index.html"):
        path = tmp_path / "results" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"\x00\xff" + name.encode())
    moved(plugin, server, tmp_path, "deliver", results="results", to="s3://archive/sijill")
    get = "print(*sorted(o['Key'] for o in s3.list_objects_v2(Bucket='archive', Prefix='sijill/')['Contents']))"
    assert aws(plugin, server, get).split() == [
        "sijill/export/events.parquet", "sijill/public/codebook/units.csv", "sijill/report/index.html",
    ]  # fmt: skip
    read = "print(s3.get_object(Bucket='archive', Key='sijill/export/events.parquet')['Body'].read())"
    assert aws(plugin, server, read).strip() == str(b"\x00\xffexport/events.parquet")
