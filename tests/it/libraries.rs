//! A guild's own articles beside the shared ones: what it reaches, and what it never reaches.

mod damage;
mod reload;
mod taught;

use engram::answer::{Outcome, Thresholds};
use engram::article::{GuildId, Teaching};
use engram::content::{self, RawArticle};
use engram::engine::{Ask, Engine, EngineSettings, GuildContent, RebuildReport};
use engram::index::Embedder;
use engram::passage::PassageId;

use crate::support::Folder;

const OTTERS: GuildId = GuildId(7);
const KAYAKS: GuildId = GuildId(8);
const NOBODY: GuildId = GuildId(9);

const BREAD: &str = "Bread\n\n## Why does dough rise?\n\nYeast makes gas, and the gas lifts the dough.\n\n\
    ## Why is salt in bread?\n\nSalt slows the yeast down and gives the crumb its taste.\n\n\
    ## How hot is the oven?\n\nBread wants an oven of 250 degrees at first, and less heat later.\n";

const OTTER: &str = "Otters\n\n## What do otters eat?\n\nOtters eat crabs, sea urchins and mussels from the kelp.\n\n\
    ## How do otters sleep?\n\nOtters sleep afloat and hold each other by the paw.\n";

const KAYAK: &str = "Kayaks\n\n## How is a kayak repaired?\n\nA hole in a kayak is closed with glass cloth and resin.\n";

fn article(slug: &str, markdown: &str) -> RawArticle {
    RawArticle {
        slug: slug.to_owned(),
        markdown: markdown.to_owned(),
    }
}

fn holds(version: u64, articles: &[(&str, &str)]) -> GuildContent {
    GuildContent {
        version,
        articles: articles
            .iter()
            .map(|(slug, text)| article(slug, text))
            .collect(),
        taught: Vec::new(),
    }
}

fn bread() -> Folder {
    Folder::new().with("content/bread.txt", BREAD)
}

fn open(folder: &Folder) -> Engine {
    let settings = EngineSettings {
        content: folder.path().join("content"),
        index: folder.path().join("index"),
        thresholds: Thresholds::default(),
    };
    Engine::open(settings, &|_| {}).unwrap()
}

fn rebuild(engine: &Engine, guild: GuildId, content: &GuildContent) -> RebuildReport {
    engine.rebuild_guild(guild, content, &|_| {}).unwrap()
}

/// The section that comes first, if the question gets an answer.
fn answered(engine: &Engine, guild: Option<GuildId>, question: &str) -> Option<String> {
    let answer = engine
        .ask(&Ask {
            question,
            guild,
            ..Ask::default()
        })
        .unwrap();
    let first = answer.passages.first()?;
    (answer.outcome == Outcome::Answer).then(|| first.hit.passage.id.as_str().to_owned())
}

/// Everything that this guild gets to see of anything; the questions themselves are left out.
fn all_it_sees(engine: &Engine, guild: Option<GuildId>, questions: &[&str]) -> String {
    let mut seen = vec![
        format!("{:?}", engine.suggest(guild, "", 25)),
        format!("{:?}", engine.articles(guild)),
    ];
    for question in questions {
        let ask = Ask {
            question,
            guild,
            ..Ask::default()
        };
        let mut answer = engine.ask(&ask).unwrap();
        answer.question.clear();
        let raw = content::from_raw("new.txt", question.as_bytes(), content::Extent::Main);
        seen.extend([
            format!("{answer:?}"),
            format!("{:?}", engine.nearest_headings(guild, question, 9).unwrap()),
            format!("{:?}", engine.suggest(guild, question, 25)),
            format!("{:?}", engine.preview(guild, raw).unwrap().repeats),
        ]);
    }
    seen.concat()
}

fn is_there(folder: &Folder, path: &str) -> bool {
    folder.path().join(path).try_exists().unwrap()
}

/// With meaning and by words alone.
fn both_ways() -> Vec<Engine> {
    let folder = bread();
    let corpus = content::load(&folder.path().join("content")).unwrap();
    [Embedder::load().unwrap(), Embedder::none()]
        .into_iter()
        .map(|meaning| Engine::in_ram(&corpus, meaning, Thresholds::default()).unwrap())
        .collect()
}

