//! Engram answers questions with passages of a set of articles, word for word, each with its source, and says so when
//! the articles have no answer. Any folder of articles will do; what they are about is in its `library.toml`.
//!
//! ```
//! use engram::answer::{Outcome, Thresholds};
//! use engram::engine::{Ask, Engine};
//! use engram::index::Embedder;
//!
//! let corpus = engram::content::load("tests/content/bakery".as_ref())?;
//! let engine = Engine::in_ram(&corpus, Embedder::none(), Thresholds::default())?;
//! let answer = engine.ask(&Ask { question: "what makes dough rise?", ..Ask::default() })?;
//! let first = &answer.passages[0];
//! assert!(first.hit.passage.text.contains(first.hit.quoted()));
//! let nothing = engine.ask(&Ask { question: "xylophone", ..Ask::default() })?;
//! assert_eq!(nothing.outcome, Outcome::Nothing);
//! # Ok::<(), engram::Error>(())
//! ```
//!
//! # Data flow
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
//! A module imports only from rows above its own; `tests/it/tidy/layers.rs` reads this table and keeps it so.
//!
//! | layer | what it turns into what |
//! | --- | --- |
//! | [`error`], [`metric`] | errors and their hints; names of the metrics |
//! | [`article`] | plain data: articles, sections, sources, references, grades |
//! | [`text`] | pure functions on text: folding, words, sentence bounds, cutting |
//! | [`locale`] | a key and its arguments → a sentence in one of eight languages |
//! | [`content`], [`passage`], [`query`], `encoder` | files → articles and problems; article → passages; any text → a safe, normal query; text → embeddings (feature `semantic`) |
//! | [`index`] | passages → an index generation on disk; query → scored candidates. The only place that names tantivy |
//! | [`search`] | candidates → ranked hits with their quotes and highlights |
//! | [`answer`] | hits → outcome, probability, citations, disagreement, related questions |
//! | `config`, `watch` | defaults, file, environment → settings; changes of a folder on disk → a signal (feature `discord`) |
//! | `store` | settings, articles, votes and gaps of guilds ↔ rows. The only place that names sqlx (feature `discord`) |
//! | [`engine`], [`render`] | the handle that the edges call; an answer → terminal text, JSON, Discord message |
//! | [`eval`] | labelled questions → figures, and a fit of the probabilities |
//! | `messages` | questions and pressed buttons → Discord messages, from the articles alone (feature `discord`) |
//! | `discord` | gateway events and signed requests → commands → replies (feature `discord`) |
//! | `ops`, `web`, `hostile` | health, readiness and metrics over HTTP; a page that shows answers in a browser (feature `discord`); properties that fuzzing and tests share |
//! | `cli` | one file per subcommand |
//! | `main` | calls `cli` |
//!
//! # Invariants
//!
//! - A quote is a byte-for-byte piece of its passage, and the passage of its article's text.
//! - The same question on the same index gives the same answer, bit for bit, on the same kind of processor.
//! - A generation is never changed once its manifest is written; it is replaced by one rename, and the last good one
//!   serves until then.
//! - No language model writes text. The only network peers are Discord and, where `DATABASE_URL` is set, `PostgreSQL`;
//!   `ops` and `web` listen.
//! - The index is derived: safe to delete, rebuilt from the content.
//!
//! # Why
//!
//! Two Discord libraries: serenity for models, builders, REST routes and signature checks; twilight's gateway for the
//! connection. serenity 0.12 cannot resume a session of another process, ignores `resume_gateway_url`, identifies
//! again after a missed heartbeat ACK, and drops events that it cannot parse. A restart would lose messages; with
//! twilight's gateway a new process resumes the old session and misses none.
//!
//! # Glossary
//!
//! An *article* is one cleaned text from one file; a *section* is its part under one heading; a *passage* is what is
//! indexed, ranked and shown; a *wording* is another way to ask what a section answers; a *hit* is a passage found for
//! a query, with *rank* and *score*; a *highlight* is the best sentence of its *quote*; a *citation* tells where it
//! comes from; a *generation* is one built index; a *fingerprint* identifies what it was built from.

pub mod answer;
pub mod article;
pub mod cli;
pub mod config;
pub mod content;
#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "semantic")]
pub mod encoder;
#[cfg(not(feature = "semantic"))]
#[path = "encoder/absent.rs"]
mod encoder;
pub mod engine;
pub mod error;
pub mod eval;
#[cfg(all(feature = "discord", any(test, feature = "fuzzing")))]
#[doc(hidden)]
pub mod hostile;
pub mod index;
pub mod locale;
#[cfg(feature = "discord")]
mod messages;
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
#[cfg(feature = "discord")]
mod watch;
#[cfg(feature = "discord")]
pub mod web;

pub use error::{Error, Result};
