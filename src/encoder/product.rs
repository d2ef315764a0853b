//! Rows × a block of numbers, added to rows, by the processor's own vector instructions: what pieces of a text take from
//! each other. What is multiplied with weights goes through `matrix.rs`.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for each kind of processor"
)]

use pulp::Simd;

use super::kernel::{TILE_ROWS, tile_rows};

/// Registers of sums for each of [`TILE_ROWS`] rows.
const REGISTERS: usize = 2;

/// A block is as wide as a multiple of this: what [`REGISTERS`] of sixteen numbers hold, the widest in use.
pub(super) const WIDTH_STEP: usize = 32;

/// The same few columns of each row of a table.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    /// The table from the first of these columns on.
    pub(super) numbers: &'a [f32],
    /// The width of the whole table.
    pub(super) stride: usize,
    /// How many columns.
    pub(super) width: usize,
}

/// [`Columns`] to write to.
pub(super) struct ColumnsMut<'a> {
    pub(super) numbers: &'a mut [f32],
    pub(super) stride: usize,
    pub(super) width: usize,
}

/// Multiplies each row with a block, which has a row of `sums.width` numbers for each column, and adds what comes of it
/// to the row of `sums` in the same place.
///
/// Each sum is taken in the order of the columns, so a row gives the same bytes whatever rows are beside it.
#[inline(always)]
pub(super) fn add_product<S: Simd>(
    simd: S,
    rows: Columns<'_>,
    block: &[f32],
    sums: &mut ColumnsMut<'_>,
) {
    let count = rows.numbers.len().div_ceil(rows.stride);
    let mut done = 0;
    while done < count {
        let taken = tile_rows(count - done);
        let rows = Columns {
            numbers: &rows.numbers[done * rows.stride..],
            ..rows
        };
        let sums = &mut ColumnsMut {
            numbers: &mut sums.numbers[done * sums.stride..],
            ..*sums
        };
        match taken {
            1 => add_tile::<S, 1>(simd, rows, block, sums),
            2 => add_tile::<S, 2>(simd, rows, block, sums),
            3 => add_tile::<S, 3>(simd, rows, block, sums),
            4 => add_tile::<S, 4>(simd, rows, block, sums),
            5 => add_tile::<S, 5>(simd, rows, block, sums),
            _ => add_tile::<S, TILE_ROWS>(simd, rows, block, sums),
        }
        done += taken;
    }
}

/// The same for the first `COUNT` rows.
#[expect(
    clippy::needless_range_loop,
    reason = "loops over numbers become straight code even where little is optimised, as for tests"
)]
#[inline(always)]
fn add_tile<S: Simd, const COUNT: usize>(
    simd: S,
    rows: Columns<'_>,
    block: &[f32],
    sums: &mut ColumnsMut<'_>,
) {
    let rows: [&[f32]; COUNT] =
        std::array::from_fn(|row| &rows.numbers[row * rows.stride..][..rows.width]);
    let step = REGISTERS * S::F32_LANES;
    for column in (0..sums.width).step_by(step) {
        let mut tile = [[simd.splat_f32s(0.0); REGISTERS]; COUNT];
        for (place, block) in block.chunks_exact(sums.width).enumerate() {
            let (block, _) = S::as_simd_f32s(&block[column..column + step]);
            for row in 0..COUNT {
                let number = simd.splat_f32s(rows[row][place]);
                for register in 0..REGISTERS {
                    tile[row][register] =
                        simd.mul_add_e_f32s(number, block[register], tile[row][register]);
                }
            }
        }
        for row in 0..COUNT {
            let sums = &mut sums.numbers[row * sums.stride + column..][..step];
            let (sums, _) = S::as_mut_simd_f32s(sums);
            for register in 0..REGISTERS {
                sums[register] = simd.add_f32s(sums[register], tile[row][register]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use pulp::{Arch, WithSimd};

    use super::*;

    struct Product<'a>(Columns<'a>, &'a [f32], &'a mut ColumnsMut<'a>);

    impl WithSimd for Product<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            add_product(simd, self.0, self.1, self.2);
        }
    }

    /// Small whole numbers, whose sums are exact.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|n| (n * 7 % 11) as f32 - 5.0).collect()
    }

    #[test]
    fn columns_of_any_number_of_rows_are_multiplied() {
        const DEPTH: usize = 5;
        const STRIDE: usize = 4 + WIDTH_STEP;
        let block = numbers(DEPTH * WIDTH_STEP);
        for count in 1..=2 * TILE_ROWS + 1 {
            // The columns begin after the second of eight, and their sums after the fourth of a row.
            let table = numbers(count * 8);
            let mut sums = vec![1.0; count * STRIDE];
            let rows = Columns {
                numbers: &table[2..],
                stride: 8,
                width: DEPTH,
            };
            let to = &mut ColumnsMut {
                numbers: &mut sums[4..],
                stride: STRIDE,
                width: WIDTH_STEP,
            };
            Arch::new().dispatch(Product(rows, &block, to));
            for (row, sums) in sums.chunks_exact(STRIDE).enumerate() {
                for (column, sum) in sums.iter().enumerate() {
                    let product = |column: usize| -> f32 {
                        (0..DEPTH)
                            .map(|k| table[row * 8 + 2 + k] * block[k * WIDTH_STEP + column])
                            .sum()
                    };
                    let expected = match column.checked_sub(4) {
                        Some(column) => 1.0 + product(column),
                        None => 1.0,
                    };
                    assert_eq!(
                        sum.to_bits(),
                        expected.to_bits(),
                        "{count}: {row}, {column}"
                    );
                }
            }
        }
    }
}
