//! Names that the project has left for the field's own terms, and that should not come back.

use super::rust_files;

/// Each left name, and the term that takes its place.
const REPLACED: &[(&str, &str)] = &[
    ("QueryMeaning", "QueryEmbedding"),
    ("Shelf", "LibraryView"),
    ("Shelves", "SearchScope"),
    ("Readied", "PreparedQuery"),
    ("Lesson", "TaughtEntry"),
    ("Sealed", "ReadOnlyDirectory"),
    ("FileSeal", "FileDigest"),
    ("condemn", "quarantine"),
    ("Mended", "RepairOutcome"),
    ("tangle", "strip_tags"),
    ("rarity", "idf"),
    ("rounded_to_bytes", "quantize"),
    ("Desk", "App"),
    ("desk", "app"),
    ("Incoming", "Invocation"),
    ("glance", "event_filter"),
    ("Ledger", "InFlight"),
    ("ledger", "in_flight"),
    ("Debt", "Delivery"),
    ("debt", "delivery"),
    ("owe", "begin"),
    ("told_again", "replayed"),
    ("Bookmarks", "SessionStore"),
    ("bookmarks", "session_store"),
    ("take_turn", "try_lease"),
    ("turn_away", "reject"),
    ("Slip", "PendingResponse"),
    ("Spot", "PageState"),
    ("Pace", "RateLimit"),
    ("Crowd", "LimitScope"),
    ("crowd", "limit scope"),
    ("manners", "the term for what it does"),
    ("farewell", "close"),
    ("Reception", "Transport"),
    ("TELLTALES", "SECRET_LOGGING_TARGETS"),
    ("OF_THE_MOMENT", "EPHEMERAL_TABLES"),
    ("lounge", "channel"),
    ("trouble", "fault"),
    ("anew", "again"),
    ("whoever", "the noun"),
    ("Whoever", "the noun"),
];

/// Whether a name stands in a text as a word of its own.
fn has_word(text: &str, name: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(joins) && !text[at + name.len()..].starts_with(joins))
}

#[test]
fn left_names_do_not_come_back() {
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for (path, source) in rust_files(folder) {
            if path.ends_with("tests/it/tidy/names.rs") {
                continue;
            }
            for (name, term) in REPLACED {
                if has_word(&source, name) {
                    found.push(format!("{}: `{name}`, say {term}", path.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn names_are_found_as_whole_words() {
    assert!(has_word("let desk: &Desk = app;", "Desk"));
    assert!(!has_word("let desktop = Desktop::new();", "Desk"));
}
