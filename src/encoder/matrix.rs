//! Rows × a matrix of 8-bit weights, in integers.
//!
//! The rows are quantized to 16 bits, much finer than the weights: one instruction adds up sixteen products, twice as many
//! as in floating point, and the weights are used as they are stored, in 8 bits. Integer sums are exact, and the same in
//! any order on any processor.

#![expect(
    clippy::inline_always,
    reason = "only what is inlined is compiled for each kind of processor"
)]

use pulp::NullaryFnOnce;
#[cfg(target_arch = "x86_64")]
use pulp::{
    u8x16,
    x86::{V3, V4},
};

use super::kernel::{ROUND, TILE_ROWS, tile_rows, with_best_instructions};

/// Outputs whose weights are stored together: their sums fill two registers for each of [`TILE_ROWS`] rows.
pub(super) const PANEL: usize = 16;

/// A quantized matrix, in 8 bits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Matrix {
    /// Panels × pairs of inputs.
    panels: &'static [Weights],
    inputs: usize,
    /// One for each output.
    scales: Vec<f32>,
}

/// The weights of two inputs, one after the other, for each output of a panel.
type Weights = [u8; 2 * PANEL];

/// Two inputs of a row, one after the other.
type Inputs = [i16; 2];

impl Matrix {
    /// `panels` are signed bytes: panels × pairs of inputs × [`PANEL`] outputs × the two of a pair.
    pub(super) fn new(panels: &'static [u8], inputs: usize, scales: Vec<f32>) -> Self {
        Self {
            panels: panels.as_chunks().0,
            inputs,
            scales,
        }
    }

    /// How many outputs it has.
    fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Multiplies rows of inputs with it.
    pub(super) fn times(&self, rows: &[f32]) -> Vec<f32> {
        let rows = &Rows::rounded(rows, self.inputs);
        #[cfg(target_arch = "x86_64")]
        if let Some(processor) = V4::try_new() {
            return processor.vectorize(Product::new(processor, rows, self));
        } else if let Some(processor) = V3::try_new() {
            return processor.vectorize(Product::new(processor, rows, self));
        }
        Product::new(Any, rows, self).call()
    }
}

/// Rows × a matrix with the instructions of a processor. A closure would get those only in an optimised build.
struct Product<'a, P> {
    processor: P,
    rows: &'a Rows,
    matrix: &'a Matrix,
}

impl<'a, P> Product<'a, P> {
    fn new(processor: P, rows: &'a Rows, matrix: &'a Matrix) -> Self {
        Self {
            processor,
            rows,
            matrix,
        }
    }
}

impl<P: Processor> NullaryFnOnce for Product<'_, P> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn call(self) -> Vec<f32> {
        let Self {
            processor,
            rows,
            matrix,
        } = self;
        let (count, outputs) = (rows.scales.len(), matrix.outputs());
        let mut products = vec![0.0; count * outputs];
        for (number, panel) in matrix.panels.chunks_exact(matrix.inputs / 2).enumerate() {
            let columns = number * PANEL;
            let mut done = 0;
            while done < count {
                let taken = tile_rows(count - done);
                let tile = Tile {
                    rows: &rows.inputs[done * panel.len()..],
                    row_scales: &rows.scales[done..],
                    panel,
                    panel_scales: &matrix.scales[columns..][..PANEL],
                    products: &mut products[done * outputs + columns..],
                    stride: outputs,
                };
                match taken {
                    1 => tile.fill::<1>(processor),
                    2 => tile.fill::<2>(processor),
                    3 => tile.fill::<3>(processor),
                    4 => tile.fill::<4>(processor),
                    5 => tile.fill::<5>(processor),
                    _ => tile.fill::<TILE_ROWS>(processor),
                }
                done += taken;
            }
        }
        products
    }
}

/// Quantized rows of inputs, each with its scale.
struct Rows {
    inputs: Vec<Inputs>,
    scales: Vec<f32>,
}

impl Rows {
    fn rounded(rows: &[f32], width: usize) -> Self {
        let most = most(width);
        let mut inputs = vec![[0; 2]; rows.len() / 2];
        let mut scales = vec![0.0; rows.len() / width];
        with_best_instructions(
            #[inline(always)]
            || {
                for (number, row) in rows.chunks_exact(width).enumerate() {
                    let scale = largest(row).max(f32::MIN_POSITIVE) / most;
                    let stretch = 1.0 / scale;
                    let inputs = &mut inputs[number * width / 2..][..width / 2];
                    for (input, x) in inputs.as_flattened_mut().iter_mut().zip(row) {
                        *input = rounded(x * stretch);
                    }
                    scales[number] = scale;
                }
            },
        );
        Self { inputs, scales }
    }
}

