//! Engram answers questions with passages of a set of articles, word for word, each with its source, and says so when
//! the articles have no answer. Its own articles are about muscle memory; any folder of articles will do.
//!
//! ```
//! use engram::answer::{Outcome, Thresholds};
//! use engram::engine::{Ask, Engine};
//! use engram::index::Meaning;
//!
//! let corpus = engram::content::load("tests/content/bakery".as_ref())?;
//! let engine = Engine::in_ram(&corpus, Meaning::none(), Thresholds::default())?;
//! let answer = engine.ask(&Ask { question: "what makes dough rise?", ..Ask::default() })?;
//! let first = &answer.passages[0];
//! assert!(first.hit.passage.text.contains(first.hit.quoted()));
//! let nothing = engine.ask(&Ask { question: "xylophone", ..Ask::default() })?;
//! assert_eq!(nothing.outcome, Outcome::Nothing);
//! # Ok::<(), engram::Error>(())
//! ```
//!
//! # The way of the data
//!
//! ```text
//! content/articles/*.md ─┐
//! messy pages (import) ──┴→ Article → [Passage] → index generation { terms, vectors, catalogue, manifest }
//!                                                            │
//! question → Query → candidates (words ∪ meaning) → [Hit] → Answer → Discord message | terminal | JSON
//! ```
//!
//! # Where things are
//!
//! A module imports only from modules above it in this list; a test keeps it so.
//!
//! | module | turns what into what |
//! | --- | --- |
//! | [`error`], [`article`], [`text`], [`metric`] | the words of failure; articles as plain data; pure functions on text; names of what is measured |
//! | [`content`] | files → articles and a list of problems; messy pages → article drafts; the check of a content folder |
//! | [`passage`] | article → passages that read alone |
//! | [`query`] | any text → a question made safe and normal |
//! | `encoder` | text → vectors, with `MiniLM` in 8 bits (feature `semantic`) |
//! | [`index`] | passages → a generation on disk; query → scored candidates. The only place that names tantivy |
//! | [`search`] | candidates → ranked hits with their quotes and highlights |
//! | [`answer`] | hits → outcome, probability, citations, disagreement, related questions |
//! | `config` | defaults, file, environment → settings |
//! | `store` | what is kept of guilds and people ↔ rows. The only place that names sqlx (feature `discord`) |
//! | [`engine`] | the handle that the edges call; owns the library and swaps in what is rebuilt |
//! | [`render`] | an answer → terminal text, JSON, Discord message. Every sentence the program says stands here |
//! | [`eval`] | labelled questions → figures, and a fit of the probabilities |
//! | `discord` | gateway events → commands → replies (feature `discord`) |
//! | `ops` | health, readiness and metrics over HTTP (feature `discord`) |
//! | `cli` | one file a subcommand |
//!
//! # What always holds
//!
//! - A quote is a byte-for-byte piece of its passage, and the passage of its article's text.
//! - The same question on the same index gives the same answer, bit for bit.
//! - A generation is never changed once it stands; it is replaced by one rename, and the last good one goes on
//!   answering whatever fails.
//! - Nothing here writes sentences about the topic: there is no language model, and no network but Discord's.
//! - The index is derived: safe to delete, rebuilt from the content.
//!
//! # Words
//!
//! An *article* is one cleaned text from one file; a *section* is its part under one heading; a *passage* is what is
//! indexed, ranked and shown; a *wording* is another way to ask what a section answers; a *hit* is a passage found for
//! a query, with *rank* and *score*; a *highlight* is the best sentence of its *quote*; a *citation* points the reader
//! to where it stands; a *generation* is one built index; a *fingerprint* tells what it was built from.

pub mod answer;
pub mod article;
pub mod cli;
pub mod config;
pub mod content;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "semantic")]
pub mod encoder;
pub mod engine;
pub mod error;
pub mod eval;
#[cfg(all(feature = "discord", any(test, fuzzing)))]
#[doc(hidden)]
pub mod hostile;
pub mod index;
pub mod metric;
#[cfg(feature = "discord")]
pub mod ops;
pub mod passage;
pub mod query;
pub mod render;
pub mod search;
#[cfg(feature = "discord")]
pub mod store;
pub mod text;

pub use error::{Error, Result};
