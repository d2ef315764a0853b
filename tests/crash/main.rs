//! Kills the process while it builds an index and swaps it in, and while it changes the store; fills its disk or makes it
//! read-only. After each fault the last good index must answer, all that was acknowledged must be there, and the next build
//! must succeed without any repair.
//!
//! `cargo test --test crash` does a little of each; `cargo test --test crash -- 200` kills as often as that, and
//! `-- 200 SEED` at the same moments as another run.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on should say where; it tells what it did"
)]

mod child;
mod index_fixture;
#[cfg(feature = "discord")]
mod state;

use std::time::Duration;

use index_fixture::{IndexFixture, Random};

/// Kills in a run of `cargo test`.
const FEW: u32 = 12;
/// A build of the fixture takes about this long, unoptimised and on a busy machine; a kill falls anywhere within.
const WITHIN: Duration = Duration::from_millis(1_500);
/// Where a build can be stopped between two effects on the disk.
const POINTS: [&str; 8] = [
    "build-folder-made",
    "build-vectors-written",
    "build-terms-written",
    "build-catalogue-written",
    "build-manifest-written",
    "replacement-written",
    "replacement-in-place",
    "build-done",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("child", rest)) = arguments
        .split_first()
        .map(|(first, rest)| (first.as_str(), rest))
    {
        child::run(rest);
        return;
    }
    let is_number = |argument: &String| argument.parse::<u32>().is_ok();
    let is_flag = |argument: &String| argument.starts_with('-');
    if !arguments
        .iter()
        .all(|argument| is_number(argument) || is_flag(argument))
    {
        // `cargo test NAME` runs other tests, by their name.
        return;
    }
    let mut numbers = arguments
        .iter()
        .filter_map(|argument| argument.parse::<u32>().ok());
    let kills = numbers.next().unwrap_or(FEW);
    let mut random = Random::new(numbers.next().map(u64::from));
    println!("seed {}", random.seed());
    println!("{:<44} {:>6} {:>6}  lost", "fault", "times", "new");
    at_random(kills, &mut random);
    at_each_point(kills.div_ceil(50));
    two_at_once(kills.div_ceil(8), &mut random);
    #[cfg(feature = "discord")]
    state(kills, &mut random);
    full_disk();
    read_only();
}

fn row(fault: &str, times: u32, new: u32) {
    println!("{fault:<44} {times:>6} {new:>6}  nothing");
}

/// `kill -9` at any moment of a process that builds one index after the other.
fn at_random(kills: u32, random: &mut Random) {
    let fixture = IndexFixture::new();
    let mut new = 0;
    for _ in 0..kills {
        let before = fixture.serving();
        let mut builder = fixture.builder(before + 1, None);
        let acknowledged = builder.kill_after(random.up_to(WITHIN));
        let serving = fixture.sound_and_at_least(acknowledged.unwrap_or(before));
        new += u32::from(serving > before);
    }
    fixture.builds_once_more();
    row("kill -9 at a random moment of building", kills, new);
}

/// The process ends between two effects on the disk.
fn at_each_point(times: u32) {
    for point in POINTS {
        let fixture = IndexFixture::new();
        let mut new = 0;
        for _ in 0..times {
            let before = fixture.serving();
            let acknowledged = fixture.builder(before + 1, Some(point)).wait_for_death();
            assert_eq!(acknowledged, None, "{point} was not come to");
            let serving = fixture.sound_and_at_least(before);
            new += u32::from(serving > before);
        }
        fixture.builds_once_more();
        row(&format!("aborted at {point}"), times, new);
    }
}

/// Two processes build in one folder; one is killed.
fn two_at_once(times: u32, random: &mut Random) {
    let fixture = IndexFixture::new();
    let mut new = 0;
    for _ in 0..times {
        let before = fixture.serving();
        let mut one = fixture.builder(before + 1, None);
        let mut other = fixture.builder(before + 1_000, None);
        let first = one.kill_after(random.up_to(WITHIN));
        let second = other.kill_after(random.up_to(WITHIN));
        let serving = fixture.sound();
        // The one that was swapped in last: acknowledged, or just not yet.
        let expected = [first.unwrap_or(before), second.unwrap_or(before + 999)];
        let nothing_new = first.is_none() && second.is_none() && serving == before;
        assert!(
            nothing_new
                || expected
                    .iter()
                    .any(|last| [*last, last + 1].contains(&serving)),
            "{serving} serves; {first:?} and {second:?} were acknowledged after {before}"
        );
        new += u32::from(serving > before);
    }
    fixture.builds_once_more();
    row("two processes on one folder, both killed", times, new);
}

/// `kill -9` at any moment of a process that drafts and approves versions of an article, and makes backups.
#[cfg(feature = "discord")]
fn state(kills: u32, random: &mut Random) {
    let state = state::State::new();
    let (mut last, mut new) = (state.sound(), 0);
    for _ in 0..kills {
        let acknowledged = state.changer(last + 1).kill_after(random.up_to(WITHIN));
        let serving = state.sound();
        let sure = acknowledged.unwrap_or(last);
        assert!(
            [sure, sure + 1].contains(&serving),
            "{sure} was acknowledged and {serving} stands"
        );
        new += u32::from(serving > last);
        last = serving;
    }
    row("kill -9 while approving and backing up", kills, new);
}

fn full_disk() {
    let fixture = IndexFixture::new();
    let mut new = 0;
    // In blocks of 512 bytes: each build fails at another file.
    let limits = [0, 1, 2, 4, 8, 16, 24, 32, 48, 64];
    let (mut times, mut refused) = (0, 0);
    for blocks in limits {
        times += 1;
        let before = fixture.serving();
        let told = fixture.limited(before + 1, blocks);
        if let Some(told) = &told {
            refused += 1;
            assert!(
                told.contains("could not") || told.contains("failed"),
                "{told}"
            );
        }
        let serving = fixture.sound_and_at_least(before);
        new += u32::from(serving > before);
    }
    assert!(refused > 0, "no limit was small enough");
    fixture.builds_once_more();
    row("no file may grow past a limit (RLIMIT_FSIZE)", times, new);
    match index_fixture::alone("full-disk") {
        Some(()) => row("full disk (a small tmpfs)", 1, 0),
        None => println!("skipped: no file system can be mounted here"),
    }
}

fn read_only() {
    for (fault, what) in [
        ("read-only", "read-only file system"),
        ("forbidden", "folders that may not be written to"),
    ] {
        match index_fixture::alone(fault) {
            Some(()) => row(what, 1, 0),
            None => println!("skipped: {what}: not to be had here"),
        }
    }
}
