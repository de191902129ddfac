"""Phrases: what is found in a text, in which spellings, and what a longer phrase takes away."""

from __future__ import annotations

from datetime import date
from sys import setprofile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.examples import every_example
from watcher.core.documents import Quote
from watcher.rules.phrases import Phrase, Text
from watcher.rules.quotes import choose_quotes


def holds(text: str, phrase: str, *unless: str) -> bool:
    return Text([text]).holds(Phrase(phrase), [Phrase(longer) for longer in unless])


@every_example(
    ("phrase", "text"),
    [
        ("SEND", "Parents of SEND children"),
        ("SEND", "SEND: what next?"),
        ("SEND", "(SEND)"),
        ("SEND", "the ‘SEND crisis’"),
        ("SEND", "SEN/SEND"),
        ("ehcp", "An EHCP delayed"),
        ("Ofsted", "OFSTED praises school"),
        ("children's services", "Havering Children’s Services"),
        ("children’s services", "children's services"),
        ("Havering", "Havering’s schools"),
        ("home to school transport", "Home–to–school  transport"),
        ("looked-after children", "looked after children"),
        ("short breaks", "short\u00a0breaks"),
        ("health and wellbeing", "Health & Wellbeing Board"),
        ("Barking & Dagenham", "barking and dagenham"),
        ("education, health and care", "Education, Health and Care Plan"),
        ("A127", "Works on the A127"),
        ("special needs", "◼Special\u2028needs\uf06e"),
        ("café", "the CAFÉ: £1m"),
        ("EHCP", "Fewer EHCPs are finished"),
        ("EHCP", "EHCPS: PARENTS WAIT"),
        ("EHCP", "the EHCP's third draft"),
        ("tribunal", "Tribunals' backlog"),
        ("tribunal", "the tribunal’s ruling"),
        ("family hub", "Family hubs open"),
        ("key worker", "key workers’ pay"),
        ("charity", "Two charities"),
        ("school bus", "School buses"),
        ("church", "churches"),
        ("survey", "Surveys"),
        ("C++", "C++ club for pupils"),
        ("c#", "Teaching C#, at last"),
        ("C", "grade C, then C++"),
        ("A*", "an A* in maths"),
        ("#SEND", "join in: #SEND"),
        ("SEND", "#SEND"),
        ("SEND", "**SEND**"),
    ],
)
def test_phrase_is_found(phrase: str, text: str) -> None:
    assert holds(text, phrase)


@every_example(
    ("phrase", "text"),
    [
        ("SEND", "Councillors send cards"),
        ("SEND", "Send us cards"),
        ("SEND", "SENDING"),
        ("SEN", "Sensory garden"),
        ("SEN", "SEND"),
        ("EHCP", "ehcps"),
        ("EHCP", "EHCPX"),
        ("tribunals", "tribunal"),
        ("charity", "charitys"),
        ("C++", "grade C"),
        ("C++", "C+ and +"),
        ("c#", "C minor"),
        ("A*", "A level"),
        ("special needs", "special + needs"),
        ("special needs", "special. Needs"),
        ("special needs", "special, needs"),
        ("special needs", "Something special — needs of all"),
        ("special needs", "special - needs"),
        ("special needs", "special\u2028-\t needs"),
        ("special needs", "special ◼ needs"),
        ("special needs", "special\ud800needs"),
        ("caf", "café"),
        ("Havering", "Haringey"),
        ("Havering", "wavering"),
        ("children in care", "children care in"),
        ("!!!", "wait!!!"),
        ("", "anything"),
    ],
)
def test_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not holds(text, phrase)


def test_longer_phrase_takes_away_only_what_lies_inside_it() -> None:
    assert not holds("A send-off for the coach", "send", "send-off")
    assert not holds("SEND OUT THE CLOWNS", "SEND", "SEND OUT")
    assert holds("SEND pupils at a send-off", "SEND", "send-off")
    assert holds("send-off, then send", "send", "send-off")
    assert holds("SEND out", "SEND", "SEND OUT"), "a longer phrase in capitals too is found only in capitals"


def test_a_not_in_small_letters_cancels_no_match_in_capitals() -> None:
    assert holds("SEND parents to march on Town Hall", "SEND", "send parents to")
    assert not holds("Heads to send parents to court", "send parents", "to send parents")
    assert not holds("SEND US YOUR PICTURES", "SEND", "SEND US"), "one in capitals does"
    assert not holds("DSG Retail to close", "DSG", "DSG Retail"), "so does one that holds these capitals"


def config_holds(text: str, phrase: str, *unless: str) -> bool:
    return Text([text]).holds(Phrase.of_config(phrase), [Phrase.of_config(longer) for longer in unless])


