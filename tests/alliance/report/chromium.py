"""A headless Chromium that opens one page, lets a script of the test look at it, and hands back what it saw."""

from __future__ import annotations

import base64
import hashlib
import html as markup
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for found in map(shutil.which, NAMES) if found), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=20000",
    "--enable-logging=stderr",
    "--v=0",
)
ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)
WRAP = """
const say = (answer) => {{
  const box = document.createElement("pre");
  box.id = "answer";
  box.textContent = JSON.stringify(answer);
  document.body.replaceChildren(box);
}};
const problems = [];
window.addEventListener("error", (event) => problems.push(String(event.message)));
window.addEventListener("securitypolicyviolation", (event) => problems.push(event.violatedDirective + " " + event.blockedURI));
window.addEventListener("load", () => setTimeout(async () => {{
  try {{ say(await (async () => {{ {code} }})()); }} catch (error) {{ say({{ failed: String(error) }}); }}
}}, 300));
"""


def with_script(page: str, code: str) -> str:
    """The page with one more script, let in by its own hash; the rest of the policy stays as it is."""
    script = WRAP.format(code=code)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = page.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
    return page.replace("<style>", f"<script>{script}</script><style>", 1)


def ask(page: str, code: str, width: int = 1440, height: int = 900) -> tuple[object, list[str]]:
    """Open a page, run code in it, and return its answer and everything the browser complained of."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(with_script(page, code), encoding="utf-8")
        words = [str(BROWSER), *FLAGS, f"--user-data-dir={folder}/profile", f"--window-size={width},{height}", "--dump-dom", path.as_uri()]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    answer = ANSWER.search(done.stdout)
    assert answer, done.stderr[-2000:]
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return json.loads(markup.unescape(answer.group(1))), complaints
