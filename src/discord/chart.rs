//! Counts of questions by day → a picture. It has a ground of its own, so that it reads the same in Discord's dark and
//! light themes; blue, amber and grey are told apart by all kinds of eyes.

use std::sync::OnceLock;

use plotters::prelude::*;
use plotters::style::{FontStyle, register_font};

use crate::render::discord::chart_words;
use crate::store::DayCount;
use crate::{Error, Result};

const WIDTH: u32 = 900;
const HEIGHT: u32 = 380;
const GROUND: RGBColor = RGBColor(0x2b, 0x2d, 0x31);
const LINES: RGBColor = RGBColor(0x4e, 0x50, 0x58);
const WORDS: RGBColor = RGBColor(0xdb, 0xde, 0xe1);
const ANSWERED: RGBColor = RGBColor(0x4e, 0xa3, 0xf1);
const CLOSEST: RGBColor = RGBColor(0xf0, 0xb2, 0x32);
const NOTHING: RGBColor = RGBColor(0x94, 0x9b, 0xa4);
const FONT: &str = "chart";
static FONT_FILE: &[u8] = include_bytes!("chart/chart.ttf");
/// Days that are named along the bottom, at most.
const NAMED_DAYS: usize = 10;

/// Draws the days as a PNG.
pub(crate) fn draw(days: &[DayCount]) -> Result<Vec<u8>> {
    static REGISTERED: OnceLock<()> = OnceLock::new();
    if REGISTERED.get().is_none() {
        register_font(FONT, FontStyle::Normal, FONT_FILE)
            .map_err(|_| Error::internal("drawing a chart", "its font cannot be read"))?;
        let _ = REGISTERED.set(());
    }
    let mut pixels = vec![0; (WIDTH * HEIGHT * 3) as usize];
    paint(&mut pixels, days)
        .map_err(|error| Error::internal("drawing a chart", error.to_string()))?;
    png(&pixels)
}

/// The part of a day's bar that one outcome takes: where it begins, and how high it is.
type Part = fn(&DayCount) -> (u64, u64);

type Painted = std::result::Result<(), Box<dyn std::error::Error>>;

fn paint(pixels: &mut [u8], days: &[DayCount]) -> Painted {
    let area = BitMapBackend::with_buffer(pixels, (WIDTH, HEIGHT)).into_drawing_area();
    area.fill(&GROUND)?;
    let most = days
        .iter()
        .map(|day| day.answered + day.closest + day.nothing)
        .max()
        .unwrap_or(0);
    let (count, top) = (i32::try_from(days.len())?, i64::try_from(most)?.max(4));
    let words = |size: u32| (FONT, size).into_font().color(&WORDS);
    let mut chart = ChartBuilder::on(&area)
        .margin(16)
        .margin_right(24)
        .x_label_area_size(34)
        .y_label_area_size(52)
        .build_cartesian_2d((0..count.max(1)).into_segmented(), 0..top + top / 8 + 1)?;
    let name = |place: &SegmentValue<i32>| match place {
        SegmentValue::CenterOf(place) | SegmentValue::Exact(place) => usize::try_from(*place)
            .ok()
            .and_then(|place| days.get(place))
            .map_or_else(String::new, |day| day.day.strftime("%m-%d").to_string()),
        SegmentValue::Last => String::new(),
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(LINES)
        .axis_style(LINES)
        .x_labels(days.len().clamp(1, NAMED_DAYS))
        .y_labels(5)
        .x_label_style(words(17))
        .y_label_style(words(17))
        .x_label_formatter(&name)
        .draw()?;
    let parts: [(&str, RGBColor, Part); 3] = [
        (chart_words::ANSWERED, ANSWERED, |day| (0, day.answered)),
        (chart_words::CLOSEST, CLOSEST, |day| {
            (day.answered, day.closest)
        }),
        (chart_words::NOTHING, NOTHING, |day| {
            (day.answered + day.closest, day.nothing)
        }),
    ];
    for (word, color, part) in parts {
        let mut bars = Vec::new();
        for (place, day) in days.iter().enumerate() {
            let (below, height) = part(day);
            if height > 0 {
                let place = i32::try_from(place)?;
                let (from, to) = (i64::try_from(below)?, i64::try_from(below + height)?);
                let mut bar = Rectangle::new(
                    [
                        (SegmentValue::Exact(place), from),
                        (SegmentValue::Exact(place + 1), to),
                    ],
                    color.filled(),
                );
                // Many days leave no room between their bars.
                let gap = if days.len() > 60 { 1 } else { 3 };
                bar.set_margin(0, 0, gap, gap);
                bars.push(bar);
            }
        }
        chart
            .draw_series(bars)?
            .label(word)
            .legend(move |(x, y)| Rectangle::new([(x, y - 6), (x + 14, y + 6)], color.filled()));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(GROUND.mix(0.85))
        .label_font(words(18))
        .draw()?;
    area.present()?;
    Ok(())
}

fn png(pixels: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(pixels))
        .map_err(|error| Error::internal("writing a picture", error))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    fn days(count: i64) -> Vec<DayCount> {
        (0..count)
            .map(|day| DayCount {
                day: date(2026, 1, 1).checked_add(day.days()).unwrap(),
                answered: u64::try_from(day * 7 % 23).unwrap(),
                closest: u64::try_from(day * 5 % 11).unwrap(),
                nothing: u64::try_from(day * 3 % 7).unwrap(),
            })
            .collect()
    }

    #[test]
    fn any_number_of_days_gives_a_picture() {
        for count in [0, 1, 2, 30, 365] {
            let picture = draw(&days(count)).unwrap();
            assert!(picture.starts_with(b"\x89PNG"));
            assert_eq!(picture, draw(&days(count)).unwrap());
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/charts");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{count}.png")), picture).unwrap();
        }
    }
}
