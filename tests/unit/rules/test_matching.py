"""Who hears of a change, and why: phrases, places, own words, one alert a chat."""

from __future__ import annotations

from datetime import date

from tests.tools.counted_calls import calls
from tests.tools.examples import every_example
from watcher.core.alerts import Reason, Subscription
from watcher.core.documents import Change, Document, Quote
from watcher.core.sources import Source
from watcher.core.topics import Places, Topic
from watcher.rules.matching import Matcher, Recipients, own_words, text_of
from watcher.rules.quotes import choose_quotes

HAVERING = Places(("Havering", "Rainham", "Romford"), ("Barking and Dagenham", "Rainham Mark", "Romford Road"))
SEND = Topic("send", "SEND", "", ("SEND", "EHCP", "special educational needs"), ("send-off", "SEND OUT"))
CARE = Topic("care", "Children in care", "", ("children in care", "children's services", "education, health and care"))
DAILY = Source("daily", "The Daily", "https://d.example", "feed")
RECORDER = Source("recorder", "Romford Recorder", "https://r.example", "feed", local=False)


def matcher(*topics: Topic) -> Matcher:
    return Matcher(topics or (SEND, CARE), HAVERING)


def article(title: str, summary: str = "", words: str = "") -> Document:
    return Document("1", "article", title, "https://e.example/1", summary=summary, words=words)


def test_topics_are_given_with_the_phrase_as_the_document_spells_it() -> None:
    document = article("Havering’s Children’s Services", "An EHCP, a second ehcp")
    assert matcher().topics(document, DAILY) == {"send": "EHCP", "care": "Children's Services"}


def test_phrases_of_which_a_word_is_missing_are_not_looked_for() -> None:
    ready, text = matcher(), text_of(article("Special education for the needs of a child in care"))
    assert ready.phrases_in(text, DAILY) == {}  # and whatever is made once is made
    assert calls(lambda: ready.phrases_in(text, DAILY), of="holds") == 0
    assert calls(lambda: ready.phrases_in(text_of(article("Special educational needs")), DAILY), of="holds") == 1


def test_title_summary_and_words_are_matched_but_no_phrase_spans_two_of_them() -> None:
    assert matcher().topics(article("Plain", words="News; children in care"), DAILY) == {"care": "children in care"}
    assert matcher().topics(article("A talk on children", "in care of the state"), DAILY) == {}


def test_source_gives_its_topics_to_every_document() -> None:
    source = Source("s", "S", "https://e.example", "feed", topics=("care",))
    assert matcher().topics(article("Bins"), source) == {"care": ""}
    assert matcher().topics(article("Children in care"), source) == {"care": "Children in care"}


@every_example(
    ("title", "counts"),
    [
        ("SEND in Romford", True),
        ("SEND in Barking and Dagenham", False),
        ("SEND nowhere", False),
        ("SEND in Barking and Dagenham and in Havering", True),
        ("SEND on Romford Road", False),
        ("SEND in Rainham Mark", False),
        ("SEND in Rainham Mark and Rainham", True),
        ("SEND, says the Romford Recorder", False),
        ("SEND, says the Romford Recorder in Romford", True),
        ("SEND in Haveringland", False),
    ],
)
def test_document_of_a_source_that_is_not_local_counts_where_it_names_a_place(title: str, counts: bool) -> None:
    assert matcher().counts(article(title), RECORDER) is counts
    assert bool(matcher().topics(article(title), RECORDER)) is counts
    assert matcher().counts(article(title), DAILY)


def test_source_named_like_a_place_may_still_name_it() -> None:
    source = Source("h", "Havering", "https://e.example", "feed", local=False)
    assert matcher().counts(article("SEND in Havering"), source)


def heard(change: Change, *subscriptions: Subscription, source: Source = DAILY) -> dict[int, tuple[Reason, ...]]:
    return {alert.chat_id: alert.reasons for alert in Recipients(subscriptions, matcher()).matching(change, source)}


BY_EHCP = Reason("topic", "SEND", "EHCP")
NEWS = Change("new", article("Havering parents wait for an EHCP", "Short breaks are cut too."))


