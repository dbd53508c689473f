"""Prompts speak of this client and this infusion, and stay graceful when something does not exist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core.prompt_tokens import MAYBE, TokenFacts, fill, pronoun_set, say, tokens_in
from ketacounsel.core.templates import Prompt
from tests.core.note_examples import templates


@pytest.mark.parametrize(
    ("written", "used"),
    [
        ("she/her", "she"),
        ("He / him", "he"),
        ("they/them", "they"),
        ("she/they", "she"),
        ("ze/zir", "they"),
        ("", "they"),
        ("the usual", "they"),
    ],
)
def test_pronouns_are_read_as_written(written: str, used: str) -> None:
    assert pronoun_set(written) == used


def test_an_aside_bends_to_the_pronoun() -> None:
    aside = "Follow what {they} {offer|offers}; leave interpretation to {them}."
    assert (
        fill(aside, TokenFacts(pronouns="she/her")) == "Follow what she offers; leave interpretation to her."
    )
    assert fill(aside, TokenFacts()) == "Follow what they offer; leave interpretation to them."


def test_the_intention_of_the_preparation_stands_in_the_next_question() -> None:
    prompt = Prompt("You had set out with “{intention}”.", "What did you hope for?")
    assert say(prompt, TokenFacts(intention="to knock")) == "You had set out with “to knock”."
    assert say(prompt, TokenFacts()) == "What did you hope for?"


def test_a_clients_braces_are_words_and_nothing_else() -> None:
    prompt = Prompt("You said “{intention}”.", "Hm.")
    told = TokenFacts(intention="a {last_action} and {they}\nagain", last_action="never shown")
    assert say(prompt, told) == "You said “a {last_action} and {they} again”."


@given(st.text(min_size=1).filter(str.strip))
def test_any_words_of_a_client_come_out_as_typed(words: str) -> None:
    assert fill("{intention}", TokenFacts(intention=words)) == " ".join(words.split())


def test_no_prompt_is_left_with_a_hole_when_nothing_is_known() -> None:
    for template in templates().values():
        for step in template.steps:
            for prompt in step.prompts:
                shown = say(prompt, TokenFacts())
                assert shown and "{" not in shown and "“”" not in shown
                assert not set(tokens_in(prompt.without)) & MAYBE
