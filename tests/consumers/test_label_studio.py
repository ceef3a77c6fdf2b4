"""Label Studio takes our tasks and interface, and gives the same codings back. `make consumers` runs this."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from storage.formats.dataset import Incoming
from storage.formats.registry import find_format
from tests.consumers.servers import Api, environment, free_port, running
from tests.storage.formats.material import small

VENV = environment("INTERCODER_LABEL_STUDIO")
TOKEN = "0123456789abcdef0123456789abcdef01234567"


def _plain(item: Incoming) -> Incoming:
    return replace(item, where="")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(VENV is None, reason="INTERCODER_LABEL_STUDIO names no virtual environment")
def test_label_studio_gives_back_what_it_got(tmp_path: Path) -> None:
    entry = find_format("labelstudio")
    assert VENV
    assert entry.write
    assert entry.read
    entry.write(small(), tmp_path / "tasks.json", {})
    port = free_port()
    command = [
        str(VENV / "bin" / "label-studio"), "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port),
        "--data-dir", str(tmp_path / "data"), "--username", "tester@example.org", "--password", "a-long-password",
        "--user-token", TOKEN,
    ]  # fmt: skip
    more = {
        "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true", "LATEST_VERSION_CHECK": "false", "COLLECT_ANALYTICS": "false",
        "SENTRY_DSN": "", "FRONTEND_SENTRY_DSN": "", "HOME": str(tmp_path), "NO_PROXY": "127.0.0.1",
    }  # fmt: skip
    with running(command, tmp_path, more=more, log="server.log") as process:
        api = Api(port)
        api.wait_until_up("/health", process)
        api.headers = {"Authorization": f"Token {TOKEN}"}
        config = (tmp_path / "tasks.json.config.xml").read_text(encoding="utf-8")
        project = api.ask("POST", "/api/projects", {"title": "trial", "label_config": config.partition("?>")[2]})["id"]
        api.ask("POST", f"/api/projects/{project}/import", json.loads((tmp_path / "tasks.json").read_bytes()))
        back = api.ask("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    (tmp_path / "back.json").write_text(json.dumps(back), encoding="utf-8")
    sent, came = (entry.read(tmp_path / name, {}) for name in ("tasks.json", "back.json"))
    assert sorted(map(_plain, sent.codings), key=lambda c: c.uuid) == sorted(
        map(_plain, came.codings), key=lambda c: c.uuid
    )
    assert {document.text for document in came.documents} == {document.text for document in small().documents}
    assert len(came.done) == len(sent.done)
