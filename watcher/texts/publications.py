"""PURE: what is said of a publication of GOV.UK."""

from __future__ import annotations

from watcher.texts.catalogue import translated as _

UPDATED = _("updated {day}")
IN_COLLECTION = _("in the collection “{collection}”")
IN_SECTION = _("in the collection “{collection}”, section “{section}”")
NO_LONGER_IN_COLLECTION = _("no longer in the collection “{collection}”")
GOVUK_SAYS = _("GOV.UK says: {words}")
WITHDRAWN = _("withdrawn")
NO_NOTE = _("GOV.UK gives no note of what changed.")