/// Largest input of a row for which the sum of products fits into 32 bits with any weights.
fn most(inputs: usize) -> f32 {
    (i32::MAX as usize / (inputs << 7)).min(i16::MAX as usize) as f32
}

/// The nearest whole number to one between those of 16 bits.
#[inline(always)]
fn rounded(x: f32) -> i16 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number stands in the lowest bits"
    )]
    let whole = (x + ROUND).to_bits() as u16;
    whole.cast_signed()
}

/// The largest absolute value of a row.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (whole, rest) = row.as_chunks::<8>();
    for numbers in whole {
        for (lane, x) in lanes.iter_mut().zip(numbers) {
            *lane = lane.max(x.abs());
        }
    }
    lanes
        .iter()
        .chain(rest)
        .fold(0.0, |largest, x| largest.max(x.abs()))
}

/// Some rows, the panel that they are multiplied with, and the place of the result.
struct Tile<'a> {
    rows: &'a [Inputs],
    row_scales: &'a [f32],
    panel: &'a [Weights],
    panel_scales: &'a [f32],
    /// From the first product on, in rows of `stride` numbers.
    products: &'a mut [f32],
    stride: usize,
}

impl Tile<'_> {
    /// Multiplies the first `COUNT` rows.
    #[inline(always)]
    fn fill<const COUNT: usize>(self, processor: impl Processor) {
        let width = self.panel.len();
        let rows: [&[Inputs]; COUNT] =
            std::array::from_fn(|row| &self.rows[row * width..][..width]);
        let sums = processor.sums(rows, self.panel);
        for (row, sums) in sums.iter().enumerate() {
            let products = &mut self.products[row * self.stride..][..PANEL];
            for output in 0..PANEL {
                let scale = self.row_scales[row] * self.panel_scales[output];
                products[output] = sums[output] as f32 * scale;
            }
        }
    }
}

/// A kind of processor.
trait Processor: Copy {
    /// The sum of the products of each row with each output of a panel. The rows are as long as the panel.
    fn sums<const COUNT: usize>(
        self,
        rows: [&[Inputs]; COUNT],
        panel: &[Weights],
    ) -> [[i32; PANEL]; COUNT];
}

#[cfg(target_arch = "x86_64")]
impl Processor for V3 {
    #[inline(always)]
    fn sums<const COUNT: usize>(
        self,
        rows: [&[Inputs]; COUNT],
        panel: &[Weights],
    ) -> [[i32; PANEL]; COUNT] {
        let mut sums = [[self.avx._mm256_setzero_si256(); 2]; COUNT];
        for place in 0..panel.len() {
            let [first, second]: [u8x16; 2] = pulp::cast(panel[place]);
            let weights = [
                self.avx2._mm256_cvtepi8_epi16(pulp::cast(first)),
                self.avx2._mm256_cvtepi8_epi16(pulp::cast(second)),
            ];
            for row in 0..COUNT {
                let inputs = self.avx._mm256_set1_epi32(pulp::cast(rows[row][place]));
                for half in 0..2 {
                    let products = self.avx2._mm256_madd_epi16(inputs, weights[half]);
                    sums[row][half] = self.avx2._mm256_add_epi32(sums[row][half], products);
                }
            }
        }
        std::array::from_fn(|row| pulp::cast(sums[row]))
    }
}

/// With AVX-512 a register holds the sums of a whole panel.
#[cfg(target_arch = "x86_64")]
impl Processor for V4 {
    #[inline(always)]
    fn sums<const COUNT: usize>(
        self,
        rows: [&[Inputs]; COUNT],
        panel: &[Weights],
    ) -> [[i32; PANEL]; COUNT] {
        let mut sums = [self.avx512f._mm512_setzero_si512(); COUNT];
        for place in 0..panel.len() {
            let weights = self.avx512bw._mm512_cvtepi8_epi16(pulp::cast(panel[place]));
            for row in 0..COUNT {
                let inputs = self.avx512f._mm512_set1_epi32(pulp::cast(rows[row][place]));
                let products = self.avx512bw._mm512_madd_epi16(inputs, weights);
                sums[row] = self.avx512f._mm512_add_epi32(sums[row], products);
            }
        }
        sums.map(pulp::cast)
    }
}

