"""PURE: tells what is said of kept versions of papers and of pages that are pictures."""

from __future__ import annotations

BUTTON_VERSION = "The version of {day}"
BUTTON_VERSION_OF = "{title}: {day}"
BUTTON_ALL_CHANGES = "All changes"
BUTTON_ALL_CHANGES_OF = "{title}: all changes"
BUTTON_STORY = "Its story"
SENT = ": the version that we first saw on {day}. {what}"
REPLACED = "It was replaced by another one, which we saw on {day}."
WITHDRAWN = "It is no longer where it was published."
SENDING = "The file comes"
NOT_KEPT = "The file of that version is no longer kept here: there was no room for it."
TOO_LARGE = (
    "That version has {size} MB, and Telegram lets bots send no more than {most}. Whoever runs this bot has the file."
)
NO_VERSION = "No earlier version of it is kept here."
CAN_NOT_BE_SENT = (
    "The version of {day} of “{title}” can't be sent just now. Tap the button again later; if it still does not come, "
    "whoever runs this bot has the file."
)
ALL_CHANGES = "{title}: what reads differently"
COUNTED = "{first} to {last} of {count}, the weightiest first"
NO_CHANGES = "What differs in it is remembered no longer."

ALL_PICTURES = "It is a scan of {count}: pictures, no text"
ONE_PICTURE = "One of its {pages} pages is a scanned picture"
SOME_PICTURES = "{number} of its {pages} pages are scanned pictures"
NOT_READ = ", so we could not read what stands there."
RECOGNISED = "; we read them by machine, so some words and figures may be wrong."
SOME_READ = "; we read {count} of them by machine, so some words and figures may be wrong."
