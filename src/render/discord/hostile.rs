//! Hostile answers: every field at and over its limit, Markdown, mentions, right-to-left marks, combining marks and
//! emoji. Whatever they hold, the message keeps within every limit and mentions nobody.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;
use crate::answer::{
    Answer, Citation, Disagreement, Help, HelpLevel, Outcome, Quoted, Reason, Related, Surroundings,
};
use crate::article::{ArticleId, BlockKind, Grade, LinkKind, Reference, Source};
use crate::content::LibraryProfile;
use crate::passage::{Passage, PassageId};
use crate::render::Locale;
use crate::search::Hit;

/// Hostile answers that are rendered, each in every language.
const ANSWERS: u32 = 10_000;

/// Pieces that hostile text is made of.
const PIECES: &[&str] = &[
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "</ask:1>",
    "<t:0:R>",
    "<:x:1>",
    "<a:x:1>",
    "[free](https://evil.example)",
    "](<https://evil.example>)",
    "https://evil.example/@everyone",
    "discord.gg/evil",
    "```rust\ncode\n```",
    "`",
    "``",
    "**",
    "***",
    "__",
    "~~",
    "||",
    "\\",
    "\\\\",
    "> ",
    ">>> ",
    "# ",
    "\n# ",
    "-# ",
    "\n- ",
    "\n- # ",
    "- ",
    "\n1. ",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "a\u{301}\u{302}\u{303}\u{304}",
    "👩‍👩‍👧‍👦",
    "🦦",
    "שלום",
    "مرحبا",
    "\n\n",
    "\t",
    "\r\n",
    "\u{0}",
    "word",
    "practice ",
    " ",
    "é",
    "ß",
    "…",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..6);
    (pieces, 0..=most).prop_map(|(pieces, chars)| {
        let seed = pieces.concat();
        seed.chars().cycle().take(chars).collect()
    })
}

/// Short ones mostly, since long ones are slow; the limits are met by the long ones.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![6 => text(60), 2 => text(400), 1 => text(7_000)]
}

fn maybe<T: Clone + std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(strategy)
}

fn reference() -> impl Strategy<Value = Reference> {
    (
        text(300),
        maybe(any::<u16>()),
        maybe(text(300)),
        maybe(text(60)),
        maybe(text(60)),
    )
        .prop_map(|(authors, year, title, doi, url)| Reference {
            key: "key".to_owned(),
            authors,
            year,
            title,
            journal: None,
            doi,
            url,
        })
}

fn quoted() -> impl Strategy<Value = Quoted> {
    let grade = proptest::sample::select(&[None, Some(Grade::Strong), Some(Grade::Contested)][..]);
    let parts = (any_text(), any_text(), any_text(), maybe(text(500)), grade);
    let works = proptest::collection::vec(reference(), 0..8);
    (
        parts,
        works,
        any::<proptest::sample::Index>(),
        any::<proptest::sample::Index>(),
        text(40),
    )
        .prop_map(
            |((body, title, heading, url, grade), references, from, to, id)| {
                let body = if body.is_empty() {
                    "x".to_owned()
                } else {
                    body
                };
                let bounds: Vec<usize> = body
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([body.len()])
                    .collect();
                let (from, to) = (
                    bounds[from.index(bounds.len())],
                    bounds[to.index(bounds.len())],
                );
                let article = ArticleId::from_text(&id);
                Quoted {
                    hit: Hit {
                        rank: 1,
                        score: 1.0,
                        passage: Passage {
                            id: PassageId::new(&article, &crate::article::anchor(&heading), 1),
                            article,
                            title: title.clone(),
                            heading_path: vec![heading.clone()],
                            kind: BlockKind::Paragraph,
                            range: 0..body.len(),
                            text: body.clone(),
                            grade,
                            references: Vec::new(),
                            wordings: Vec::new(),
                        },
                        quote: 0..body.len(),
                        highlight: from.min(to)..from.max(to),
                    },
                    citation: Citation {
                        title,
                        heading_path: vec![heading],
                        source: Source {
                            name: "name".to_owned(),
                            url,
                            path: "a.md".to_owned(),
                            authors: vec![id],
                            license: None,
                        },
                        references,
                        grade,
                    },
                }
            },
        )
}