/// Any processor: the compiler finds its instructions.
#[derive(Clone, Copy)]
struct Any;

impl Processor for Any {
    #[inline(always)]
    fn sums<const COUNT: usize>(
        self,
        rows: [&[Inputs]; COUNT],
        panel: &[Weights],
    ) -> [[i32; PANEL]; COUNT] {
        let mut sums = [[0_i32; PANEL]; COUNT];
        for (place, weights) in panel.iter().enumerate() {
            for row in 0..COUNT {
                let [one, other] = rows[row][place].map(i32::from);
                for output in 0..PANEL {
                    let [first, second] = [weights[2 * output], weights[2 * output + 1]]
                        .map(|weight| i32::from(weight.cast_signed()));
                    // They fit ([`most`]); a check of each would prevent vectorisation.
                    sums[row][output] = sums[row][output]
                        .wrapping_add(one.wrapping_mul(first))
                        .wrapping_add(other.wrapping_mul(second));
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from −1 to 1 in no order.
    fn numbers(count: usize) -> Vec<f32> {
        (0..count)
            .map(|n| (n * 7_919 % 2_003) as f32 / 1_001.0 - 1.0)
            .collect()
    }

    /// Weights of all sizes in no order.
    fn mixed(input: usize, output: usize) -> i8 {
        let byte = u8::try_from((input * 89 + output * 57) % 256);
        byte.unwrap().cast_signed()
    }

    /// A matrix whose weight for `input` and `output` is what `weight` says.
    fn matrix(inputs: usize, outputs: usize, weight: impl Fn(usize, usize) -> i8) -> Matrix {
        let mut panels = Vec::new();
        for panel in 0..outputs / PANEL {
            for pair in 0..inputs / 2 {
                for output in panel * PANEL..(panel + 1) * PANEL {
                    panels.extend([0, 1].map(|one| weight(2 * pair + one, output).cast_unsigned()));
                }
            }
        }
        let scales = (0..outputs).map(|output| 1.0 + output as f32).collect();
        Matrix::new(panels.leak(), inputs, scales)
    }

    #[test]
    fn any_number_of_rows_is_multiplied() {
        const INPUTS: usize = 10;
        let matrix = matrix(INPUTS, 3 * PANEL, mixed);
        for count in 0..=2 * TILE_ROWS + 1 {
            let rows = numbers(count * INPUTS);
            let products = matrix.times(&rows);
            assert_eq!(products.len(), count * 3 * PANEL);
            for (place, found) in products.iter().enumerate() {
                let (row, output) = (place / (3 * PANEL), place % (3 * PANEL));
                let expected: f64 = (0..INPUTS)
                    .map(|input| {
                        f64::from(rows[row * INPUTS + input]) * f64::from(mixed(input, output))
                    })
                    .sum::<f64>()
                    * (1.0 + output as f64);
                let off = (f64::from(*found) - expected).abs();
                assert!(
                    off < 2e-2 * (1.0 + output as f64),
                    "{count} rows, {place}: {found}, {expected}"
                );
            }
        }
    }

    #[test]
    fn every_processor_gives_the_same() {
        let matrix = matrix(64, PANEL, mixed);
        let rows = &Rows::rounded(&numbers(64 * 13), 64);
        let anywhere = Product::new(Any, rows, &matrix).call();
        #[cfg(target_arch = "x86_64")]
        if let Some(processor) = V3::try_new() {
            let product = Product::new(processor, rows, &matrix);
            assert_eq!(processor.vectorize(product), anywhere);
        }
        assert_eq!(matrix.times(&numbers(64 * 13)), anywhere);
    }

    #[test]
    fn the_largest_sums_fit() {
        for inputs in [2, 384, 1536] {
            for (weight, sign) in [(i8::MIN, -1.0), (i8::MAX, 1.0)] {
                let matrix = matrix(inputs, PANEL, |_, _| weight);
                let expected = sign * inputs as f32 * f32::from(weight);
                let found = matrix.times(&vec![sign; inputs])[0];
                assert!((found / expected.abs() - 1.0).abs() < 1e-6, "{found}");
            }
        }
    }

    #[test]
    fn a_row_of_zeros_gives_zeros() {
        let matrix = matrix(4, PANEL, |_, _| 100);
        assert_eq!(matrix.times(&[0.0; 4]), [0.0; PANEL]);
    }
}
