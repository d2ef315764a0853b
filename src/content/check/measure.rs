//! Small measures of text: reading grade, forms of days and DOIs.

use crate::text;

/// Flesch–Kincaid grade: about the years of school that a text asks of its reader.
///
/// Syllables are counted by runs of vowels, which is right for most English words.
pub fn reading_grade(body: &str) -> f64 {
    let words: Vec<String> = text::words(body).collect();
    let sentences = text::sentences(body).len();
    if words.is_empty() || sentences == 0 {
        return 0.0;
    }
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * ratio(words.len(), sentences) + 11.8 * ratio(syllables, words.len()) - 15.59
}

pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        0.0
    } else {
        values.iter().sum::<f64>() / ratio(values.len(), 1)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
}

fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut in_vowels = false;
    for character in word.chars() {
        let vowel = "aeiouyäöüáéíóúàèêâ".contains(character);
        count += usize::from(vowel && !in_vowels);
        in_vowels = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("es")
        || word.ends_with("ed");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

/// `YYYY-MM-DD` with a month and a day that can be.
pub(super) fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str, digits: usize| {
        (text.len() == digits)
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// A bare DOI: `10.`, a registrant of four to nine digits, a slash and a suffix without white space.
pub(super) fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text
        .strip_prefix("10.")
        .and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    (4..=9).contains(&registrant.len())
        && registrant.bytes().all(|byte| byte.is_ascii_digit())
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harder_text_has_a_higher_grade() {
        let easy = reading_grade("The cat sat on the mat. It was warm. The cat slept.");
        let hard = reading_grade(
            "Neuromuscular adaptations necessitate considerable physiological reorganisation, notwithstanding individual variability.",
        );
        assert!(easy < 3.0 && hard > 15.0, "{easy} {hard}");
        assert!(reading_grade("") == 0.0);
    }

    #[test]
    fn forms() {
        assert!(is_day("2026-11-22") && !is_day("2026-13-01") && !is_day("22.11.2026"));
        assert!(
            is_doi("10.1016/j.cell.2005.04.028")
                && !is_doi("https://doi.org/10.1/x")
                && !is_doi("10.1016/")
        );
    }
}
