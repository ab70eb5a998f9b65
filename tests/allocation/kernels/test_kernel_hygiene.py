"""Kernels on disk, without disk, and under threads."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import allocation

ROOT = Path(allocation.__file__).parents[1]
# one kernel, to compile little
SPLIT = "import allocation as al; print(al.shapley(al.TableGame([0.0] * 2047 + [22.0])).payoffs[:2].tolist())"


def run(code, **environment):
    given = {key: value for key, value in os.environ.items() if key not in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME")}
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=given | environment, capture_output=True, text=True, timeout=300)


def test_without_a_place_to_write_kernels_still_work(tmp_path):
    locked = tmp_path / "locked"
    locked.write_text("a file where a folder is needed")
    told = run(SPLIT, XDG_CACHE_HOME=str(locked), HOME=str(locked))
    assert told.stdout == "[2.0, 2.0]\n", told.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_on_a_read_only_home_gets_the_same(tmp_path):
    os.chmod(tmp_path, stat.S_IRUSR | stat.S_IXUSR)
    nobody = "import os; os.setgid(65534); os.setuid(65534); import encodings, secrets, numpy; "
    if run(nobody, HOME=str(tmp_path)).returncode:
        pytest.skip("the interpreter itself is not readable for others here")
    told = run(nobody + SPLIT, HOME=str(tmp_path), PYTHONDONTWRITEBYTECODE="1")
    assert told.stdout == "[2.0, 2.0]\n", told.stderr


def test_the_cache_goes_to_a_folder_of_our_own(tmp_path):
    told = run(SPLIT, XDG_CACHE_HOME=str(tmp_path))
    assert told.stdout == "[2.0, 2.0]\n", told.stderr
    assert list((tmp_path / "alliance-engine").rglob("*.nbc"))


def test_the_settings_of_other_numba_code_stay_as_they_are():
    told = run("import numba; before = numba.config.CACHE_DIR; import allocation; print(numba.config.CACHE_DIR == before)")
    assert told.stdout == "True\n", told.stderr


def test_no_kernel_uses_a_threading_layer_of_numba():
    for path in (ROOT / "allocation").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.keyword) and node.arg == "parallel"), path
            assert not (isinstance(node, ast.Name | ast.Attribute) and "prange" in ast.dump(node)), path


def test_processes_that_start_together_on_an_empty_cache_all_succeed(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_CACHE_DIR"} | {"XDG_CACHE_HOME": str(tmp_path)}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SPLIT], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in started:
        told, complaint = process.communicate(timeout=300)
        assert (process.returncode, told) == (0, "[2.0, 2.0]\n"), complaint


def test_changed_kernels_get_a_cache_of_their_own(tmp_path):
    """numba does not notice a change in another file whose kernel a cached one calls: the folder's name must."""
    import hashlib

    told = run(SPLIT, XDG_CACHE_HOME=str(tmp_path))
    assert told.returncode == 0, told.stderr
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted((ROOT / "allocation" / "kernels").glob("*.py")))).hexdigest()
    assert [folder.name.endswith(digest[:12]) for folder in (tmp_path / "alliance-engine").iterdir()] == [True]