@every_example(
    ("what", "words", "reason"),
    [
        ("send", "", BY_EHCP),
        ("daily", "", Reason("source", "The Daily")),
        ("all", "", Reason("everything")),
        ("", "cut breaks", Reason("words", "cut breaks")),
        ("", '"short breaks"', Reason("words", '"short breaks"')),
        ("", "“short breaks” EHCP", Reason("words", "“short breaks” EHCP")),
        ("", '"short breaks', Reason("words", '"short breaks')),
        ("", "ehcp", Reason("words", "ehcp")),
    ],
)
def test_subscription_hears_and_is_told_why(what: str, words: str, reason: Reason) -> None:
    assert heard(NEWS, Subscription(1, what, words)) == {1: (reason,)}


@every_example(
    ("what", "words"),
    [
        ("care", ""),
        ("recorder", ""),
        ("nothing", ""),
        ("", "cut cards"),
        ("", '"breaks short"'),
        ("", "breaking"),
        ("", "Short BREAKS"),
        ("", "ARE"),
        ("", "!!"),
        ("", '""'),
    ],
)
def test_subscription_does_not_hear(what: str, words: str) -> None:
    assert heard(NEWS, Subscription(1, what, words)) == {}


def test_topics_that_are_known_already_are_not_looked_for_again_by_each_crowd() -> None:
    ready, change = matcher(), Change("new", article("EHCP figures"))
    text, crowd = text_of(change.document), Recipients([Subscription(1, "send"), Subscription(2, "care")], ready)
    found = ready.phrases_in(text, DAILY)
    assert crowd.matching_in(text, change, DAILY, found) == crowd.matching_in(text, change, DAILY)
    assert calls(lambda: crowd.matching_in(text, change, DAILY, found), of="phrases_in") == 0


def test_source_that_gives_a_topic_is_a_reason_without_a_phrase() -> None:
    source = Source("plan", "The plan", "https://e.example", "feed", topics=("care",))
    assert heard(NEWS, Subscription(1, "care"), source=source) == {1: (Reason("topic", "Children in care"),)}


def test_one_chat_gets_one_alert_with_all_its_reasons_at_the_most_urgent_frequency() -> None:
    wishes = [
        Subscription(7, "all", frequency="weekly"),
        Subscription(7, "send", frequency="daily"),
        Subscription(7, "", "ehcp", frequency="weekly"),
        Subscription(8, "send", frequency="weekly"),
    ]
    seven, eight = sorted(Recipients(wishes, matcher()).matching(NEWS, DAILY), key=lambda alert: alert.chat_id)
    assert (seven.frequency, seven.reasons) == ("daily", (BY_EHCP, Reason("everything"), Reason("words", "ehcp")))
    assert (eight.frequency, eight.reasons) == ("weekly", (BY_EHCP,))
    assert seven.change is NEWS


def test_reason_given_twice_is_told_once() -> None:
    assert heard(NEWS, Subscription(1, "send"), Subscription(1, "send", frequency="daily")) == {1: (BY_EHCP,)}


def test_each_forum_topic_of_a_group_that_wants_it_gets_an_alert_of_its_own() -> None:
    wishes = [Subscription(-1, "send", thread_id=3), Subscription(-1, "all", frequency="daily", thread_id=4)]
    third, fourth = Recipients(wishes, matcher()).matching(NEWS, DAILY)
    assert (third.thread_id, third.reasons, third.frequency) == (3, (BY_EHCP,), "now")
    assert (fourth.thread_id, fourth.reasons, fourth.frequency) == (4, (Reason("everything"),), "daily")


def test_one_forum_topic_that_wants_it_twice_gets_one_alert() -> None:
    wishes = [Subscription(-1, "send", thread_id=3), Subscription(-1, "all", thread_id=3)]
    (alert,) = Recipients(wishes, matcher()).matching(NEWS, DAILY)
    assert (alert.thread_id, alert.reasons) == (3, (BY_EHCP, Reason("everything")))


def test_correction_is_heard_only_by_those_who_ask_for_corrections() -> None:
    minor = Change("changed", NEWS.document, {"title": ("a", "A")}, minor=True)
    keen, calm = Subscription(1, "send", corrections=True), Subscription(2, "send")
    assert heard(minor, keen, calm) == {1: (BY_EHCP,)}
    assert set(heard(NEWS, keen, calm)) == {1, 2}
    mixed = [Subscription(1, "send", corrections=True, frequency="weekly"), Subscription(1, "all", frequency="now")]
    (alert,) = Recipients(mixed, matcher()).matching(minor, DAILY)
    assert (alert.reasons, alert.frequency) == ((BY_EHCP,), "weekly")