fn hostile_answer() -> impl Strategy<Value = Answer> {
    let outcome = proptest::sample::select(
        &[
            Outcome::Answer,
            Outcome::Answer,
            Outcome::Closest,
            Outcome::Nothing,
        ][..],
    );
    let reason = prop_oneof![
        3 => Just(Reason::Score),
        1 => (any_text(), proptest::option::of(any_text())).prop_map(|(label, reason)| Reason::NotCovered { label, reason }),
    ];
    let passages = proptest::collection::vec(quoted(), 0..5);
    let related = proptest::collection::vec((text(30), any_text()), 0..5);
    let language =
        proptest::sample::select(vec!["en".to_owned(), "de".to_owned(), "sw".to_owned()]);
    let fixed = (any_text(), outcome, reason, maybe(any_text()), language);
    let help = maybe(any_text()).prop_map(|text| {
        text.map(|text| Help {
            level: HelpLevel::Professional,
            text,
        })
    });
    let context = maybe(any_text());
    (
        fixed,
        passages,
        related,
        maybe((quoted(), any_text())),
        help,
        context,
    )
        .prop_map(
            |(
                (question, outcome, reason, did_you_mean, language),
                passages,
                related,
                other,
                help,
                in_context,
            )| {
                let disagreement =
                    passages
                        .first()
                        .cloned()
                        .zip(other)
                        .map(|(one, (other, about))| Disagreement {
                            kind: LinkKind::Contradicts,
                            one,
                            other,
                            about,
                        });
                let related = related.into_iter().map(|(id, heading)| Related {
                    passage: PassageId::from_text(id),
                    heading,
                });
                Answer {
                    question,
                    in_context,
                    outcome,
                    confidence: 0.5,
                    reason,
                    passages,
                    related: related.collect(),
                    disagreement,
                    help,
                    is_near: true,
                    did_you_mean,
                    profile: std::sync::Arc::new(LibraryProfile {
                        language,
                        ..LibraryProfile::default()
                    }),
                }
            },
        )
}

fn check(message: &Message) -> Result<(), TestCaseError> {
    limits::check(message).map_err(TestCaseError::fail)
}

fn any_seen_by() -> impl Strategy<Value = SeenBy> {
    proptest::sample::select(
        &[
            SeenBy::Everyone { removable: true },
            SeenBy::Everyone { removable: false },
            SeenBy::Asker { shareable: true },
            SeenBy::Asker { shareable: false },
        ][..],
    )
}

proptest! {
    #![proptest_config(Config { cases: ANSWERS, max_shrink_iters: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn hostile_answers_keep_within_every_limit(
        found in hostile_answer(),
        (previous, before, after) in (maybe(any_text()), maybe(any_text()), maybe(any_text())),
        (page, asker, excerpt, quoted) in (0_usize..6, any::<u64>(), 0..3_u8, any::<bool>()),
        (seen_by, note) in (any_seen_by(), proptest::sample::select(&[None, Some(Note::Changed), Some(Note::Copy)][..])),
    ) {
        let around = Surroundings { before, text: String::new(), after };
        for locale in Locale::ALL {
            let shown = Shown {
                page,
                previous: previous.as_deref(),
                quoted,
                excerpt: match excerpt {
                    0 => Excerpt::Folded,
                    1 => Excerpt::Whole,
                    _ => Excerpt::Around(&around),
                },
                note,
                ..Shown::first_page(asker, seen_by, locale)
            };
            let message = answer(&found, &shown);
            check(&message)?;
            check_asked(&message, &found, &shown)?;
            if let Some(quoted) = found.passages.first() {
                check(&sources(locale, quoted))?;
                let after = Some(&quoted.hit.passage.id);
                let part = SectionPart { quoted, piece: 1, pieces: 2, before: None, after };
                check(&reading(locale, &part))?;
            }
        }
    }
}

/// What a button of the message asks again is what was asked.
fn check_asked(message: &Message, found: &Answer, shown: &Shown<'_>) -> Result<(), TestCaseError> {
    let json =
        serde_json::to_value(message).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let components = json["components"].as_array().map_or(&[][..], Vec::as_slice);
    let asked = AskedQuestion::from_components(components);
    let question = (!found.question.trim().is_empty()).then(|| plain(&found.question, 700));
    prop_assert_eq!(asked.as_ref().map(|asked| asked.question.clone()), question);
    if let Some(asked) = asked {
        prop_assert_eq!(asked.quoted, shown.quoted);
    }
    Ok(())
}
