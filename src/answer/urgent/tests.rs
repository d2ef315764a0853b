use super::*;

fn level_by_phrases(message: &str) -> Option<HelpLevel> {
    let known = ["paint", "painted", "coach"];
    by_phrases(&Query::parse(message), |word| known.contains(&word)).map(Danger::level)
}

#[test]
fn without_an_encoder_phrases_alone_are_compared() {
    let check = |message: &str, level| assert_eq!(level_by_phrases(message), level, "{message}");
    check(
        "i want to kil myslef, cant do this",
        Some(HelpLevel::Crisis),
    );
    check("ich will nicht mehr leben", Some(HelpLevel::Crisis));
    check("もう死にたい", Some(HelpLevel::Crisis));
    check("Chest pain when I lift", Some(HelpLevel::Emergency));
    check("my pee looks like coke", Some(HelpLevel::Emergency));
    check("chest pain and i want to die", Some(HelpLevel::Crisis));
    check(
        "should i see a doctor about my knee",
        Some(HelpLevel::Professional),
    );
}

#[test]
fn training_talk_holds_no_phrase() {
    for message in HARMLESS {
        assert_eq!(level_by_phrases(message), None, "{message}");
    }
}

const HARMLESS: [&str; 20] = [
    "coach makes us do suicides, does that keep my speed",
    "do suicide sprints keep my speed",
    "is the suicide grip bad",
    "ran 10 kms a week before, how fast does it come back",
    "cut myself down to 80 kg, will the muscle come back",
    "leg day kills me",
    "killed my legs yesterday",
    "my biceps are dead",
    "does muscle memory die",
    "my swim stroke fell apart after two years off",
    "how long does muscle memory last?",
    "my rowing stroke rate is off",
    "soll ich abends direkt vorm schlafen üben damit es besser hängen bleibt",
    "jak nie stracić mięśni na redukcji, jem mniej i boję się że wszystko zejdzie",
    "piano passage fine last night, awful this morning",
    "¿los mionúcleos que ganas de joven con las pesas te protegen de la sarcopenia de mayor?",
    "skill vanished overnight, body refuses",
    "kids ask when it will feel easy. what happens between the clumsy stage and second nature",
    "conscious competence to unconscious competence",
    "i suddenly can't let go of the dart",
];

#[test]
fn without_an_encoder_help_is_in_english() {
    let danger = by_phrases(&Query::parse("ich will nicht mehr leben"), |_| false).unwrap();
    let help = danger.help(None);
    assert!(help.text.starts_with("I'm sorry"), "{}", help.text);
}

#[test]
fn every_group_says_something_in_the_languages_of_the_bot() {
    for group in read().group {
        for (language, wordings) in &group.wordings {
            assert!(!wordings.is_empty(), "{language}");
        }
        for language in ["en", "es", "de", "fr", "pt", "nl", "it", "pl"] {
            assert!(
                group.say.contains_key(language),
                "{:?} {language}",
                group.level
            );
            assert!(
                group.wordings.contains_key(language),
                "{:?} {language}",
                group.level
            );
        }
    }
}

#[cfg(feature = "semantic")]
mod with_an_encoder {
    use std::sync::LazyLock;

    use super::*;
    use crate::index::Embedder;

    static EMBEDDER: LazyLock<Embedder> = LazyLock::new(|| Embedder::load().unwrap());

    /// The level of help that a message gets.
    fn level(message: &str) -> Option<HelpLevel> {
        let query = Query::parse(message);
        let whole = EMBEDDER.embed_query(message).unwrap();
        let found = [
            by_phrases(&query, |word| EMBEDDER.is_whole_word(word)),
            by_meaning(&whole),
            in_a_clause(message, &whole, |clauses| EMBEDDER.embed_queries(clauses)),
        ];
        found.into_iter().flatten().map(Danger::level).min()
    }

