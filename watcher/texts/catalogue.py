"""The catalogue of the language that is spoken: British English is in the code, any other would lie in
`watcher/locale/LANGUAGE/LC_MESSAGES/watcher.mo`."""

from __future__ import annotations

import gettext

LANGUAGE = "en_GB"
_FOLDER = __file__.rpartition("texts")[0] + "locale"
_CATALOGUE = gettext.translation("watcher", _FOLDER, [LANGUAGE], fallback=True)


def translated(words: str) -> str:
    """The sentence in the language that is spoken; as it is where there is no other. Called `_` where sentences are, so
    that `make texts` finds them."""
    return _CATALOGUE.gettext(words)
