use std::fs;
use std::path::Path;

use super::manifest::serving;
use super::*;
use crate::Error;
use crate::article::{Article, ArticleId, Block, BlockKind, Section, Source};
use crate::content::Corpus;
use crate::passage::PassageId;

/// An article of one-paragraph sections.
fn article(id: &str, sections: &[(&str, &str)]) -> Article {
    let mut text = String::new();
    let sections = sections
        .iter()
        .map(|(heading, paragraph)| {
            let start = text.len();
            text.push_str(paragraph);
            let range = start..text.len();
            text.push_str("\n\n");
            Section {
                heading_path: vec![(*heading).to_owned()],
                anchor: crate::article::anchor(heading),
                blocks: vec![Block {
                    kind: BlockKind::Paragraph,
                    range: range.clone(),
                }],
                range,
                grade: None,
                references: Vec::new(),
                wordings: Vec::new(),
            }
        })
        .collect();
    Article {
        id: ArticleId::from_text(id),
        title: id.to_owned(),
        summary: None,
        updated: None,
        source: Source {
            name: id.to_owned(),
            url: None,
            path: format!("{id}.md"),
            authors: Vec::new(),
            license: None,
        },
        text,
        sections,
        references: Vec::new(),
        claims: Vec::new(),
        links: Vec::new(),
        related: Vec::new(),
    }
}

fn corpus(articles: Vec<Article>) -> Corpus {
    Corpus {
        fingerprint: format!("{articles:?}"),
        articles,
        ..Corpus::default()
    }
}

fn otters() -> Corpus {
    corpus(vec![article(
        "otters",
        &[
            (
                "What do otters eat?",
                "Otters eat fish, crabs and mussels. They dive for them.",
            ),
            (
                "Where do otters sleep?",
                "Otters sleep on their backs in beds of kelp.",
            ),
        ],
    )])
}

fn build_in(folder: &Path, corpus: &Corpus) -> BuildReport {
    build(folder, None, corpus, &Embedder::none(), &|_| {}).unwrap()
}

#[test]
fn build_then_open_gives_back_every_passage() {
    let folder = tempfile::tempdir().unwrap();
    let report = build_in(folder.path(), &otters());
    assert_eq!((report.articles, report.passages), (1, 2));
    let generation = Generation::open(folder.path()).unwrap();
    for section in &generation.articles()[0].sections {
        let ordinal = generation.find(&section.id).unwrap();
        let stored = generation.passage(ordinal).unwrap().unwrap();
        assert_eq!(stored.passage.id, section.id);
        assert_eq!(generation.section_of(ordinal).unwrap().id, section.id);
        assert_eq!(generation.article_of(ordinal), Some(0));
    }
    assert_eq!(generation.article_of(2), None);
    assert_eq!(
        generation.find(&PassageId::from_text("otters#what-do-otters-eat/2")),
        None
    );
    assert_eq!(generation.find(&PassageId::from_text("seals#diet")), None);
    assert_eq!(generation.find(&PassageId::from_text("")), None);
}

#[test]
fn words_find_the_passage_that_holds_them() {
    let generation = Generation::in_ram(&otters(), &Embedder::none()).unwrap();
    let found = retrieve(&generation, &Generation::terms("eating crab"), None, None).unwrap();
    let best = found
        .candidates
        .iter()
        .max_by(|one, other| one.words.total_cmp(&other.words))
        .unwrap();
    assert_eq!(best.ordinal, 0);
    assert!(best.words > 0.0 && best.words <= 1.0);
    assert_eq!(found.known_terms, 2);
    let nothing = retrieve(&generation, &Generation::terms("zebra"), None, None).unwrap();
    assert!(nothing.candidates.is_empty());
}

#[test]
fn nothing_to_serve_is_an_error_and_the_old_generation_stays() {
    let folder = tempfile::tempdir().unwrap();
    build_in(folder.path(), &otters());
    let empty = build(
        folder.path(),
        None,
        &corpus(Vec::new()),
        &Embedder::none(),
        &|_| {},
    );
    assert!(matches!(empty, Err(Error::NoArticles { .. })));
    assert_eq!(Generation::open(folder.path()).unwrap().passages(), 2);
}

#[test]
fn an_opened_generation_outlives_its_successors() {
    let folder = tempfile::tempdir().unwrap();
    build_in(folder.path(), &otters());
    let old = Generation::open(folder.path()).unwrap();
    for _ in 0..3 {
        build_in(folder.path(), &otters());
    }
    assert_eq!(
        old.passage(1).unwrap().unwrap().passage.id.as_str(),
        "otters#where-do-otters-sleep"
    );
    // The serving one and the one before it.
    assert_eq!(build::generations(folder.path()).unwrap().len(), 2);
}

#[test]
fn two_builders_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::thread::scope(|scope| {
        let second = std::sync::Mutex::new(None);
        let first = build(path, None, &otters(), &Embedder::none(), &|_| {
            let mut second = second.lock().unwrap();
            second.get_or_insert_with(|| scope.spawn(|| build_in(path, &otters())));
        });
        let second = second.into_inner().unwrap().unwrap().join().unwrap();
        // The second one waited and took what the first built, or came when it was done.
        assert!(second.generation >= first.unwrap().generation);
        assert_eq!((second.articles, second.passages), (1, 2));
    });
    assert_eq!(verify(path).unwrap().passages, 2);
}