#[test]
fn a_guild_is_answered_from_its_own_articles_and_the_shared_ones() {
    let folder = bread();
    let engine = open(&folder);
    let report = rebuild(&engine, OTTERS, &holds(1, &[("otters", OTTER)]));
    assert_eq!((report.articles, report.passages), (1, 2));
    let first = |question| answered(&engine, Some(OTTERS), question);
    assert_eq!(
        first("what do otters eat").as_deref(),
        Some("own:otters#what-do-otters-eat")
    );
    assert_eq!(
        first("why does dough rise").as_deref(),
        Some("bread#why-does-dough-rise")
    );
    assert_eq!(answered(&engine, None, "what do otters eat"), None);
    let titles: Vec<String> = engine
        .articles(Some(OTTERS))
        .iter()
        .map(|article| article.title.clone())
        .collect();
    assert_eq!(titles, ["Otters", "Bread"]);
    let around = engine
        .context(
            Some(OTTERS),
            &PassageId::from_text("own:otters#how-do-otters-sleep"),
        )
        .unwrap()
        .unwrap();
    assert!(around.before.unwrap().contains("sea urchins"));
    assert_eq!(around.after, None);
    assert_eq!(
        engine.suggest(Some(OTTERS), "otters sl", 3)[0].text,
        "How do otters sleep?"
    );
}

#[test]
fn an_own_article_may_bear_the_name_of_a_shared_one() {
    let folder = bread();
    let engine = open(&folder);
    let own =
        "Bread of ours\n\n## Who bakes the bread here?\n\nMaria bakes bread on Tuesdays for all.\n";
    rebuild(&engine, OTTERS, &holds(1, &[("bread", own)]));
    let asked = |question| answered(&engine, Some(OTTERS), question);
    assert_eq!(
        asked("who bakes the bread").as_deref(),
        Some("own:bread#who-bakes-the-bread-here")
    );
    assert_eq!(
        asked("why is salt in bread").as_deref(),
        Some("bread#why-is-salt-in-bread")
    );
    for id in [
        "own:bread#who-bakes-the-bread-here",
        "bread#why-is-salt-in-bread",
    ] {
        let id = PassageId::from_text(id);
        let quoted = engine.passage(Some(OTTERS), &id).unwrap().unwrap();
        assert_eq!(quoted.hit.passage.id, id);
    }
}

#[test]
fn no_guild_reaches_what_another_one_added() {
    let folder = bread();
    let engine = open(&folder);
    rebuild(
        &engine,
        OTTERS,
        &holds(
            1,
            &[
                ("otters", OTTER),
                ("secret", "Secret\n\nThe zebrafish password is swordfish.\n"),
            ],
        ),
    );
    rebuild(&engine, KAYAKS, &holds(1, &[("kayaks", KAYAK)]));
    let taught = GuildContent {
        taught: vec![Teaching::Wording {
            section: "bread#why-is-salt-in-bread".to_owned(),
            question: "urchin seasoning".to_owned(),
        }],
        ..holds(
            2,
            &[
                ("otters", OTTER),
                ("secret", "Secret\n\nThe zebrafish password is swordfish.\n"),
            ],
        )
    };
    rebuild(&engine, OTTERS, &taught);
    let questions = [
        "what do otters eat",
        "otters",
        "zebrafish password swordfish",
        "The zebrafish password is swordfish.",
        "urchin seasoning",
        "how do otters sleep afloat by the paw",
        "own:otters#what-do-otters-eat",
        "7",
    ];
    // The guild that owns it asks first, so that a leak by what is kept would show.
    let own = all_it_sees(&engine, Some(OTTERS), &questions);
    assert!(own.contains("swordfish") && own.contains("urchins"));
    for other in [Some(KAYAKS), Some(NOBODY), None] {
        let seen = all_it_sees(&engine, other, &questions);
        for secret in ["Otters", "otters#", "is swordfish", "urchins", "secret#"] {
            assert!(!seen.contains(secret), "{other:?} sees {secret}");
        }
        for forged in [
            "own:otters#what-do-otters-eat",
            "otters#what-do-otters-eat",
            "7:otters#what-do-otters-eat",
            "7/otters#what-do-otters-eat",
            "../7/otters#what-do-otters-eat",
            "own:own:otters#what-do-otters-eat",
            "own:secret#",
            "own:secret#/1",
        ] {
            let id = PassageId::from_text(forged);
            assert_eq!(engine.passage(other, &id).unwrap(), None, "{forged}");
            assert_eq!(engine.context(other, &id).unwrap(), None, "{forged}");
        }
    }
    assert!(!is_there(&folder, "index/9"), "asking makes no folder");
}

