"""The printed recovery key: read as it was meant, and never mistaken for another one."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketacounsel.core import recovery_key
from ketacounsel.core.errors import BadInput

SECRETS = st.integers(0, (1 << recovery_key.BITS) - 1).map(lambda n: n.to_bytes(17, "big"))


@given(SECRETS)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    printed = recovery_key.encode(secret)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", printed)
    assert recovery_key.decode(printed) == secret


@given(SECRETS, st.randoms(use_true_random=False))
def test_case_spaces_dashes_and_look_alikes_do_not_matter(secret: bytes, chance: Random) -> None:
    pick = chance.choice
    typed = "".join(
        pick({"0": "0Oo", "1": "1IiLl", "-": ["-", " ", "", " – ", "\n"]}.get(sign, sign + sign.lower()))
        for sign in recovery_key.encode(secret)
    )
    assert recovery_key.decode(typed) == secret


@given(SECRETS, st.data())
def test_any_four_wrong_signs_are_noticed(secret: bytes, data: st.DataObject) -> None:
    signs = list(recovery_key.normalise(recovery_key.encode(secret)))
    places = data.draw(st.lists(st.integers(0, 29), min_size=1, max_size=4, unique=True))
    for place in places:
        others = [sign for sign in recovery_key.ALPHABET if sign != signs[place]]
        signs[place] = data.draw(st.sampled_from(others))
    with pytest.raises(BadInput) as caught:
        recovery_key.decode("".join(signs))
    assert caught.value.field == recovery_key.FIELD


@given(SECRETS, st.data())
def test_up_to_two_wrong_signs_are_found(secret: bytes, data: st.DataObject) -> None:
    signs = list(recovery_key.normalise(recovery_key.encode(secret)))
    places = data.draw(st.lists(st.integers(0, 29), min_size=1, max_size=2, unique=True))
    for place in places:
        others = [sign for sign in recovery_key.ALPHABET if sign != signs[place]]
        signs[place] = data.draw(st.sampled_from(others))
    with pytest.raises(BadInput) as caught:
        recovery_key.decode("".join(signs))
    named = {int(group) for group in re.findall(r"\d", caught.value.what)}
    assert named == {place // 5 + 1 for place in places}


@given(SECRETS, st.integers(0, 28))
def test_two_neighbours_swapped_are_noticed(secret: bytes, place: int) -> None:
    signs = list(recovery_key.normalise(recovery_key.encode(secret)))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    with pytest.raises(BadInput):
        recovery_key.decode("".join(signs))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "0 of 30"),
        ("ABCDE", "too short"),
        ("A" * 31, "too long"),
        ("U" + "0" * 29, "Group 1 has a sign"),
        ("ñ" + "0" * 29, "Group 1 has a sign"),
        ("0" * 7 + "é" + "0" * 20 + "!!", "Groups 2 and 6 have"),
    ],
)
def test_a_mistyped_key_says_where_to_look(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=re.escape(says)):
        recovery_key.decode(typed)


def test_one_key_is_spelled_the_same_for_ever() -> None:
    assert recovery_key.encode(bytes(17)) == "00000-00000-00000-00000-00000-00000"
    assert recovery_key.encode(bytes.fromhex("02" + "3c" * 16)) == "HW7GY-3RF1W-7GY3R-F1W7G-Y3RF1-WG3GR"
    assert len(recovery_key.groups("0" * 30)) == 6


def test_more_than_130_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="130"):
        recovery_key.encode(b"\xff" * 17)
