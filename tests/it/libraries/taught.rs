//! What admins taught: a wording of a section, or that a question is not covered.

use engram::answer::{Outcome, Reason};
use engram::article::Teaching;
use engram::engine::{Ask, GuildContent};

use super::{KAYAKS, OTTER, OTTERS, answered, both_ways, holds, rebuild};

#[test]
fn a_taught_wording_finds_its_section_at_once_in_either_library() {
    for engine in both_ways() {
        let mut content = holds(1, &[("otters", OTTER)]);
        rebuild(&engine, OTTERS, &content);
        let asked = |question| answered(&engine, Some(OTTERS), question);
        assert_eq!(asked("what is the snack menu of lutra"), None);
        for (section, question) in [
            (
                "own:otters#what-do-otters-eat",
                "what is the snack menu of lutra",
            ),
            (
                "bread#how-hot-is-the-oven",
                "which mark do I set on the dial",
            ),
            ("bread#gone", "what was that"),
        ] {
            content.taught.push(Teaching::Wording {
                section: section.to_owned(),
                question: question.to_owned(),
            });
        }
        let report = rebuild(
            &engine,
            OTTERS,
            &GuildContent {
                version: 2,
                ..content
            },
        );
        assert!(report.changed.is_empty());
        for question in [
            "what is the snack menu of lutra",
            "What is the SNACK menu of Lutra?!",
        ] {
            assert_eq!(
                asked(question).as_deref(),
                Some("own:otters#what-do-otters-eat")
            );
        }
        let oven = Some("bread#how-hot-is-the-oven");
        assert_eq!(asked("which mark do I set on the dial?").as_deref(), oven);
        // Near it, not the same.
        let nearest = engine
            .nearest_headings(Some(OTTERS), "what mark to set on that dial", 1)
            .unwrap();
        assert_eq!(nearest[0].passage.as_str(), "bread#how-hot-is-the-oven");
        assert_eq!(asked("what was that"), None);
        assert_eq!(
            answered(&engine, Some(KAYAKS), "which mark do I set on the dial?"),
            None
        );
        let suggested = engine.suggest(Some(OTTERS), "which mark", 5);
        assert_eq!(suggested[0].text, "Which mark do I set on the dial");
        assert!(engine.suggest(None, "which mark", 5).is_empty());
    }
}

#[test]
fn a_question_taught_as_not_covered_is_refused_at_once() {
    for engine in both_ways() {
        let question = "why does dough rise in winter";
        assert!(answered(&engine, Some(OTTERS), question).is_some());
        let content = GuildContent {
            version: 1,
            articles: Vec::new(),
            taught: vec![Teaching::NotCovered {
                group: "the seasons".to_owned(),
                question: question.to_owned(),
            }],
        };
        rebuild(&engine, OTTERS, &content);
        let ask = Ask {
            question: "Why does dough rise in winter?",
            guild: Some(OTTERS),
            ..Ask::default()
        };
        let refused = engine.ask(&ask).unwrap();
        assert_eq!(refused.outcome, Outcome::Nothing);
        let reason = Reason::NotCovered {
            label: "the seasons".to_owned(),
            reason: None,
        };
        assert_eq!(refused.reason, reason);
        assert!(answered(&engine, None, question).is_some());
        // What is taught last counts.
        let mut taught = content.taught;
        taught.push(Teaching::Wording {
            section: "bread#why-does-dough-rise".to_owned(),
            question: question.to_owned(),
        });
        rebuild(
            &engine,
            OTTERS,
            &GuildContent {
                version: 2,
                taught,
                ..GuildContent::default()
            },
        );
        assert!(answered(&engine, Some(OTTERS), question).is_some());
    }
}
