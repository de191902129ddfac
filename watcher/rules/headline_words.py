"""PURE: brings the words of headlines to one form, and tells which of them make one story another."""

from __future__ import annotations

from functools import lru_cache

from watcher.core.text import word_set

_LONGEST = 60
"""Letters of a word; what strangers write without a blank is none."""
_IRREGULAR = {
    "children": "child", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall", "won": "win",
    "lost": "lose", "built": "build", "sold": "sell", "bought": "buy", "died": "die", "dying": "die",
    "men": "man", "women": "woman", "people": "person", "pupils": "pupil", "said": "say", "told": "tell",
    "found": "find", "councillors": "councillor", "cllr": "councillor", "began": "begin", "begun": "begin",
    "led": "lead", "kept": "keep", "quits": "quit",
}  # fmt: skip


def stem(word: str) -> str:
    """Returns the word without case and the commonest endings: equal for `waits`, `waiting` and `waited`."""
    return _stem(word) if len(word) <= _LONGEST else word.casefold()


@lru_cache(4_096)  # papers and news say the same words again and again
def _stem(word: str) -> str:
    folded = word.casefold().removesuffix("'s").removesuffix("'").replace(",", "")
    if folded in _IRREGULAR:
        folded = _IRREGULAR[folded]
    if folded[:1].isdigit() or len(folded) <= 3:
        return folded
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3 and not folded.endswith("ss"):
            folded = folded[: -len(ending)] + instead
            break
    if len(folded) > 4 and folded[-1] == folded[-2] and folded[-1] not in "sl":
        folded = folded[:-1]
    return folded.removesuffix("e") if len(folded) > 3 else folded


def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


STOP = word_set(
    "a an the and or but if of in on at to for from by with into onto as is are was were be been being am it"
    " its this that these those he she they them their his her we our us you your i my who whom which what when"
    " where why how has have had do does did will would can could may might must shall should than then there"
    " here so up out over under after before amid about more most very just also all some any s t"
)
"""Tell nothing."""
WEAK = _stems(
    "say said tell told reveal claim announce confirm report warn set news latest new find found show call"
    " look get go give make take need want urge hear face make find being come now local"
)
"""Tell that something is told: no headline differs by them."""
GENERIC = _stems(
    "council tax letter brief update round roundup week weekend today tonight tomorrow morning evening day"
    " month year monday tuesday wednesday thursday friday saturday sunday january february march april june"
    " july august september october november december planning application traffic travel weather forecast"
    " school police man woman crime court sport football result fixture review quiz crossword horoscope"
    " obituary death notice opinion comment editor mailbag diary gallery picture photo event job property"
    " competition winner meeting minute agenda summary headline bulletin live blog coronavirus covid east"
    " london borough resident"
)
"""Stand in headlines of every week: alone they make no story ("News in brief", "Council tax")."""
REVERSING = word_set("no not never without cannot neither nor")
"""Turn a sentence round."""
OUTCOMES = _stems(
    "approve reject refuse open close reopen shut arrest charge jail convict sentence clear acquit win lose"
    " rise fall cut freeze increase decrease postpone cancel delay start begin end finish launch scrap back"
    " oppose support quit resign appoint die injure find miss save keep axe build demolish buy sell good"
    " outstanding inadequate improve worsen praise criticise attack name identify admit deny pass defeat lead"
    " consult decide plan propose agree"
)
"""Say how something ended or goes on: two titles that differ by one are two stories."""
RESULTS = _stems(
    "approve reject refuse close reopen charge jail convict sentence clear acquit cancel postpone die scrap"
    " resign quit defeat demolish arrest injure"
)
"""Of these, what makes another story even where the other title only leaves it out."""