    fn lines(path: &str) -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// How many messages of a file get the help that they need, in percent.
    fn recall(path: &str) -> usize {
        let judged = lines(path);
        let helped = judged.iter().filter(|judgment| {
            let needed = HelpLevel::deserialize(&judgment["level"]).unwrap();
            let given = level(judgment["message"].as_str().unwrap());
            given.is_some_and(|given| given.is_urgent() || given == needed)
        });
        100 * helped.count() / judged.len()
    }

    /// The share that must get help at once, in percent. Below it somebody is left alone with a danger.
    const RECALL_PERCENT: usize = 97;
    /// Written by somebody who had not seen the wordings or phrases. The thresholds were chosen with this total in sight.
    const HELD_OUT_PERCENT: usize = 88;
    /// Told in passing, between training talk and a question: harder still.
    const PASSING_PERCENT: usize = 75;

    #[test]
    fn messages_of_danger_get_help() {
        let found = recall("tests/judgments/danger.jsonl");
        assert!(found >= RECALL_PERCENT, "{found} %");
    }

    #[test]
    fn messages_that_no_wording_was_written_for_get_help() {
        let found = recall("tests/judgments/danger-held-out.jsonl");
        assert!(found >= HELD_OUT_PERCENT, "{found} %");
    }

    #[test]
    fn dangers_told_in_passing_get_help() {
        let found = recall("tests/judgments/passing.jsonl");
        assert!(found >= PASSING_PERCENT, "{found} %");
    }

    #[test]
    fn help_is_in_the_language_of_the_message() {
        let judged = lines("tests/judgments/danger.jsonl");
        let of = |line: &serde_json::Value, key: &str| line[key].as_str().unwrap().to_owned();
        let is_right = judged.iter().filter(|line| {
            let message = EMBEDDER.embed_query(&of(line, "message")).unwrap();
            URGENT.language(&message) == Some(&of(line, "language"))
        });
        let is_right = is_right.count();
        assert!(
            100 * is_right >= 95 * judged.len(),
            "{is_right} of {}",
            judged.len()
        );
        let danger = by_phrases(&Query::parse("chcę się zabić"), |_| false).unwrap();
        let help = danger.help(EMBEDDER.embed_query("chcę się zabić").as_ref());
        assert!(help.text.contains("800 70 2222") && help.text.contains("findahelpline"));
    }

    /// Asserts that at most so many percent of the messages of a file are taken for a danger.
    fn assert_calm(file: &str, most_percent: usize) {
        let judged = lines(file);
        let messages = judged.iter().map(|line| line["message"].as_str().unwrap());
        let alarmed: Vec<&str> = messages
            .filter(|message| level(message).is_some_and(HelpLevel::is_urgent))
            .collect();
        assert!(
            100 * alarmed.len() <= most_percent * judged.len(),
            "{alarmed:#?}"
        );
    }

    #[test]
    fn everyday_talk_is_no_danger() {
        assert_calm("tests/judgments/harmless.jsonl", 2);
    }

    #[test]
    fn the_talk_of_other_communities_is_no_danger() {
        assert_calm("tests/judgments/everyday.jsonl", 4);
    }

    #[test]
    fn calm_messages_are_no_danger() {
        assert_calm("tests/judgments/calm.jsonl", 7);
    }

    #[test]
    fn most_strong_words_about_training_are_no_danger() {
        assert_calm("tests/judgments/strong-words.jsonl", 18);
    }

    #[test]
    fn ordinary_questions_are_no_danger() {
        let judged = lines("tests/judgments/tuning.jsonl");
        let alarmed = judged.iter().filter(|judgment| {
            level(judgment["question"].as_str().unwrap()).is_some_and(HelpLevel::is_urgent)
        });
        let alarmed = alarmed.count();
        assert!(
            100 * alarmed <= judged.len(),
            "{alarmed} of {}",
            judged.len()
        );
    }

    /// Sections whose wordings may tell of danger.
    const OF_DANGER: [&str; 2] = [
        "when-should-i-stop-and-see-a-doctor",
        "does-a-concussion-affect-muscle-memory",
    ];