@every_example("what", ["all", "recorder", "send", ""])
def test_document_about_elsewhere_is_heard_by_nobody(what: str) -> None:
    elsewhere = Change("new", article("EHCP delays in Barking and Dagenham"))
    assert heard(elsewhere, Subscription(1, what, "" if what else "EHCP"), source=RECORDER) == {}
    here = Change("new", article("EHCP delays in Havering"))
    assert set(heard(here, Subscription(1, what, "" if what else "EHCP"), source=RECORDER)) == {1}


def test_own_words_are_phrases_in_quotes_and_else_single_words() -> None:
    assert [phrase.as_written for phrase in own_words('SEND "home to school" ,')] == ["SEND", "home to school"]


def test_many_subscriptions_with_the_same_words_all_hear() -> None:
    assert len(heard(NEWS, *(Subscription(chat, "", "ehcp") for chat in range(500)))) == 500


def paper(words: str) -> Document:
    return Document("s1", "report", "Budget", "https://e.example/s1", details={"text": "a1"}, words=words)


def with_quotes(document: Document, source: Source = DAILY) -> Change:
    """The document as a new one, with the sentences that matter for its topics."""
    text = text_of(document)
    wanted = matcher().phrases_in(text, source) or {"": ()}
    return Change("new", document, quotes=choose_quotes(text, wanted, matcher().unless, date(2026, 11, 10)))


def quotes(document: Document, *subscriptions: Subscription) -> tuple[Quote, ...]:
    (alert,) = Recipients(subscriptions, matcher()).matching(with_quotes(document), DAILY)
    return alert.quotes


PAPER = paper("Cuts. Short breaks end.\fAn EHCP takes a year. It is late.")


def test_an_alert_brings_the_sentence_of_the_paper_that_matched() -> None:
    for_send, for_words = Quote(2, "An EHCP takes a year.", "send"), Quote(1, "Short breaks end.")
    assert quotes(PAPER, Subscription(1, "send")) == (for_send,)
    assert quotes(PAPER, Subscription(1, "", '"short breaks"')) == (for_words,)
    both = Subscription(1, "send"), Subscription(1, "", "breaks short"), Subscription(1, "", "short ehcp")
    assert quotes(PAPER, *both) == (for_send, for_words)


def test_an_alert_brings_no_sentence_of_a_topic_that_is_not_followed() -> None:
    paper_of_two = paper("An EHCP takes a year. Here ends the page.\fChildren in care wait.")
    assert [quote.topic for quote in with_quotes(paper_of_two).quotes] == ["send", "care"]
    assert quotes(paper_of_two, Subscription(1, "care")) == (Quote(2, "Children in care wait.", "care"),)


def test_a_sentence_that_only_one_chats_words_ask_for_is_none_of_the_change() -> None:
    (alert,) = Recipients([Subscription(1, "", "breaks")], matcher()).matching(with_quotes(PAPER), DAILY)
    assert [quote.text for quote in alert.quotes] == ["Short breaks end."]
    assert [quote.text for quote in alert.change.quotes] == ["An EHCP takes a year."]


def test_who_follows_the_source_or_everything_hears_one_sentence_of_a_paper_too() -> None:
    for what in ("daily", "all"):
        assert quotes(PAPER, Subscription(1, what)) == (Quote(2, "An EHCP takes a year.", "send"),)
        assert quotes(paper("Bins.\fThe depot will close on 4 May 2027."), Subscription(1, what)) == (
            Quote(2, "The depot will close on 4 May 2027."),
        )


def test_an_alert_brings_no_sentence_for_what_is_no_paper() -> None:
    assert (
        quotes(article("Plain", words="An EHCP takes a year."), Subscription(1, "daily"), Subscription(1, "all")) == ()
    )
    assert quotes(article("Plain", words="An EHCP takes a year."), Subscription(1, "send")) == ()
    assert quotes(article("An EHCP"), Subscription(1, "send")) == ()


def test_where_the_source_gives_the_topic_the_whole_paper_is_judged() -> None:
    given = Source("s", "S", "https://e.example", "feed", topics=("care",))
    depots = paper("Bins.\fThe depot will close on 4 May 2027.")
    (alert,) = Recipients([Subscription(1, "care")], matcher()).matching(with_quotes(depots, given), given)
    assert alert.quotes == (Quote(2, "The depot will close on 4 May 2027.", "care"),)


def test_no_phrase_reaches_over_the_end_of_a_page() -> None:
    assert matcher().topics(paper("children in\fcare"), DAILY) == {}
    assert matcher().topics(paper("children\nin care"), DAILY) == {"care": "children in care"}
