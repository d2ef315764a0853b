//! Questions and pressed buttons → messages, from the articles alone: what Discord and the page in a browser share.

use std::collections::{BTreeSet, HashSet};

use crate::Result;
use crate::answer::{Answer, Outcome, Quoted, Surroundings, Thresholds};
use crate::article::GuildId;
use crate::engine::{Ask, Engine};
use crate::index::{ArticleHead, SectionHead};
use crate::passage::PassageId;
use crate::render::Locale;
use crate::render::discord::{
    About, ArticleSummary, Choice, Excerpt, MAX_OPTIONS, Message, OPTION_CHARS, PageState,
    PassageKey, SectionPart, about, article, article_list, fingerprint, plain, reading,
};

/// Makes messages from the articles that a guild reaches.
#[derive(Clone, Copy)]
pub(crate) struct Responder<'a> {
    pub(crate) engine: &'a Engine,
    /// The guild whose own articles are reached too.
    pub(crate) guild: Option<GuildId>,
    /// How sure to be; none for the engine's own thresholds.
    pub(crate) thresholds: Option<Thresholds>,
    /// The reader's language.
    pub(crate) locale: Locale,
}

/// A question as a message of the bot holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) question: &'a str,
    pub(crate) previous: Option<&'a str>,
    /// A passage that was picked: it comes first.
    pub(crate) first: Option<PassageKey>,
}

impl View<'_> {
    /// Answers it with the articles as they are now; `None` if the picked passage is gone.
    pub(crate) fn answer(&self, responder: Responder<'_>) -> Result<Option<Answer>> {
        let picked = match self.first {
            Some(key) => match responder.passage(key)? {
                Some(quoted) => Some(quoted),
                None => return Ok(None),
            },
            None => None,
        };
        let mut answer = responder.engine.ask(&Ask {
            question: self.question,
            previous: self.previous,
            guild: responder.guild,
            thresholds: responder.thresholds,
        })?;
        if let Some(quoted) = picked {
            put_first(&mut answer, quoted);
        }
        Ok(Some(answer))
    }

    /// Answers it again and turns to a page; `None` if the picked passage is gone.
    pub(crate) fn page(
        &self,
        responder: Responder<'_>,
        state: PageState,
        wanted: Wanted,
    ) -> Result<Option<AnswerPage>> {
        let Some(answer) = self.answer(responder)? else {
            return Ok(None);
        };
        let changed = fingerprint(&answer) != state.fingerprint;
        let mut turned = AnswerPage {
            page: if changed { 0 } else { state.page },
            changed,
            wanted,
            around: None,
            answer,
        };
        if wanted == Wanted::Around
            && turned.answer.outcome == Outcome::Answer
            && let Some(quoted) = turned.quoted()
        {
            let passage = &quoted.hit.passage.id;
            turned.around = responder.engine.context(responder.guild, passage)?;
        }
        Ok(Some(turned))
    }
}

/// How much of a passage is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Folded,
    Whole,
    Around,
}

/// A page of an answer, as far as the message whose button was pressed still fits.
pub(crate) struct AnswerPage {
    pub(crate) answer: Answer,
    pub(crate) page: usize,
    /// The passages have changed since: this is the first page of a new answer.
    pub(crate) changed: bool,
    wanted: Wanted,
    around: Option<Surroundings>,
}

impl AnswerPage {
    /// How much of the passage to show.
    pub(crate) fn excerpt(&self) -> Excerpt<'_> {
        match (&self.around, self.wanted) {
            (Some(around), _) => Excerpt::Around(around),
            (None, Wanted::Whole | Wanted::Around) if !self.changed => Excerpt::Whole,
            (None, _) => Excerpt::Folded,
        }
    }

    /// The passage on the page; none if the passages have changed.
    pub(crate) fn quoted(&self) -> Option<&Quoted> {
        let quoted = self.answer.passages.get(self.page);
        quoted.filter(|_| !self.changed)
    }
}

/// Puts a passage that was picked before the ones that were found.
fn put_first(answer: &mut Answer, quoted: Quoted) {
    let id = &quoted.hit.passage.id;
    let found = answer
        .passages
        .iter()
        .position(|other| other.hit.passage.id == *id);
    let quoted = match found {
        Some(at) => answer.passages.remove(at),
        None => quoted,
    };
    answer.passages.insert(0, quoted);
    answer.outcome = Outcome::Answer;
    answer.did_you_mean = None;
}

impl<'a> Responder<'a> {
    /// As sure as the engine is by itself, and in English.
    pub(crate) fn new(engine: &'a Engine, guild: Option<GuildId>) -> Self {
        Self {
            engine,
            guild,
            thresholds: None,
            locale: Locale::English,
        }
    }

    /// Questions that what is being typed may become.
    pub(crate) fn suggest(self, typed: &str) -> Vec<Choice> {
        let found = self.engine.suggest(self.guild, typed, MAX_OPTIONS);
        let mut seen = HashSet::new();
        found
            .iter()
            .map(|suggestion| choice(&suggestion.text, &suggestion.id))
            .filter(|choice| seen.insert(choice.name.clone()))
            .collect()
    }

