//! Questions → groups of questions that mean the same, for the list of gaps.

use crate::index::{Embedder, QuantizedVector};
use crate::text::{content_word, words};

use super::Engine;

/// A question joins a group if its mean cosine with the group's questions is at least this. Only nearly equal questions
/// are joined: of four wordings each of 42 sections (168, in several languages) 18 pairs are joined, 7 of them of
/// different sections; at 0.45 it is 13 of 24.
const MIN_SIMILARITY: f32 = 0.5;

/// The same without an encoder: content words in common, divided by the mean number of content words.
const MIN_WORD_SIMILARITY: f32 = 0.5;

/// What questions are compared by.
struct QuestionFeatures {
    vector: Option<QuantizedVector>,
    words: Vec<String>,
}

impl Engine {
    /// Groups questions that mean the same: the indices of each group's questions in their order, the largest group
    /// first, then the one with the earliest question. The same questions give the same groups.
    pub fn group(&self, questions: &[&str]) -> Vec<Vec<usize>> {
        let embedder = &self.0.embedder;
        let limit = match embedder.version() {
            Some(_) => MIN_SIMILARITY,
            None => MIN_WORD_SIMILARITY,
        };
        group(questions, embedder, limit)
    }
}

/// Each question joins the group with the highest mean similarity, or begins a new one.
fn group(questions: &[&str], embedder: &Embedder, limit: f32) -> Vec<Vec<usize>> {
    let vectors = embedder.quantized_embeddings(questions);
    let mut vectors = vectors.into_iter();
    let asked: Vec<QuestionFeatures> = questions
        .iter()
        .map(|question| QuestionFeatures::new(question, vectors.next()))
        .collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, question) in asked.iter().enumerate() {
        let best = groups
            .iter()
            .map(|group| {
                let sum: f32 = group
                    .iter()
                    .map(|other| question.similarity(&asked[*other]))
                    .sum();
                sum / group.len() as f32
            })
            .enumerate()
            .rev()
            .max_by(|(_, one), (_, other)| one.total_cmp(other));
        match best {
            Some((group, similarity)) if similarity >= limit => groups[group].push(index),
            _ => groups.push(vec![index]),
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups
}

impl QuestionFeatures {
    fn new(question: &str, vector: Option<QuantizedVector>) -> Self {
        let mut words: Vec<String> = words(question)
            .filter_map(|word| content_word(&word).map(str::to_owned))
            .collect();
        words.sort_unstable();
        words.dedup();
        Self { vector, words }
    }

    /// The cosine, or without an encoder the share of common content words.
    fn similarity(&self, other: &Self) -> f32 {
        if let (Some(one), Some(other)) = (&self.vector, &other.vector) {
            return one.cosine(other);
        }
        let common = self
            .words
            .iter()
            .filter(|word| other.words.binary_search(word).is_ok())
            .count();
        2.0 * common as f32 / (self.words.len() + other.words.len()).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_one_group_the_largest_first() {
        let questions = [
            "do otters dream",
            "how much is a kayak",
            "is a kayak very much",
            "kayak?",
            "",
        ];
        let groups = group(&questions, &Embedder::none(), MIN_WORD_SIMILARITY);
        assert_eq!(groups, [vec![1, 2, 3], vec![0], vec![4]]);
    }
}