#[test]
fn missing_stale_foreign_and_broken_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let embedder = Embedder::none();
    let fingerprint = otters().fingerprint;
    let state = || status(folder.path(), &fingerprint, &embedder);
    assert_eq!(state(), Status::Missing);
    assert!(matches!(
        Generation::open(folder.path()),
        Err(Error::IndexMissing { .. })
    ));

    build_in(folder.path(), &otters());
    assert!(matches!(state(), Status::Fresh(_)));
    assert!(matches!(
        status(folder.path(), "other", &embedder),
        Status::Stale(_)
    ));

    let generation = serving(folder.path()).unwrap();
    let manifest = generation.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let known = format!("\"format\": {}", super::schema::FORMAT_VERSION);
    fs::write(&manifest, text.replace(&known, "\"format\": 99")).unwrap();
    assert!(matches!(state(), Status::Foreign(_)));
    assert!(matches!(
        Generation::open(folder.path()),
        Err(Error::IndexForeign { .. })
    ));
    fs::write(&manifest, &text[..text.len() / 2]).unwrap();
    assert!(matches!(state(), Status::Broken(_)));
    fs::write(&manifest, text).unwrap();

    fs::write(folder.path().join("current"), "../elsewhere").unwrap();
    assert!(matches!(state(), Status::Broken(_)));
}

#[test]
fn every_damaged_file_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    build_in(folder.path(), &otters());
    let generation = serving(folder.path()).unwrap();
    let manifest = verify(folder.path()).unwrap();
    assert!(manifest.files.len() > 3);
    let names = manifest.files.keys().map(String::as_str);
    for name in names.chain(["manifest.json", "../current"]) {
        let path = generation.join(name);
        let sound = fs::read(&path).unwrap();
        if sound.is_empty() {
            continue;
        }
        // What is of another length is seen when it is opened, whatever else is found by reading it all.
        let noticed_at_once = |what: &str| {
            let opened = Generation::open(folder.path());
            assert!(
                matches!(opened, Err(Error::IndexBroken { .. })),
                "{name} {what}: {opened:?}"
            );
        };
        fs::write(&path, &sound[..sound.len() - 1]).unwrap();
        if name != "../current" {
            noticed_at_once("cut short");
        }
        fs::write(&path, "").unwrap();
        noticed_at_once("emptied");
        for bit in 0..8 {
            let mut flipped = sound.clone();
            flipped[sound.len() / 2] ^= 1 << bit;
            fs::write(&path, &flipped).unwrap();
            assert!(verify(folder.path()).is_err(), "{name} flipped at {bit}");
        }
        fs::write(&path, "x".repeat(sound.len())).unwrap();
        assert!(verify(folder.path()).is_err(), "{name} replaced");
        fs::remove_file(&path).unwrap();
        if name == "../current" {
            let opened = Generation::open(folder.path());
            assert!(matches!(opened, Err(Error::IndexMissing { .. })));
        } else {
            noticed_at_once("gone");
        }
        fs::write(&path, sound).unwrap();
    }
    verify(folder.path()).unwrap();
}

/// In all scores that compare wordings: the discriminant needs more of them than this library has.
#[cfg(feature = "semantic")]
#[test]
fn a_taught_wording_counts_like_one_of_the_article() {
    use crate::article::Teaching;

    let embedder = Embedder::load().unwrap();
    let article_with = |wordings: &[&str]| {
        let text = "Otters eat crabs and urchins.";
        let mut otters = article("otters", &[("Diet", text), ("Fur", "Their fur is dense.")]);
        let wordings = wordings.iter().map(|wording| (*wording).to_owned());
        otters.sections[0].wordings = wordings.collect();
        corpus(vec![otters])
    };
    let taught = Teaching::Wording {
        section: "otters#diet".to_owned(),
        question: "lutra snack menu".to_owned(),
    };
    let overlay = Overlay::new(&[taught], &embedder, None);
    let scores = |wordings: &[&str], overlay: Option<&Overlay>| {
        let generation = Generation::in_ram(&article_with(wordings), &embedder).unwrap();
        let embedding = embedder.embed_query("otter food");
        let found = retrieve(&generation, &[], embedding.as_ref(), overlay).unwrap();
        found.candidates[0].semantic.unwrap()
    };
    let taught = scores(&["otter food"], Some(&overlay));
    let written = scores(&["otter food", "lutra snack menu"], None);
    assert!((taught.wordings.mean() - written.wordings.mean()).abs() < 1e-3);
    assert!((taught.ten_wordings - written.ten_wordings).abs() < 1e-3);
    let without = scores(&["otter food"], None);
    assert!((taught.ten_wordings - without.ten_wordings).abs() > 1e-2);
}

/// The terms, the catalogue and room for the vectors are on the disk when encoding, which takes longest, begins.
#[cfg(feature = "semantic")]
#[test]
fn a_full_disk_is_noticed_before_anything_is_encoded() {
    let folder = tempfile::tempdir().unwrap();
    let generation = folder.path().join("g00000001");
    let reserved = std::sync::Mutex::new(Vec::new());
    let bytes_of = |name: &str| fs::metadata(generation.join(name)).map_or(0, |file| file.len());
    let embedder = Embedder::load().unwrap();
    build(folder.path(), None, &otters(), &embedder, &|progress| {
        if matches!(progress, Progress::Encoding { .. }) {
            assert!(bytes_of("catalogue.json") > 0);
            reserved
                .lock()
                .unwrap()
                .push(bytes_of("vectors.safetensors"));
        }
    })
    .unwrap();
    let reserved = reserved.into_inner().unwrap();
    let vectors: u64 = bytes_of("vectors.safetensors");
    assert!(!reserved.is_empty());
    assert!(reserved.iter().all(|bytes| *bytes > vectors / 2));
}
