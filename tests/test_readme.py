"""What README and docs promise is true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import allocation
from alliance.cli import COMMANDS
from alliance.rules_page import rules_page

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_python_example_runs_and_says_what_it_says(tmp_path):
    code = re.search(r"```python\n(.*?)```", README, re.S).group(1)
    checks = "\nassert not s.in_core or s.max_excess <= 1e-9\nassert al.verify(g, al.nucleolus(g)).ok\nassert ps.select(ps.Problem(pool, budget=4)).members == ('A', 'C')\n"
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    ended = subprocess.run([sys.executable, "-c", code + checks], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not t.startswith("http") and not (page.parent / t).exists()] == []


def test_every_command_stands_in_the_readme():
    missing = [command.__name__ for command in COMMANDS if not re.search(rf"`?(alliance )?{command.__name__}\b", README)]
    assert missing == []


def test_the_smallest_scenario_of_the_docs_is_complete(tmp_path):
    import alliance

    text = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8"), re.S).group(1)
    path = tmp_path / "small.toml"
    path.write_text(text, encoding="utf-8")
    outcome = alliance.run(alliance.load(path)).document.games[0]
    assert outcome.recommendation is not None
    assert not outcome.skipped


def test_the_page_of_rules_is_current():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == rules_page(allocation.rules())


def test_changelog_and_version_agree():
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M).group(1)
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
