//! Content → a new library that replaces the serving one, which serves until then.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::guild::{self, Guild};
use super::{Engine, Serving};
use crate::Result;
use crate::answer::Calibration;
use crate::article::{ArticleId, GuildId, Teaching};
use crate::content::{self, Corpus, Problem, RawArticle};
use crate::index::{self, ArticleHead, BuildReport, Generation, Overlay, Progress, Status};

/// A guild's articles and taught wordings, from the store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GuildContent {
    /// Incremented by every change.
    pub version: u64,
    /// Its own articles.
    pub articles: Vec<RawArticle>,
    /// What its admins taught, for its own articles and its view of the shared ones. A wording of a section that no
    /// longer exists has no effect.
    pub taught: Vec<Teaching>,
}

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq)]
pub struct RebuildReport {
    /// Articles now in the library.
    pub articles: usize,
    /// Passages now in the library.
    pub passages: usize,
    /// Texts whose vectors were encoded again.
    pub encoded: usize,
    /// Texts whose vectors were reused.
    pub reused: usize,
    /// Articles that were not there before.
    pub added: Vec<ArticleId>,
    /// Articles whose file has changed.
    pub changed: Vec<ArticleId>,
    /// Articles that were removed.
    pub removed: Vec<ArticleId>,
    /// Files that could not be used, and other problems for the author to fix.
    pub problems: Vec<Problem>,
    /// How long it took.
    pub took: Duration,
}

impl Engine {
    /// Builds a guild's library from this content and swaps it in; the old one serves meanwhile. Cheap if nothing has
    /// changed; taught wordings alone need no build. With no article left, the guild's index is removed.
    ///
    /// # Errors
    /// As [`index::build`]. After any error the old library still serves.
    pub fn rebuild_guild(
        &self,
        guild: GuildId,
        content: &GuildContent,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<RebuildReport> {
        let started = Instant::now();
        let _one_at_a_time = self.0.guilds.build_alone(guild);
        // A damaged folder is rebuilt.
        let before = self.guild(guild).ok();
        let own_before = before.as_ref().and_then(|before| before.own.as_ref());
        let corpus = content::corpus_of(&content.articles);
        let folder = self.0.guilds.folder(guild);
        let _no_other_process = folder.as_deref().map(guild::lock).transpose()?;
        let (own, built) = if corpus.articles.is_empty() {
            (None, BuildReport::default())
        } else {
            let (own, built) =
                self.own_library(folder.as_deref(), own_before, &corpus, progress)?;
            (Some(own), built)
        };
        let known = before.as_ref().and_then(|before| before.taught.as_ref());
        let taught = Overlay::new(&content.taught, &self.0.embedder, known);
        let new = Arc::new(Guild::new(Some(content.version), own, taught, || {
            self.next_epoch()
        }));
        if let Some(folder) = &folder {
            new.write(folder, &self.0.embedder)?;
        }
        let gone = self.0.guilds.put(guild, Arc::clone(&new));
        self.drop_answers(gone.as_deref());
        if let (Some(folder), None) = (&folder, &new.own) {
            index::remove(folder)?;
        }
        let heads = |own: Option<&Arc<Serving>>| -> Vec<ArticleHead> {
            own.map_or_else(Vec::new, |own| own.generation.articles().to_vec())
        };
        let built = BuildReport {
            articles: corpus.articles.len(),
            passages: new.own.as_ref().map_or(0, |own| own.generation.passages()),
            ..built
        };
        let (before, now) = (heads(own_before), heads(new.own.as_ref()));
        Ok(report(&built, &before, &now, corpus.problems, started))
    }

    /// The guild's own library; rebuilt unless the existing index fits the corpus and every checksum is right.
    fn own_library(
        &self,
        folder: Option<&Path>,
        before: Option<&Arc<Serving>>,
        corpus: &Corpus,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Arc<Serving>, BuildReport)> {
        let embedder = &self.0.embedder;
        let Some(folder) = folder else {
            let generation = Generation::in_ram(corpus, embedder)?;
            return Ok((
                Serving::new(generation, self.next_epoch()),
                BuildReport::default(),
            ));
        };
        let status = index::status(folder, &corpus.fingerprint, embedder);
        let fits = match &status {
            Status::Fresh(manifest) => index::verify(folder).is_ok().then_some(manifest),
            _ => None,
        };
        let Some(manifest) = fits else {
            let also = self.0.library.as_deref();
            let built = index::build(folder, also, corpus, embedder, progress)?;
            let own = Serving::new(Generation::open(folder)?, self.next_epoch());
            return Ok((own, built));
        };
        let same = before.filter(|before| before.generation.manifest() == Some(manifest));
        let own = match same {
            Some(same) => Arc::clone(same),
            None => Serving::new(Generation::open(folder)?, self.next_epoch()),
        };
        Ok((own, BuildReport::default()))
    }

    /// The version of the content that a guild's library holds; none if it was never built, is damaged, or was made by
    /// another version of the program, and must be built.
    pub fn guild_version(&self, guild: GuildId) -> Option<u64> {
        self.0.guilds.version(guild, &self.0.embedder)
    }

    /// Builds a new generation from the current content and swaps it in; the old one serves meanwhile.
    ///
    /// # Errors
    /// As [`index::build`]. After any error the old generation still serves.
    pub fn rebuild(&self, progress: &(dyn Fn(Progress) + Sync)) -> Result<RebuildReport> {
        let started = Instant::now();
        let folder = self.library()?;
        let _one_at_a_time = self
            .0
            .rebuilding
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut corpus = content::load(&self.0.content)?;
        let calibration = corpus.calibration.as_deref().map(Calibration::from_toml);
        if let Some(Err(problem)) = calibration {
            corpus.problems.push(problem);
            corpus.problems.sort();
        }
        let built = index::build(folder, None, &corpus, &self.0.embedder, progress)?;
        let new = Serving::new(Generation::open(folder)?, self.next_epoch());
        let old = self.swap(Arc::clone(&new));
        let (before, now) = (old.generation.articles(), new.generation.articles());
        Ok(report(&built, before, now, corpus.problems, started))
    }

    pub(super) fn drop_answers(&self, gone: Option<&Guild>) {
        if let Some(gone) = gone.filter(|gone| gone.epoch != 0) {
            self.0.answers.remove_if(|key| key.guild == gone.epoch);
        }
    }
}

/// What a build did; the lists of articles before and now are sorted by id.
fn report(
    built: &BuildReport,
    before: &[ArticleHead],
    now: &[ArticleHead],
    problems: Vec<Problem>,
    started: Instant,
) -> RebuildReport {
    let ids = |heads: &[ArticleHead]| -> BTreeSet<ArticleId> {
        heads.iter().map(|head| head.id.clone()).collect()
    };
    let (old, new) = (ids(before), ids(now));
    let is_changed = |head: &&ArticleHead| {
        let mut others = before.iter();
        others.any(|other| other.id == head.id && other.fingerprint != head.fingerprint)
    };
    let changed = now.iter().filter(is_changed);
    RebuildReport {
        articles: built.articles,
        passages: built.passages,
        encoded: built.encoded,
        reused: built.reused,
        added: new.difference(&old).cloned().collect(),
        changed: changed.map(|head| head.id.clone()).collect(),
        removed: old.difference(&new).cloned().collect(),
        problems,
        took: started.elapsed(),
    }
}
