"""The recovery key on paper: 130 bits of chance as 30 symbols that tell a typing error from another key.

26 Crockford base-32 symbols carry the bits, 4 Reed-Solomon symbols over GF(32) follow. Words of this code
differ in at least five symbols, so any four wrong ones are noticed and up to two are found.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

from ketacounsel.core.errors import BadInput

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DATA_SYMBOLS: Final = 26
CHECK_SYMBOLS: Final = 4
SYMBOLS: Final = DATA_SYMBOLS + CHECK_SYMBOLS
GROUP: Final = 5
BITS: Final = 5 * DATA_SYMBOLS
SECRET_BYTES: Final = (BITS + 7) // 8
FIELD: Final = "recovery_key"
_LOOK_ALIKE: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = str.maketrans("", "", " \t\r\n-\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u202f.·")


def _powers() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Powers of x modulo x^5 + x^2 + 1, and their logarithms."""
    power, log, value = [0] * 31, [0] * 32, 1
    for exponent in range(31):
        power[exponent], log[value] = value, exponent
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return tuple(power), tuple(log)


_POWER, _LOG = _powers()


def encode(secret: bytes) -> str:
    """The key as printed: `7F3A9-...`, six groups of five. `secret` is 130 bits in 17 bytes."""
    number = int.from_bytes(secret, "big")
    if len(secret) != SECRET_BYTES or number >> BITS:
        raise ValueError("a recovery key holds 130 bits")
    data = [number >> 5 * (DATA_SYMBOLS - 1 - place) & 31 for place in range(DATA_SYMBOLS)]
    symbols = "".join(ALPHABET[value] for value in data + _check_symbols(data))
    return "-".join(groups(symbols))


def groups(symbols: str) -> tuple[str, ...]:
    """The groups as they are printed and typed back."""
    plain = normalise(symbols)
    return tuple(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def normalise(typed: str) -> str:
    """What was meant: capitals, without spaces and dashes, O as 0, I and L as 1."""
    return typed.upper().translate(_BETWEEN).translate(_LOOK_ALIKE)


def decode(typed: str) -> bytes:
    """The 130 bits of a typed key. Raises BadInput that says where to look."""
    symbols = normalise(typed)
    strange = sorted({place // GROUP + 1 for place, symbol in enumerate(symbols) if symbol not in ALPHABET})
    if strange:
        raise BadInput(FIELD, f"{_name_groups(strange)} a sign that no recovery key has.", todo=_LOOK)
    if len(symbols) != SYMBOLS:
        short = "too short" if len(symbols) < SYMBOLS else "too long"
        raise BadInput(FIELD, f"This key is {short}: it has {len(symbols)} of 30 signs.", todo=_LOOK)
    values = [ALPHABET.index(symbol) for symbol in symbols]
    if any(_syndromes(values)):
        where = sorted({place // GROUP + 1 for place in _wrong_places(values)})
        what = f"{_name_groups(where)} a typing error." if where else "There is a typing error in this key."
        raise BadInput(FIELD, what, todo=_LOOK)
    number = 0
    for value in values[:DATA_SYMBOLS]:
        number = number << 5 | value
    return number.to_bytes(SECRET_BYTES, "big")


_LOOK: Final = "Check it against the printed sheet."


def _name_groups(where: list[int]) -> str:
    if len(where) == 1:
        return f"Group {where[0]} has"
    return f"Groups {', '.join(map(str, where[:-1]))} and {where[-1]} have"


def _times(a: int, b: int) -> int:
    return _POWER[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


def _over(a: int, b: int) -> int:
    return _POWER[(_LOG[a] - _LOG[b]) % 31] if a else 0


def _check_symbols(data: list[int]) -> list[int]:
    """Remainder of the data by the polynomial whose roots are x^1 ... x^4."""
    divisor = [1]
    for root in range(1, CHECK_SYMBOLS + 1):
        longer = [*divisor, 0]
        for place, factor in enumerate(divisor):
            longer[place + 1] ^= _times(factor, _POWER[root])
        divisor = longer
    rest = data + [0] * CHECK_SYMBOLS
    for place in range(len(data)):
        lead = rest[place]
        for offset, factor in enumerate(divisor):
            rest[place + offset] ^= _times(factor, lead)
    return rest[len(data) :]


def _syndromes(values: list[int]) -> list[int]:
    """All zero for a word of the code."""
    found = []
    for root in range(1, CHECK_SYMBOLS + 1):
        total = 0
        for value in values:
            total = _times(total, _POWER[root]) ^ value
        found.append(total)
    return found


def _wrong_places(values: list[int]) -> tuple[int, ...]:
    """The one or two places that explain the syndromes; empty when more than two are wrong."""
    s1, s2, s3, s4 = _syndromes(values)
    for first, second in combinations(range(len(values)), 2):
        x, y = (_POWER[(len(values) - 1 - place) % 31] for place in (first, second))
        b = _over(_times(s1, x) ^ s2, _times(y, x ^ y))
        a = _over(s1 ^ _times(b, y), x)
        third = _times(a, _cube(x)) ^ _times(b, _cube(y))
        fourth = _times(a, _times(x, _cube(x))) ^ _times(b, _times(y, _cube(y)))
        if (third, fourth) == (s3, s4):
            return tuple(place for place, wrong in ((first, a), (second, b)) if wrong)
    return ()


def _cube(value: int) -> int:
    return _times(value, _times(value, value))
