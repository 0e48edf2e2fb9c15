"""Numbers come back bit for bit, in four bytes where those are enough."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.storage.numbers import (
    from_shortest,
    pack_long,
    pack_short,
    shortest,
    unpack_long,
    unpack_short,
)

any_numbers = st.floats(width=64)
on_the_grid = st.integers(-(2**23), 2**23).map(lambda it: it / 1024)


@given(arrays(np.float64, array_shapes(max_dims=1), elements=any_numbers))
def test_any_numbers_come_back_bit_for_bit(numbers):
    assert unpack_long(pack_long(numbers)).tobytes() == numbers.tobytes()
    assert from_shortest(shortest(numbers), len(numbers)).tobytes() == numbers.tobytes()


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2), elements=any_numbers))
def test_any_matrix_comes_back_bit_for_bit(numbers):
    found = unpack_short(pack_short(numbers), numbers.shape)

    assert (found.dtype, found.shape) == (numbers.dtype, numbers.shape)
    assert found.tobytes() == numbers.tobytes()


@given(arrays(np.float64, array_shapes(max_dims=1), elements=on_the_grid))
def test_numbers_on_the_grid_take_four_bytes(numbers):
    assert len(shortest(numbers)) == 4 * len(numbers)


def test_columns_of_a_larger_sheet_lie_row_after_row():
    sheet = np.arange(12.0).reshape(3, 4)
    some = sheet[:, [3, 1]].T

    assert unpack_short(pack_short(some), (2, 3)).tolist() == some.tolist()
