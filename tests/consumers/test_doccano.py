"""doccano takes our files with their relations, and gives the same spans back. `make consumers` runs this."""

from __future__ import annotations

import io
import subprocess
import threading
import time
import zipfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from storage.formats.dataset import Incoming, Parcel
from storage.formats.registry import find_format
from tests.consumers.servers import SECONDS, Api, environment, free_port, running
from tests.storage.formats.material import small

VENV = environment("INTERCODER_DOCCANO")
_BOUNDARY = "----intercoder"


def finished(api: Api, task: str) -> None:
    """Wait for a task of doccano's worker; AssertionError with what it says if it fails."""
    end = time.monotonic() + SECONDS
    pause = threading.Event()
    while time.monotonic() < end:
        said = api.ask("GET", f"/v1/tasks/status/{task}")
        if said["ready"]:
            result = said["result"]  # of an upload an object, of a download the file's name
            assert not said["error"], said
            assert not (isinstance(result, dict) and result.get("error")), said
            return
        pause.wait(0.5)
    raise AssertionError(f"the task {task} took longer than {SECONDS} seconds")


def uploaded(api: Api, file: Path) -> str:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="filepond"; filename="{file.name}"\r\n'
    body = (
        f"{head}Content-Type: application/octet-stream\r\n\r\n".encode()
        + file.read_bytes()
        + f"\r\n--{_BOUNDARY}--\r\n".encode()
    )
    answer = api.ask("POST", "/v1/fp/process/", raw=body, kind=f"multipart/form-data; boundary={_BOUNDARY}")
    return answer.decode() if isinstance(answer, bytes) else str(answer)


def through(api: Api, file: Path, name: str) -> bytes:
    """A file into a new project of doccano and out again."""
    asked = {
        "resourcetype": "SequenceLabelingProject", "project_type": "SequenceLabeling", "name": name, "description": name,
        "use_relation": True, "allow_overlapping": True, "tags": [], "random_order": False,
    }  # fmt: skip
    project = api.ask("POST", "/v1/projects", asked)["id"]
    given = {
        "format": "JSONL", "task": "RelationExtraction", "uploadIds": [uploaded(api, file)], "column_data": "text",
        "column_label": "label", "encoding": "utf_8", "delimiter": "",
    }  # fmt: skip
    finished(api, api.ask("POST", f"/v1/projects/{project}/upload", given)["task_id"])
    task = api.ask("POST", f"/v1/projects/{project}/download", {"format": "JSONL", "exportApproved": False})["task_id"]
    finished(api, task)
    packed = api.ask("GET", f"/v1/projects/{project}/download?taskId={task}")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return b"".join(archive.read(member) for member in archive.namelist())


def spans(parcel: Parcel) -> Counter[tuple[Any, ...]]:
    texts = {document.key: document.text for document in parcel.documents}

    def plain(item: Incoming) -> tuple[Any, ...]:
        attributes = tuple(sorted(item.attributes.items()))
        return texts[item.sha256], item.coder, item.start, item.end, item.facet, item.code, attributes

    return Counter(map(plain, parcel.codings))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(VENV is None, reason="INTERCODER_DOCCANO names no virtual environment")
def test_doccano_gives_back_what_it_got(tmp_path: Path) -> None:
    entry = find_format("doccano")
    assert VENV
    assert entry.write
    assert entry.read
    entry.write(small(), tmp_path / "out", {})
    home = tmp_path / "home"
    more = {"DOCCANO_HOME": str(home), "STANDALONE": "True", "HOME": str(tmp_path), "NO_PROXY": "127.0.0.1",
            "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}", "MEDIA_ROOT": str(home / "media"),
            "DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "only for this test"}  # fmt: skip
    tool, python = str(VENV / "bin" / "doccano"), str(VENV / "bin" / "python")
    for words in (["init"], ["createuser", "--username", "admin", "--password", "a-long-password"]):
        with running([tool, *words], tmp_path, more=more, log=f"{words[0]}.log") as process:
            assert process.wait(SECONDS) == 0, (tmp_path / f"{words[0]}.log").read_text()[-2_000:]
    where = [python, "-c", "import backend, os; print(os.path.dirname(backend.__file__))"]
    backend = subprocess.run(where, capture_output=True, text=True, check=True, cwd=tmp_path).stdout.strip()
    port = free_port()
    server = [python, f"{backend}/manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    (tmp_path / "back").mkdir()
    with ExitStack() as stack:
        stack.enter_context(running([tool, "task", "--concurrency", "1"], tmp_path, more=more, log="worker.log"))
        process = stack.enter_context(running(server, tmp_path, more=more, log="server.log"))
        api = Api(port)
        api.wait_until_up("/v1/health/", process)
        login = {"username": "admin", "password": "a-long-password"}
        api.headers = {"Authorization": f"Token {api.ask('POST', '/v1/auth/login/', login)['key']}"}
        for number, file in enumerate(sorted((tmp_path / "out").iterdir())):
            (tmp_path / "back" / file.name).write_bytes(through(api, file, f"trial {number}"))
    sent, came = (entry.read(tmp_path / name, {}) for name in ("out", "back"))
    assert len(sent.codings) == 6
    assert spans(sent) == spans(came)