@every_example(
    ("phrase", "text"),
    [
        ("{foster, kinship} carer", "Kinship carers wanted"),
        ("{foster, kinship} {carer, family}", "a foster family"),
        ("{SEND, SEN} {unit, base}", "Two SEN units"),
        ("{deaf, autistic} near {child, pupil}", "Pupils who are autistic"),
        ("{deaf, autistic} near {child, pupil}", "Deaf, and so far alone: one child"),
        ("autism near {school}", "One school’s autism base"),
        ("{one}", "one"),
    ],
)
def test_phrase_with_alternatives_or_nearness_is_found(phrase: str, text: str) -> None:
    assert config_holds(text, phrase)


@every_example(
    ("phrase", "text"),
    [
        ("{foster, kinship} carer", "Carers foster hope"),
        ("{SEND, SEN}", "send and sen"),
        ("{deaf, autistic} near {child, pupil}", "A deaf man"),
        ("{deaf, autistic} near {child, pupil}", "Deaf one two three four five six seven child"),
        ("near miss", "miss near"),
        ("{child, child's} near {child}", "a child"),
    ],
)
def test_phrase_with_alternatives_or_nearness_is_not_found(phrase: str, text: str) -> None:
    assert not config_holds(text, phrase)


def test_near_words_are_not_near_over_the_end_of_a_part() -> None:
    assert not Text(["A deaf", "child"]).holds(Phrase.of_config("{deaf} near {child}"))


def test_a_longer_phrase_takes_half_of_a_near_one_away() -> None:
    near, man = "{blind, deaf} near {girl, boy}", "{blind, deaf} {man, bend}"
    animals = "{foster carer, foster home} near {dog, cat}"
    assert not config_holds("Blind man saves girl from river", near, man)
    assert config_holds("Blind man and deaf girl", near, man)
    assert not config_holds("Dog home seeks foster carers", "foster carer", animals)
    assert config_holds("Foster carers sought", "foster carer", animals)


def test_near_words_are_told_as_the_document_spells_them() -> None:
    found = Text(["Council fails deaf and autistic children"]).as_found(
        Phrase.of_config("{autistic, blind} near {child, children}")
    )
    assert found == "autistic children"


@every_example("phrase", ["{a, b", "a} b", "{a, {b}}", "{a,, b}", "{}", "{a} near {b} near {c}", "{a,b}" * 9])
def test_phrase_that_can_not_be_read_is_refused_with_a_sentence(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"^(opens|closes|has|holds|stands) .* "):
        Phrase.of_config(phrase)


@given(st.text(), st.text("ab {},near"))
def test_any_text_and_any_phrase_of_the_config_can_be_tried(text: str, phrase: str) -> None:
    try:
        found = Phrase.of_config(phrase)
    except ValueError:
        return
    assert Text([text]).holds(found) in (True, False)


@given(st.text(), st.text())
def test_any_text_and_any_phrase_can_be_tried(text: str, phrase: str) -> None:
    assert holds(text, phrase) in (True, False)


@given(
    st.lists(st.sampled_from(["a", "b", "c", "|", "-", "'", "and", "SEND", "send"]), max_size=12),
    st.sampled_from(["a b c", "SEND"]),
)
def test_quick_look_agrees_with_the_long_one(words: list[str], phrase: str) -> None:
    text = Text([" ".join(words)])
    wanted = Phrase(phrase)
    whole = [(spelling.padded, text.kept if spelling.exact else text.lower) for spelling in wanted.spellings]
    assert text.holds(wanted) == any(padded in words for padded, words in whole)


@every_example("phrase", ["quokka transport", "quokka trans-port", "transport for pupils"])
def test_a_word_broken_at_the_end_of_a_line_is_found_in_both_readings(phrase: str) -> None:
    text = Text([], ["The quokka trans-\nport for pupils ends."])
    assert text.page_of(Phrase(phrase)) == 0


def test_a_word_broken_at_the_end_of_a_line_is_quoted_whole() -> None:
    text = Text([], ["First.", "It ends now. The quokka trans-\nport for pupils ends."])
    assert text.as_found(Phrase("quokka transport")) == "quokka transport"
    (quoted,) = choose_quotes(text, {"": [Phrase("quokka transport")]}, {}, date.max)
    assert quoted == Quote(2, "The quokka transport for pupils ends.")


@every_example("text", ["trans- port", "trans -\nport", "16-\nport", "trans-\n\nport"])
def test_what_no_line_end_breaks_is_not_joined(text: str) -> None:
    assert not holds(text, "transport")


def test_the_wordings_of_a_phrase_are_not_gone_through_each_time_it_is_looked_for() -> None:
    phrase = Phrase.of_config("{" + ", ".join(f"a{number}" for number in range(50)) + "} school")
    text = Text(["The a7 school"])
    called: list[str] = []
    assert text.holds(phrase)
    setprofile(lambda frame, happened, _: called.append(frame.f_code.co_name) if happened == "call" else None)
    text.holds(phrase)
    setprofile(None)
    assert len(called) < 20
    assert not text.holds(Phrase.of_config("{a8, a9} school"))