#[test]
fn a_rebuild_reports_what_changed_and_encodes_no_more_than_that() {
    let folder = bread();
    let engine = open(&folder);
    let first = holds(4, &[("otters", OTTER), ("kayaks", KAYAK)]);
    let report = rebuild(&engine, OTTERS, &first);
    let names = |ids: &[engram::article::ArticleId]| -> Vec<String> {
        ids.iter().map(|id| id.slug().to_owned()).collect()
    };
    assert_eq!(names(&report.added), ["kayaks", "otters"]);
    assert_eq!(engine.guild_version(OTTERS), Some(4));

    let again = rebuild(
        &engine,
        OTTERS,
        &GuildContent {
            version: 5,
            ..first.clone()
        },
    );
    assert_eq!((again.encoded, again.reused, again.articles), (0, 0, 2));
    assert!(again.added.is_empty() && again.changed.is_empty() && again.removed.is_empty());
    assert_eq!(engine.guild_version(OTTERS), Some(5));

    let changed = KAYAK.replace("resin", "epoxy");
    let report = rebuild(
        &engine,
        OTTERS,
        &holds(6, &[("otters", OTTER), ("kayaks", &changed)]),
    );
    assert_eq!(names(&report.changed), ["kayaks"]);
    if Embedder::load().unwrap().version().is_some() {
        // The passage and its one sentence; the heading and the other article are reused.
        assert_eq!(report.encoded, 2);
        assert!(report.reused >= 6);
    }

    // A text that the shared library has already is not encoded again.
    let report = rebuild(&engine, KAYAKS, &holds(1, &[("copied", BREAD)]));
    assert_eq!(report.encoded, 0);

    let report = rebuild(&engine, OTTERS, &holds(7, &[]));
    assert_eq!(names(&report.removed), ["kayaks", "otters"]);
    assert_eq!((report.articles, report.passages), (0, 0));
    assert_eq!(answered(&engine, Some(OTTERS), "what do otters eat"), None);
    assert_eq!(engine.guild_version(OTTERS), Some(7));
    assert!(!is_there(&folder, "index/7/current"));
}

#[test]
fn what_was_there_answers_while_the_new_is_built() {
    let folder = bread();
    let engine = open(&folder);
    rebuild(&engine, OTTERS, &holds(1, &[("otters", OTTER)]));
    let new = OTTER.replace("crabs", "clams");
    let asked = std::sync::Mutex::new(Vec::new());
    let content = holds(2, &[("otters", &new)]);
    engine
        .rebuild_guild(OTTERS, &content, &|_| {
            let answer = engine
                .ask(&Ask {
                    question: "what do otters eat",
                    guild: Some(OTTERS),
                    ..Ask::default()
                })
                .unwrap();
            let quote = answer.passages[0].hit.quoted().to_owned();
            asked.lock().unwrap().push(quote);
        })
        .unwrap();
    let asked = asked.into_inner().unwrap();
    assert!(!asked.is_empty() && asked.iter().all(|quote| quote.contains("crabs")));
    let now = engine.passage(
        Some(OTTERS),
        &PassageId::from_text("own:otters#what-do-otters-eat"),
    );
    assert!(now.unwrap().unwrap().hit.quoted().contains("clams"));
    let answer = all_it_sees(&engine, Some(OTTERS), &["what do otters eat"]);
    assert!(
        !answer.contains("crabs"),
        "an answer that was kept outlived its articles"
    );
}

