"""The floor: one bare session fetches every address of urls.txt, with the validators of last time, and understands
nothing."""

import json
from pathlib import Path

import requests

MEMORY = Path("validators.json")


def main() -> None:
    """Fetches them all, and keeps the validators for the next time."""
    known = json.loads(MEMORY.read_text()) if MEMORY.exists() else {}
    with requests.Session() as session:
        for url in Path("urls.txt").read_text().split():
            answer = session.get(url, headers=known.get(url, {}))
            answer.raise_for_status()
            if answer.status_code == 200 and "ETag" in answer.headers:
                known[url] = {"If-None-Match": answer.headers["ETag"]}
    MEMORY.write_text(json.dumps(known))


if __name__ == "__main__":
    main()
