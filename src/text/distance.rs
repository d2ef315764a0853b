//! Edit distance of two words.

/// Whether one letter changed, dropped, added, or swapped with its neighbour makes one word the other. The vocabulary
/// is searched for each unknown word, so this compares no more letters than necessary.
pub(crate) fn is_one_letter_away(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > char::MAX.len_utf8() {
        return false;
    }
    let same: usize = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .map(|(same, _)| same.len_utf8())
        .sum();
    let mut one = one[same..].chars();
    let mut other = other[same..].chars();
    while let (Some(last), Some(other_last)) = (one.clone().next_back(), other.clone().next_back())
        && last == other_last
    {
        one.next_back();
        other.next_back();
    }
    match (one.next(), one.next(), other.next(), other.next()) {
        (None, _, None, _) => false,
        (_, None, _, None) => true,
        (Some(first), Some(second), Some(third), Some(fourth)) => {
            first == fourth && second == third && one.next().is_none() && other.next().is_none()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn one_letter_away_is_an_edit_distance_of_one(one in "[abcé]{0,6}", other in "[abcé]{0,6}") {
            proptest::prop_assert_eq!(
                is_one_letter_away(&one, &other),
                strsim::osa_distance(&one, &other) == 1
            );
        }
    }
}