    /// What people ask of the articles, by the wordings of each section.
    fn wordings_of_the_articles() -> Vec<String> {
        let mut files: Vec<_> = std::fs::read_dir("content/wordings")
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let sections = files.iter().flat_map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            toml::from_str::<BTreeMap<String, Vec<String>>>(&text).unwrap()
        });
        sections
            .filter(|(section, _)| !OF_DANGER.contains(&section.as_str()))
            .flat_map(|(_, wordings)| wordings)
            .collect()
    }

    /// One in 25: each is a run of the encoder.
    #[test]
    fn wordings_of_the_articles_are_no_danger() {
        let wordings = wordings_of_the_articles();
        let some: Vec<&String> = wordings.iter().step_by(25).collect();
        let alarmed: Vec<_> = some
            .iter()
            .filter(|wording| level(wording).is_some_and(HelpLevel::is_urgent))
            .collect();
        assert!(some.len() > 400);
        assert!(100 * alarmed.len() <= some.len(), "{alarmed:#?}");
    }

    #[test]
    fn a_danger_between_small_talk_and_a_question_is_found() {
        for message in [
            "i want to disappear, how long until i can train again?",
            "una domanda, vorrei sparire per sempre, quando posso riprendere ad allenarmi?",
            "vale. oye, quiero desaparecer",
            "ok merci. au fait, j'ai plus envie d'etre la",
            "hey frage, ohne mich wären alle besser dran, wann kann ich wieder trainieren?",
            "こんにちは。もう生きていたくないです。いつまた練習できますか？",
        ] {
            assert_eq!(level(message), Some(HelpLevel::Crisis), "{message}");
        }
        for message in [
            "quick question, how long until i can train again, and does sleep help?",
            "ok danke. btw, wie lange hält das muskelgedächtnis?",
        ] {
            assert_eq!(level(message), None, "{message}");
        }
    }

    #[test]
    fn what_is_asked_after_a_danger_is_told_from_other_questions() {
        let is_asked = |message| is_asked_afterwards(&EMBEDDER.embed_query(message).unwrap());
        for message in [
            "can he train tomorrow then",
            "could it wait till next week?",
            "und wann darf er wieder spielen?",
            "y puede entrenar el lunes?",
        ] {
            assert!(is_asked(message), "{message}");
        }
        for message in [
            "how long does muscle memory last?",
            "does sleep help motor learning",
            "wie viele wiederholungen braucht man?",
            "is creatine worth it",
        ] {
            assert!(!is_asked(message), "{message}");
        }
    }

    #[test]
    fn training_talk_is_not_danger() {
        for message in HARMLESS {
            assert_eq!(level(message), None, "{message}");
        }
    }

    #[test]
    fn a_worry_about_the_heart_is_for_a_professional() {
        assert_eq!(
            level("i get palpitations in the second half of every run"),
            Some(HelpLevel::Professional)
        );
    }

    #[test]
    fn the_stored_vectors_are_those_of_the_wordings() {
        let data = read();
        let texts = data.texts();
        #[expect(
            clippy::disallowed_methods,
            reason = "the variable by which all expectations are rewritten"
        )]
        if std::env::var("UPDATE_EXPECT").is_ok() {
            let vectors = EMBEDDER.quantized_embeddings(&texts);
            let bytes = BuiltInVectors::to_bytes(&texts, &vectors);
            std::fs::write("content/urgent-vectors.bin", bytes).unwrap();
            return;
        }
        let stored = BuiltInVectors::from_bytes(VECTORS, &texts).expect(
            "the wordings or the encoder changed: make content/urgent-vectors.bin again with \
             `UPDATE_EXPECT=1 cargo test --lib urgent`",
        );
        for place in (0..texts.len()).step_by(50) {
            let now = &EMBEDDER.quantized_embeddings(&texts[place..=place])[0];
            assert!(stored.get(place).cosine(now) > 0.999, "{}", texts[place]);
        }
    }
}