    /// The passage with a key, if there is one (still).
    pub(crate) fn passage(self, key: PassageKey) -> Result<Option<Quoted>> {
        match self.find_id(key) {
            Some(id) => self.engine.passage(self.guild, &id),
            None => Ok(None),
        }
    }

    /// The id with a key, if its section is there (still).
    pub(crate) fn find_id(self, key: PassageKey) -> Option<PassageId> {
        let articles = self.engine.articles(self.guild);
        let mut sections = articles.iter().flat_map(|article| &article.sections);
        sections.find_map(|section| key.within(&section.id))
    }

    /// `/about`; `built_at` in seconds since 1970, if that is known.
    pub(crate) fn about(self, built_at: Option<u64>) -> Message {
        let articles = self.engine.articles(None);
        let licenses: BTreeSet<String> = articles
            .iter()
            .filter_map(|article| article.source.license.clone())
            .collect();
        about(
            self.locale,
            &About {
                profile: &self.engine.profile(),
                version: env!("CARGO_PKG_VERSION"),
                articles: articles.iter().count(),
                built_at,
                licenses: &licenses.into_iter().collect::<Vec<_>>(),
            },
        )
    }

    /// A page of the list of articles.
    pub(crate) fn article_list(self, page: usize) -> Message {
        let heads = self.engine.articles(self.guild);
        let summaries: Vec<ArticleSummary<'_>> = heads.iter().map(summary).collect();
        article_list(self.locale, &summaries, page)
    }

    /// A page of the sections of an article that was opened from a page of the list; none if it is gone.
    pub(crate) fn article(self, key: PassageKey, list: usize, page: usize) -> Option<Message> {
        let heads = self.engine.articles(self.guild);
        let head = heads.iter().find(|head| key == article_key(head))?;
        Some(sections(self.locale, head, list, page))
    }

    /// A piece of a section, with the ones before and after it in the article; none if it is gone.
    pub(crate) fn read(self, key: PassageKey) -> Result<Option<Message>> {
        let heads = self.engine.articles(self.guild);
        let Some((id, quoted)) = self.find_id(key).zip(self.passage(key)?) else {
            return Ok(None);
        };
        let place = heads.iter().find_map(|head| {
            let mut sections = head.sections.iter();
            let at = sections.position(|section| section.id.section() == id.section())?;
            Some((head, at))
        });
        let Some((head, at)) = place else {
            return Ok(None);
        };
        let (section, piece) = (&head.sections[at], key.piece());
        let before = match at.checked_sub(1).map(|before| &head.sections[before]) {
            _ if piece > 1 => Some(piece_of(section, piece - 1)),
            before => before.map(|before| piece_of(before, before.passages())),
        };
        let after = if piece < section.passages() {
            Some(piece_of(section, piece + 1))
        } else {
            let after = head.sections.get(at + 1);
            after.map(|after| piece_of(after, 1))
        };
        Ok(Some(reading(
            self.locale,
            &SectionPart {
                quoted: &quoted,
                piece,
                pieces: section.passages(),
                before: before.as_ref(),
                after: after.as_ref(),
            },
        )))
    }
}

/// A choice of autocomplete that leads to a passage.
pub(crate) fn choice(text: &str, id: &PassageId) -> Choice {
    Choice {
        name: plain(text, OPTION_CHARS),
        value: PassageKey::of(id).to_choice(),
    }
}

/// What a passage is asked for as.
pub(crate) fn heading(quoted: &Quoted) -> String {
    let citation = &quoted.citation;
    citation
        .heading_path
        .last()
        .unwrap_or(&citation.title)
        .clone()
}

/// The key of an article: that of its text before the first heading.
pub(crate) fn article_key(head: &ArticleHead) -> PassageKey {
    PassageKey::of(&PassageId::new(&head.id, "", 1))
}

/// A page of the sections of an article.
pub(crate) fn sections(locale: Locale, head: &ArticleHead, list: usize, page: usize) -> Message {
    let sections: Vec<(&PassageId, &str)> = head
        .sections
        .iter()
        .map(|section| {
            (
                &section.id,
                section.heading().unwrap_or(head.title.as_str()),
            )
        })
        .collect();
    article(locale, &summary(head), &sections, list, page)
}

fn summary(head: &ArticleHead) -> ArticleSummary<'_> {
    ArticleSummary {
        id: &head.id,
        title: &head.title,
        summary: head.summary.as_deref(),
        source: &head.source,
        updated: head.updated.as_deref(),
    }
}

/// The passage that is a piece of a section, counted from 1.
fn piece_of(section: &SectionHead, piece: u32) -> PassageId {
    if piece <= 1 {
        section.id.clone()
    } else {
        PassageId::from_text(format!("{}/{piece}", section.id.section()))
    }
}
