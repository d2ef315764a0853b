//! Risk against coverage as a picture: SVG for a page, characters for a terminal.

use std::fmt::Write as _;

use super::Step;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 48.0;

const COLUMNS: usize = 60;
const ROWS: usize = 12;

/// Draws how many answers are wrong (upwards, in percent) when the surest share of the questions is answered (to the
/// right). `threshold` marks where the program stops answering.
pub fn risk_coverage_svg(steps: &[Step], threshold: f32) -> String {
    let most = ceiling(steps);
    let x = |coverage: f64| LEFT + coverage * (WIDTH - LEFT - RIGHT);
    let y = |risk: f64| HEIGHT - BOTTOM - risk / most * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"14\">Wrong answers, of answers given, by share of questions answered</text>\n"
    );
    for fifth in 0..=5 {
        let share = f64::from(fifth) / 5.0;
        let (across, up) = (x(share), y(share * most));
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {up:.1}H{:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.0} %</text>\
             <text x=\"{across:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0} %</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            up + 4.0,
            100.0 * share * most,
            HEIGHT - BOTTOM + 18.0,
            100.0 * share,
        );
    }
    if let Some(last) = steps.iter().rev().find(|step| step.confidence >= threshold) {
        let (across, up) = (x(last.coverage), y(last.risk));
        let _ = writeln!(
            svg,
            "<path d=\"M{across:.1} {TOP}V{:.1}\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>\
             <circle cx=\"{across:.1}\" cy=\"{up:.1}\" r=\"4\" fill=\"#c0392b\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">answers end here: {:.0} % sure</text>",
            HEIGHT - BOTTOM,
            across + 6.0,
            TOP + 12.0,
            100.0 * threshold,
        );
    }
    let line: Vec<String> = steps
        .iter()
        .map(|step| format!("{:.1} {:.1}", x(step.coverage), y(step.risk)))
        .collect();
    let _ = writeln!(
        svg,
        "<path d=\"M{}\" fill=\"none\" stroke=\"#c0392b\" stroke-width=\"2\"/>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">questions answered, surest first</text>\n</svg>",
        line.join("L"),
        x(0.5),
        HEIGHT - 8.0,
    );
    svg
}

/// The same in characters.
pub(super) fn in_characters(steps: &[Step], threshold: f32) -> String {
    let most = ceiling(steps);
    let mut grid = vec![[' '; COLUMNS]; ROWS];
    let last = steps.iter().rev().find(|step| step.confidence >= threshold);
    let column = |coverage: f64| cell(coverage, COLUMNS);
    if let Some(last) = last {
        for row in &mut grid {
            row[column(last.coverage)] = '·';
        }
    }
    #[expect(clippy::needless_range_loop, reason = "it names a column, not a row")]
    for column_number in 0..COLUMNS {
        let step = steps
            .iter()
            .rev()
            .find(|step| column(step.coverage) <= column_number);
        if let Some(step) = step {
            grid[ROWS - 1 - cell(step.risk / most, ROWS)][column_number] = '█';
        }
    }
    let mut plot = String::new();
    for (row, number) in grid.iter().zip(0_u32..) {
        let share = most * (1.0 - f64::from(number) / ROWS as f64);
        let line: String = row.iter().collect();
        let _ = writeln!(plot, "{:>4.0} % │{}", 100.0 * share, line.trim_end());
    }
    let _ = writeln!(plot, "       └{}", "─".repeat(COLUMNS));
    let _ = write!(plot, "        0 %{:>width$}", "100 %", width = COLUMNS - 3);
    plot
}

/// The cell, of so many, that a share falls into; a share at a border belongs to the cell before it.
fn cell(share: f64, cells: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a few cells"
    )]
    let position = (share * cells as f64).ceil() as usize;
    position.clamp(1, cells) - 1
}

/// The upper end of the scale: the greatest risk, rounded up to a tenth.
fn ceiling(steps: &[Step]) -> f64 {
    let most = steps.iter().map(|step| step.risk).fold(0.0, f64::max);
    ((most * 10.0).ceil() / 10.0).clamp(0.1, 1.0)
}
