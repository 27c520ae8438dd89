"""Runs Lighthouse over the public pages and prints its four figures: `make bench-lighthouse`.

Each page is measured three times on the emulated phone that Lighthouse uses by default; the
median counts. PORTAL_URL names a portal that runs already. It measures and never fails a build.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.journeys.portal import ROOT, Portal

VERSION = "12.8.2"  # 13 needs a newer Node
TOOLS = ROOT / "var" / "tools" / "lighthouse"
PROGRAM = TOOLS / "node_modules" / ".bin" / "lighthouse"
ROUNDS = int(os.environ.get("ROUNDS", "3"))
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROME_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
PAGES = (
    "/",
    "/vacancies/",
    "/vacancies/?q=analyst",
    "/vacancies/internal/",
    "/vacancies/MPS-26-0403/",
    "/vacancies/MPS-26-0419/",
    "/vacancies/MPS-26-0424/",
    "/eligibility/rules/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/cookies/",
    "/accessibility/",
    "/privacy/",
    "/contact/",
    "/feedback/",
)


def install() -> None:
    """Lighthouse is a large tool that nothing else needs, so it is installed when it is used."""
    if not PROGRAM.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--prefix", TOOLS, "--ignore-scripts", f"lighthouse@{VERSION}"],
            check=True,
        )


def measure(url: str, chrome: str) -> dict[str, int | None]:
    """The four figures of one visit, 0 to 100; None where Lighthouse gives none."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [PROGRAM, url, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--chrome-flags={CHROME_FLAGS} --user-data-dir={folder}/profile"]
        command += [f"--only-categories={','.join(CATEGORIES)}"]
        subprocess.run(
            command, check=True, env={**os.environ, "CHROME_PATH": chrome}, capture_output=True
        )
        found = json.loads(report.read_text())
        for audit in found["audits"].values():
            weak = audit.get("score") is not None and audit["score"] < 1
            if weak and audit["id"] in _pass_or_fail(found):
                print(f"    {audit['id']}: {audit['title']}")
        scores = {name: found["categories"][name]["score"] for name in CATEGORIES}
        return {name: None if one is None else round(one * 100) for name, one in scores.items()}


def _pass_or_fail(found: dict) -> set[str]:
    """The audits that no load of the machine can fail: all but those of speed."""
    names = (name for name in CATEGORIES if name != "performance")
    return {
        ref["id"]
        for name in names
        for ref in found["categories"][name]["auditRefs"]
        if ref["weight"] > 0
    }


def main() -> int:
    chrome = shutil.which("chromium")
    if chrome is None or shutil.which("npm") is None:
        print("Lighthouse needs Chromium and npm. On Debian: apt-get install chromium nodejs npm")
        return 0
    install()
    given = os.environ.get("PORTAL_URL")
    portal = Portal(Path(tempfile.mkdtemp()))
    if not given:
        portal.start()
    base = given or portal.url
    print(f"median of {ROUNDS}; load {os.getloadavg()[0]:.1f}; goals {GOALS}")
    print(f"{'page':<40}" + "".join(f"{name:>16}" for name in CATEGORIES))
    try:
        for page in sys.argv[1:] or PAGES:
            rounds = [measure(base + page, chrome) for _ in range(ROUNDS)]
            row = {}
            for name in CATEGORIES:
                values = [one[name] for one in rounds if one[name] is not None]
                row[name] = f"{statistics.median(values):.0f}" if values else "none"
            print(f"{page:<40}" + "".join(f"{row[name]:>16}" for name in CATEGORIES), flush=True)
    finally:
        portal.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
