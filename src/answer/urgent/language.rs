//! Which of the languages that help is written in a message is in.

/// The language that every reply has.
pub(super) const ENGLISH: &str = "en";

/// Words that a sentence of a language hardly does without, without accents. Some are of two languages; the rest
/// decides.
const FUNCTION_WORDS: [(&str, &[&str]); 7] = [
    (
        ENGLISH,
        &[
            "the", "and", "my", "is", "are", "it", "of", "to", "he", "she", "with", "i", "im",
            "cant", "dont", "what", "this", "after", "not", "his", "her", "was", "have", "has",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "mi", "muy", "pero", "estoy", "tengo", "esta", "desde", "despues",
            "me", "ya", "y", "quiero", "puedo", "hijo", "hija", "padre", "madre", "vivir", "duele",
        ],
    ),
    (
        "de",
        &[
            "ich", "und", "nicht", "mein", "meine", "ist", "der", "das", "mich", "mir", "seit",
            "ein", "eine", "hat", "habe", "er", "sie", "auf", "nach", "beim", "kein", "keine",
        ],
    ),
    (
        "fr",
        &[
            "je", "ne", "pas", "mon", "ma", "mes", "et", "est", "ai", "les", "des", "du", "depuis",
            "une", "dans", "apres", "plus", "veux", "elle", "il", "au", "suis", "quand",
        ],
    ),
    (
        "pt",
        &[
            "nao", "meu", "minha", "estou", "tenho", "ele", "ela", "muito", "eu", "uma", "um",
            "com", "depois", "quero", "os", "dor", "esta", "mais", "treino", "peito", "posso",
        ],
    ),
    (
        "nl",
        &[
            "ik", "het", "een", "niet", "mijn", "is", "en", "heb", "hij", "zij", "sinds", "van",
            "meer", "wil", "op", "bij", "na", "geen", "kan", "haar", "zijn", "de", "wel",
        ],
    ),
    (
        "it",
        &[
            "non", "il", "mio", "mia", "ho", "sono", "che", "di", "dopo", "da", "voglio", "piu",
            "della", "nel", "al", "mi", "ha", "gli", "lo", "quando", "riesco", "petto",
        ],
    ),
];

/// The language that most of the words speak for; English where nothing does, or as much for English.
pub(super) fn of(words: &[String]) -> &'static str {
    let mut best = (ENGLISH, 0);
    for (language, known) in FUNCTION_WORDS {
        let count = words
            .iter()
            .filter(|word| known.contains(&word.as_str()))
            .count();
        if count > best.1 {
            best = (language, count);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_common_words() {
        for (message, language) in [
            ("ich will nicht mehr leben", "de"),
            ("ik wil niet meer leven", "nl"),
            ("ya no quiero vivir", "es"),
            ("nao quero mais viver", "pt"),
            ("je ne veux plus vivre", "fr"),
            ("non voglio piu vivere", "it"),
            ("i cant breathe", ENGLISH),
            ("chest pain", ENGLISH),
            ("死にたい", ENGLISH),
        ] {
            let words: Vec<String> = message.split(' ').map(str::to_owned).collect();
            assert_eq!(of(&words), language, "{message}");
        }
    }
}
