//! Words → content words: the words of a question without function words.

/// A folded word without a possessive ending; `None` for a function word.
pub fn content_word(word: &str) -> Option<&str> {
    let bare = word.strip_suffix("'s").unwrap_or(word);
    let is_function_word = |candidate: &str| FUNCTION_WORDS.binary_search(&candidate).is_ok();
    if is_function_word(bare) || is_function_word(word) {
        return None;
    }
    if let Some((stem, ending)) = word.split_once('\'')
        && is_function_word(stem)
        && matches!(ending, "t" | "s" | "d" | "m" | "re" | "ve" | "ll")
    {
        return None;
    }
    if let Some(verb) = word.strip_suffix("n't")
        && is_function_word(verb)
    {
        return None;
    }
    Some(bare)
}

/// Function words. Sorted; contractions also without their apostrophe.
/// Words of time, amount and ability that tell questions apart (`long`, `fast`, `lose`, `never`) are not in it.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "actually", "after", "again", "ain't", "aint", "all", "also", "am", "an", "and", "any", "anyone",
    "are", "aren't", "arent", "as", "at", "be", "because", "been", "before", "being", "but", "by", "can", "can't",
    "cannot", "cant", "could", "couldn't", "couldnt", "cuz", "did", "didn't", "didnt", "do", "does", "doesn't",
    "doesnt", "doing", "don't", "done", "dont", "even", "ever", "every", "everyone", "for", "from", "get", "gets",
    "getting", "gonna", "got", "had", "hadn't", "hadnt", "has", "hasn't", "hasnt", "have", "haven't", "havent",
    "having", "he", "he's", "hello", "her", "here", "hers", "hes", "hey", "hi", "him", "his", "how", "how's", "howd",
    "hows", "i", "i'd", "i'll", "i'm", "i've", "if", "ill", "im", "in", "into", "is", "isn't", "isnt", "it", "it's",
    "its", "ive", "just", "kinda", "let", "let's", "lets", "like", "lol", "may", "maybe", "me", "might", "mine",
    "must", "my", "myself", "no", "nor", "not", "of", "off", "ok", "okay", "on", "or", "our", "ours", "out", "over",
    "please", "pls", "plz", "really", "shall", "she", "she's", "shes", "should", "shouldn't", "shouldnt", "so",
    "some", "someone", "something", "still", "such", "tell", "than", "thanks", "that", "that's", "thats", "the",
    "their", "theirs", "them", "then", "there", "there's", "theres", "these", "they", "they're", "theyre", "thing",
    "things", "this", "those", "though", "thru", "to", "too", "u", "up", "upon", "ur", "us", "very", "wanna", "was",
    "wasn't", "wasnt", "we", "we're", "we've", "well", "were", "weren't", "werent", "weve", "what", "what's", "whats",
    "when", "when's", "where", "where's", "whether", "which", "while", "who", "who's", "whom", "whos", "whose", "why",
    "why's", "will", "with", "won't", "wont", "would", "wouldn't", "wouldnt", "wtf", "ya", "yes", "yo", "you",
    "you're", "you've", "your", "youre", "yours", "yourself", "youve",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(FUNCTION_WORDS.is_sorted(), "{FUNCTION_WORDS:?}");
    }

    #[test]
    fn possessives_lose_their_ending_and_contractions_carry_nothing() {
        assert_eq!(content_word("otter's"), Some("otter"));
        assert_eq!(content_word("they've"), None);
        assert_eq!(content_word("doesn't"), None);
    }
}
