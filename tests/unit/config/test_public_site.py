"""site: in watcher.yaml: where the public pages are written and read."""

from __future__ import annotations

import pytest

from tests.tools.configs import loaded, problems
from watcher.config.settings import Site

WRONG_SITES = {
    "{folder: www}": "site: url is missing",
    "{url: 'https://w.example/'}": "site: folder is missing",
    "{folder: www, url: 'w.example'}": "site: url must begin with https:// or http://",
    "{folder: www, url: 'https://w.example/?page=1'}": "site: url must be the address of the front page",
    "{folder: /, url: 'https://w.example/'}": "site: folder must be a folder of its own",
    "{folder: www, url: 'https://w.example/', titel: Us}": "the nearest known key is 'title'",
}


@pytest.mark.parametrize(("text", "words"), WRONG_SITES.items(), ids=WRONG_SITES)
def test_a_public_site_that_could_not_be_written_or_linked_to_is_refused(text: str, words: str) -> None:
    [found] = problems(watcher=f"site: {text}")
    assert words in found


def test_a_public_site_has_a_folder_an_address_that_ends_with_a_slash_and_a_title() -> None:
    found = loaded(watcher="site: {folder: www, url: 'https://w.example/havering'}").site
    assert found == Site("www", "https://w.example/havering/", "Havering Watcher")
