//! How long hostile files take to read, at 1, 2, 4 and 8 MiB (the most that a file may have): a time that grows with the
//! length doubles from one column to the next; one that grows with its square is four times as long.
//!
//! `cargo bench --bench traps`, with a name for one trap alone.
#![expect(clippy::print_stdout, reason = "it prints figures")]

mod list;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use engram::content::{Extent, from_raw};
use engram::passage::{SplitLimits, split};
use list::TRAPS;

const MIB: usize = 1 << 20;
/// What takes this long at one length is not tried at a greater one.
const TOO_LONG: Duration = Duration::from_secs(30);

fn main() {
    let wanted = std::env::args().nth(1).filter(|name| name != "--bench");
    println!(
        "{:<34} {:>9} {:>9} {:>9} {:>9}  seconds",
        "trap", "1 MiB", "2 MiB", "4 MiB", "8 MiB"
    );
    for trap in TRAPS {
        if wanted.as_ref().is_some_and(|wanted| trap.name != wanted) {
            continue;
        }
        let mut row = format!("{:<34}", trap.name);
        for mib in [1, 2, 4, 8] {
            let text = trap.of_bytes(mib * MIB - 64);
            let begun = Instant::now();
            let raw = from_raw(trap.file, text.as_bytes(), Extent::Main);
            if let Some(article) = &raw.article {
                split(article, &SplitLimits::default());
            }
            let took = begun.elapsed();
            let _ = write!(row, " {:>9.2}", took.as_secs_f64());
            if took > TOO_LONG {
                row += "  too long";
                break;
            }
        }
        println!("{row}");
    }
}
