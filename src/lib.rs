//! Engram answers questions about muscle memory with passages of its articles, word for word.

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
pub mod index;
pub mod passage;
pub mod query;
pub mod render;
pub mod search;
pub mod text;

pub use error::{Error, Result};