#[test]
fn a_guild_outlives_a_restart_and_goes_with_its_content() {
    let folder = bread();
    let content = GuildContent {
        taught: vec![Teaching::NotCovered {
            group: "boats".to_owned(),
            question: "which kayak should I buy".to_owned(),
        }],
        ..holds(3, &[("otters", OTTER)])
    };
    rebuild(&open(&folder), OTTERS, &content);
    let engine = open(&folder);
    assert_eq!(engine.guild_version(OTTERS), Some(3));
    assert!(answered(&engine, Some(OTTERS), "what do otters eat").is_some());
    assert!(all_it_sees(&engine, Some(OTTERS), &["which kayak should I buy?"]).contains("boats"));
    rebuild(&engine, OTTERS, &holds(4, &[]));
    assert_eq!(engine.guild_version(OTTERS), Some(4));
    assert_eq!(answered(&engine, Some(OTTERS), "what do otters eat"), None);
    assert!(!all_it_sees(&engine, Some(OTTERS), &["which kayak should I buy?"]).contains("boats"));
    let mut left = std::fs::read_dir(folder.path().join("index/7")).unwrap();
    assert!(left.all(|entry| entry.unwrap().file_type().unwrap().is_file()));
    assert!(!is_there(&folder, "index/7/current"));
    let kept = std::fs::read_to_string(folder.path().join("index/7/guild.json")).unwrap();
    assert!(!kept.contains("kayak"), "{kept}");
}

#[test]
fn two_processes_share_a_folder() {
    let folder = bread();
    let (one, other) = (open(&folder), open(&folder));
    let content = holds(1, &[("otters", OTTER)]);
    std::thread::scope(|scope| {
        for engine in [&one, &other, &one, &other] {
            scope.spawn(|| rebuild(engine, OTTERS, &content));
        }
    });
    for engine in [&one, &other] {
        assert!(answered(engine, Some(OTTERS), "what do otters eat").is_some());
        assert_eq!(engine.guild_version(OTTERS), Some(1));
    }
}

#[test]
fn a_guild_says_how_sure_to_be() {
    let engine = both_ways().remove(0);
    let outcome = |answer_at| {
        let ask = Ask {
            question: "what makes the dough rise",
            guild: Some(OTTERS),
            thresholds: Some(Thresholds {
                answer_at,
                closest_at: 0.0,
            }),
            ..Ask::default()
        };
        engine.ask(&ask).unwrap().outcome
    };
    assert_eq!(outcome(0.1), Outcome::Answer);
    assert_eq!(outcome(1.0), Outcome::Closest);
}

#[test]
fn a_preview_tells_what_is_there_already() {
    let engine = both_ways().remove(1);
    rebuild(&engine, OTTERS, &holds(1, &[("otters", OTTER)]));
    let file = "# Meals\n\n## Of otters\n\nAll otters eat crabs, sea urchins and mussels from the kelp.\n\n\
        ## Of bakers\n\nBakers eat what was baked the day before, with butter.\n";
    let preview = |guild, name: &str| {
        engine
            .preview(
                guild,
                content::from_raw(name, file.as_bytes(), content::Extent::Main),
            )
            .unwrap()
    };
    let seen = preview(Some(OTTERS), "meals.md");
    assert_eq!(seen.title.as_deref(), Some("Meals"));
    assert_eq!(
        (seen.sections, seen.passages),
        (vec!["Of otters".to_owned(), "Of bakers".to_owned()], 2)
    );
    let repeat = &seen.repeats[0];
    assert_eq!(seen.repeats.len(), 1);
    assert_eq!(repeat.of.as_str(), "own:otters#what-do-otters-eat");
    assert_eq!(
        (repeat.heading.as_deref(), repeat.title.as_str()),
        (Some("Of otters"), "Otters")
    );
    assert!(repeat.share > 0.8);
    // Another guild does not learn of it, and what is replaced is no repetition.
    assert_eq!(preview(Some(KAYAKS), "meals.md").repeats, []);
    assert_eq!(preview(Some(OTTERS), "otters.md").repeats, []);
    let nothing = engine
        .preview(None, content::from_raw("x.md", b"", content::Extent::Main))
        .unwrap();
    assert_eq!(
        (nothing.title, nothing.passages, nothing.problems.len()),
        (None, 0, 1)
    );
}
