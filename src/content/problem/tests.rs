use std::collections::BTreeSet;

use super::samples::of_each_message;
use super::*;

const QUOTED: &str = "ενυδρίδα";

/// A new kind of problem needs a message: the match in `ProblemKind::text` has an arm for each kind. A new message
/// needs a sample: this test counts them.
#[test]
fn every_kind_of_problem_is_told_in_every_language() {
    let messages = include_str!("../../locales/en.ftl").lines();
    let messages = messages.filter(|line| line.starts_with("problem-")).count();
    let samples = of_each_message(QUOTED);
    let told: BTreeSet<String> = samples.iter().map(ToString::to_string).collect();
    assert_eq!((samples.len(), told.len()), (messages, messages));
    for sample in &samples {
        let english = sample.to_string();
        for locale in Locale::ALL {
            let text = sample.text(locale);
            let quoted = |text: &str| text.matches(QUOTED).count();
            assert_eq!(quoted(&text), quoted(&english), "{locale:?}: {text}");
            assert!(!text.ends_with('.'), "{locale:?}: {text}");
            assert_eq!(text == english, locale == Locale::English, "{text}");
        }
    }
}

#[test]
fn counted_files_and_lines_have_their_plural() {
    let files = |count| ProblemKind::UnreadFormat {
        count,
        files: "a.rst".to_owned(),
        ending: "rst".to_owned(),
    };
    for (count, locale, expected) in [
        (1, Locale::English, "1 file (a.rst) is not read"),
        (2, Locale::English, "2 files (a.rst) are not read"),
        (1, Locale::German, "1 Datei (a.rst) wird nicht gelesen"),
        (3, Locale::Polish, "3 pliki (a.rst) nie są czytane"),
        (5, Locale::Polish, "5 plików (a.rst) nie jest czytanych"),
    ] {
        let text = files(count).text(locale);
        assert!(text.starts_with(expected), "{text}");
    }
}
