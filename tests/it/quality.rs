//! The quality of answers holds its floor on the half of the judgments that may be looked at.

#[cfg(feature = "semantic")]
#[test]
fn answers_hold_their_floor_and_the_readme_shows_their_figures() {
    let report = crate::quality_floor::check("tests/judgments/tuning.jsonl");
    let path = crate::support::repository("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let opening = "```text\nengram eval tests/judgments/tuning.jsonl\n\n";
    let (before, rest) = readme.split_once(opening).unwrap();
    let (shown, after) = rest.split_once("\n```").unwrap();
    // Without the times, which differ from run to run, and the figures by style.
    let lines = report
        .lines()
        .filter(|line| !line.starts_with("question to answer"));
    let figures: Vec<&str> = lines
        .take_while(|line| !line.starts_with("style"))
        .collect();
    let figures = figures.join("\n");
    let figures = figures.trim();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{before}{opening}{figures}\n```{after}")).unwrap();
    }
    assert_eq!(
        shown, figures,
        "UPDATE_EXPECT=1 cargo test quality rewrites the README"
    );
}

#[cfg(feature = "semantic")]
mod asked {
    use std::collections::BTreeMap;
    use std::path::Path;

    use engram::answer::{Answer, Outcome, Reason, Thresholds};
    use engram::engine::{Ask, Engine, EngineSettings};

    /// The project's own articles, in the index that the README's test builds as well.
    fn engine() -> Engine {
        let settings = EngineSettings {
            content: Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
            index: Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme-index"),
            thresholds: Thresholds::default(),
        };
        Engine::open(settings, &|_| {}).unwrap()
    }

    fn ask(engine: &Engine, question: &str) -> Answer {
        let question = Ask {
            question,
            ..Ask::default()
        };
        engine.ask(&question).unwrap()
    }

    fn first(answer: &Answer) -> &str {
        answer.passages[0].hit.passage.id.section()
    }

    #[test]
    fn a_heading_is_answered_by_its_own_section() {
        let engine = engine();
        let mut wrong = Vec::new();
        for article in engine.articles(None).iter() {
            for section in &article.sections {
                let heading = section.heading().unwrap();
                let shouted = heading.to_uppercase();
                for typed in [heading, heading.trim_end_matches('?'), &shouted] {
                    let answer = ask(&engine, typed);
                    if answer.outcome != Outcome::Answer || first(&answer) != section.id.section() {
                        wrong.push(typed.to_owned());
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        // The examples of the help texts.
        for example in ["how fast do I lose strength", "does sleep help"] {
            assert_eq!(ask(&engine, example).outcome, Outcome::Answer, "{example}");
        }
    }

    #[test]
    fn another_number_is_no_other_question() {
        let engine = engine();
        for template in [
            "off for N months, how long to get my strength back",
            "can i get my muscle back after N years without lifting",
            "i am N and used to lift, will my muscle come back",
        ] {
            let numbers = if template.contains("am N") {
                [52, 53, 55, 57, 58, 61, 62, 64, 66, 67, 71, 73]
            } else {
                [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14]
            };
            let mut sections: BTreeMap<String, usize> = BTreeMap::new();
            for number in numbers {
                let answer = ask(&engine, &template.replace('N', &number.to_string()));
                *sections.entry(first(&answer).to_owned()).or_default() += 1;
            }
            assert!(
                sections.values().any(|same| *same >= 10),
                "{template}: {sections:#?}"
            );
        }
    }

    #[test]
    fn letters_that_are_no_words_are_no_ground_to_answer_on() {
        let engine = engine();
        for typed in ["asdf qwer", "hjkl hjkl hjkl"] {
            let answer = ask(&engine, typed);
            assert_ne!(answer.outcome, Outcome::Answer, "{typed}");
            assert_eq!(answer.reason, Reason::UnknownWords, "{typed}");
        }
        // Here every word is one slip away from a known one.
        let answer = ask(&engine, "musle memry");
        assert_eq!(answer.outcome, Outcome::Answer);
        assert_eq!(answer.reason, Reason::Score);
    }

    #[derive(serde::Deserialize)]
    struct Talk {
        id: String,
        kind: String,
        turns: Vec<String>,
        /// None where more or a source is asked for.
        sections: Vec<String>,
    }

    impl Talk {
        /// Whether the last turn gets what it asks for: a passage that answers it, the next passage where more is asked
        /// for, the same one where its source is.
        fn succeeds(&self, engine: &Engine) -> bool {
            let mut previous: Option<String> = None;
            let mut shown = Vec::new();
            for turn in &self.turns {
                let answer = engine
                    .ask(&Ask {
                        question: turn,
                        previous: previous.as_deref(),
                        ..Ask::default()
                    })
                    .unwrap();
                shown.push(first(&answer).to_owned());
                previous = answer.in_context.or(Some(turn.clone()));
            }
            let (last, before) = shown.split_last().unwrap();
            match self.kind.as_str() {
                "more" => !before.contains(last),
                "source" => before.last() == Some(last),
                _ => self.sections.contains(last),
            }
        }
    }

    /// Talks of 60 whose last turn gets what it asks for.
    const TALKS: usize = 54;

    #[test]
    fn follow_ups_are_understood() {
        let engine = engine();
        let file = std::fs::read_to_string("tests/judgments/talks.jsonl").unwrap();
        let talks = file.lines().map(|line| serde_json::from_str(line).unwrap());
        let (right, wrong): (Vec<Talk>, Vec<Talk>) =
            talks.partition(|talk: &Talk| talk.succeeds(&engine));
        let wrong: Vec<&str> = wrong.iter().map(|talk| talk.id.as_str()).collect();
        assert!(
            right.len() >= TALKS,
            "{} right, wrong: {wrong:?}",
            right.len()
        );
    }

    #[test]
    fn the_source_asked_for_after_more_is_that_of_the_passage_shown() {
        let engine = engine();
        let question = "How long does muscle memory last?";
        let follow = |turn, previous: &str| {
            let previous = Some(previous);
            let answer = engine.ask(&Ask {
                question: turn,
                previous,
                ..Ask::default()
            });
            answer.unwrap()
        };
        let more = follow("tell me more", question);
        let source = follow("source?", more.in_context.as_deref().unwrap());
        assert_ne!(first(&more), first(&ask(&engine, question)));
        assert_eq!(first(&source), first(&more));
    }

    #[test]
    fn a_danger_gets_its_help_after_a_question_too() {
        let engine = engine();
        let file = std::fs::read_to_string("tests/judgments/danger.jsonl").unwrap();
        for line in file.lines() {
            let judged: serde_json::Value = serde_json::from_str(line).unwrap();
            let message = judged["message"].as_str().unwrap();
            let after_a_question = engine.ask(&Ask {
                question: message,
                previous: Some("How long does muscle memory last?"),
                ..Ask::default()
            });
            let level = |answer: Answer| answer.help.map(|help| help.level);
            let (after, alone) = (
                level(after_a_question.unwrap()),
                level(ask(&engine, message)),
            );
            // Both together may be more urgent, never less.
            let is_kept = alone.is_none_or(|alone| after.is_some_and(|after| after <= alone));
            assert!(is_kept, "{message}: {after:?}, alone {alone:?}");
        }
    }

    #[test]
    fn a_message_that_speaks_of_self_harm_gets_help_and_no_passage() {
        let engine = engine();
        for said in ["i want to kill myself", "no reason to live anymore", "kms"] {
            let answer = ask(&engine, said);
            assert_eq!(answer.reason, Reason::Urgent, "{said}");
            assert!(answer.passages.is_empty() && answer.related.is_empty());
            let opening =
                engram::render::sentences::opening(&answer, engram::render::Locale::English)
                    .unwrap();
            assert!(opening.contains("findahelpline.com"), "{opening}");
        }
        let suicides = ask(
            &engine,
            "coach makes us do suicides, does that keep my speed",
        );
        assert!(!suicides.passages.is_empty());
    }

    #[test]
    fn alarming_symptoms_get_help_or_the_section_on_warning_signs() {
        let engine = engine();
        let mut elsewhere = Vec::new();
        for said in [
            "chest pain while lifting",
            "i can't breathe after my run",
            "i fainted during squats",
            "blacked out in the gym",
            "is it a heart attack",
            "cola-coloured urine after training",
            "thunderclap headache while deadlifting",
        ] {
            let answer = ask(&engine, said);
            let is_told = answer.reason == Reason::Urgent
                || first(&answer).ends_with("#when-should-i-stop-and-see-a-doctor");
            if !is_told {
                elsewhere.push((said, answer.outcome));
            }
        }
        assert!(elsewhere.is_empty(), "{elsewhere:#?}");
    }
}
