//! `/gaps`: questions without a good answer, alike ones together; marked as solved, taught, exported.

use std::collections::HashSet;
use std::sync::Arc;

use crate::article::{GuildId, Teaching, UserId};
use crate::discord::app::App;
use crate::discord::commands::reply::Reply;
use crate::discord::context::CommandContext;
use crate::discord::inbound::manager_command::GapsCommand;
use crate::discord::policy::permission::may_manage;
use crate::messages::Responder;
use crate::passage::PassageId;
use crate::render::Locale;
use crate::render::discord::{
    GapGroup, Message, NearSection, OTHER_QUESTIONS, PassageKey, Picked, TeachResult, denied,
    gap_gone, gap_group, gaps_csv, gaps_exported, gaps_list, gaps_solved, label_value,
    no_such_section, stale, taught as say_taught, taught_list, untaught,
};
use crate::store::{AuditAction, Gap, GapId, Solution, TaughtId};
use crate::text::{fold, words};
use crate::{Error, Result};

/// Gaps that are put into groups, the newest: each has to be understood first.
const GROUPED: usize = 300;
/// Sections to choose from when teaching, as far as so many come near.
const SECTIONS: usize = 15;
/// Questions of one group that are taught at once.
const TAUGHT: usize = 20;

/// `/gaps`
pub(crate) async fn gaps(
    app: &Arc<App>,
    context: &CommandContext,
    wanted: GapsCommand,
) -> Result<Reply> {
    let guild = match may_manage(context) {
        Ok(guild) => guild,
        Err(why) => return Ok(Reply::Say(denied(context.locale(), why))),
    };
    let locale = context.locale();
    match wanted {
        GapsCommand::List => Ok(Reply::Say(list(app, locale, guild, 0).await?)),
        GapsCommand::Teach { question, section } => {
            teach_one(app, context, guild, &question, &section).await
        }
        GapsCommand::Taught => Ok(Reply::Say(taught(app, locale, guild, 0).await?)),
        GapsCommand::Export => {
            let groups = groups(app, guild).await?;
            if groups.is_empty() {
                return Ok(Reply::Say(gaps_exported(locale, 0)));
            }
            let by = context.invocation.actor.user_id();
            app.store
                .record_audit(guild, by, AuditAction::Exported, "gaps")
                .await?;
            let csv = gaps_csv(&groups).map_err(|error| Error::internal("writing a CSV", error))?;
            let count = groups.iter().map(|group| group.gaps.len()).sum();
            let exported = gaps_exported(locale, count);
            Ok(Reply::Say(exported.with_file("gaps.csv", csv)))
        }
    }
}

/// A page of the groups.
pub(crate) async fn list(
    app: &Arc<App>,
    locale: Locale,
    guild: GuildId,
    page: usize,
) -> Result<Message> {
    let groups = groups(app, guild).await?;
    Ok(gaps_list(locale, &groups, page))
}

/// One group, with what can be done about it.
pub(crate) async fn open(
    app: &Arc<App>,
    locale: Locale,
    guild: GuildId,
    picked: Option<&str>,
) -> Result<Reply> {
    let gap = picked.and_then(|gap| gap.parse().ok()).map(GapId);
    let Some(group) = find(app, guild, gap).await? else {
        return Ok(Reply::Say(gap_gone(locale)));
    };
    let question = group.question().to_owned();
    let near = app
        .blocking(move |app| {
            let related = app
                .engine
                .nearest_headings(Some(guild), &question, SECTIONS)?;
            let titles = app.engine.articles(Some(guild));
            Ok(related
                .into_iter()
                .map(|related| {
                    let article = titles.iter().find(|article| {
                        article
                            .sections
                            .iter()
                            .any(|section| section.id.section() == related.passage.section())
                    });
                    NearSection {
                        key: PassageKey::of(&related.passage),
                        heading: related.heading,
                        article: article.map_or_else(String::new, |article| article.title.clone()),
                    }
                })
                .collect::<Vec<_>>())
        })
        .await?;
    let labels = labels(app, guild, group.question()).await?;
    Ok(Reply::Update(gap_group(locale, &group, &near, &labels)))
}

/// The labels that questions can be filed under as not covered, those first whose questions share words with this
/// one: the groups of the articles for all, the guild's own, and one for whatever fits none.
async fn labels(app: &Arc<App>, guild: GuildId, question: &str) -> Result<Vec<String>> {
    let mut groups: Vec<(String, Vec<String>)> = vec![(OTHER_QUESTIONS.to_owned(), Vec::new())];
    for group in app.engine.not_covered() {
        groups.push((group.label, group.questions));
    }
    for taught in app.store.taught(guild).await? {
        if let Teaching::NotCovered { group, question } = taught.teaching {
            match groups.iter_mut().find(|(label, _)| *label == group) {
                Some((_, questions)) => questions.push(question),
                None => groups.push((group, vec![question])),
            }
        }
    }
    let asked: HashSet<String> = words(question).collect();
    let shared = |(label, questions): &(String, Vec<String>)| {
        let texts = questions.iter().chain([label]);
        let common = texts.map(|text| words(text).filter(|word| asked.contains(word)).count());
        common.max().unwrap_or(0)
    };
    groups.sort_by_cached_key(|group| std::cmp::Reverse(shared(group)));
    Ok(groups.into_iter().map(|(label, _)| label).collect())
}

/// Marks a group as solved.
pub(crate) async fn solve(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    gap: u64,
) -> Result<Reply> {
    let Some(group) = find(app, guild, Some(GapId(gap))).await? else {
        return Ok(Reply::Say(gap_gone(context.locale())));
    };
    let by = context.invocation.actor.user_id();
    let ids: Vec<GapId> = shown(&group, gap).map(|gap| gap.id).collect();
    let closed = app
        .store
        .solve(Some(guild), &ids, Solution::Marked(by))
        .await?;
    let left = group.gaps.len() - ids.len();
    Ok(Reply::Update(gaps_solved(context.locale(), closed, left)))
}

/// Teaches a group as wordings of the section that was picked.
pub(crate) async fn teach_wording(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    gap: u64,
    picked: Option<&str>,
) -> Result<Reply> {
    let Some(key) = picked.and_then(PassageKey::from_text) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let section = app
        .blocking(move |app| Ok(Responder::new(&app.engine, Some(guild)).find_id(key)))
        .await?;
    let Some(section) = section else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let section = section.section().to_owned();
    teach_group(app, context, guild, gap, |question| Teaching::Wording {
        section: section.clone(),
        question,
    })
    .await
}

/// Teaches one question as a wording of a section: both as chosen, or as typed.
async fn teach_one(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    question: &str,
    section: &str,
) -> Result<Reply> {
    app.gap_recorder.flush().await?;
    let open = app.store.open_gaps(Some(guild)).await?;
    let chosen = question.parse().ok().map(GapId);
    let typed = fold(question);
    let Some(gap) = open
        .iter()
        .find(|gap| Some(gap.id) == chosen)
        .or_else(|| open.iter().find(|gap| fold(&gap.question) == typed))
    else {
        return Ok(Reply::Say(gap_gone(context.locale())));
    };
    let asked = fold(&gap.question);
    let same = open.iter().filter(|gap| fold(&gap.question) == asked);
    let group = GapGroup {
        gaps: same.cloned().collect(),
    };
    let wanted = section.to_owned();
    let section = app
        .blocking(move |app| Ok(section_of(app, guild, &wanted)))
        .await?;
    let Some(section) = section else {
        return Ok(Reply::Say(no_such_section(context.locale())));
    };
    let learned = teach(app, context, guild, &group, None, |question| {
        Teaching::Wording {
            section: section.section().to_owned(),
            question,
        }
    });
    Ok(Reply::Say(learned.await?))
}

/// The section that was chosen, or whose heading was typed.
fn section_of(app: &App, guild: GuildId, wanted: &str) -> Option<PassageId> {
    if let Picked::Passage(key) = Picked::of(wanted) {
        return Responder::new(&app.engine, Some(guild)).find_id(key);
    }
    let typed = fold(wanted);
    let articles = app.engine.articles(Some(guild));
    let mut sections = articles.iter().flat_map(|article| &article.sections);
    sections
        .find(|section| section.heading().map(fold).as_deref() == Some(typed.as_str()))
        .map(|section| section.id.clone())
}

/// Teaches a group as not covered, under the label that was picked.
pub(crate) async fn teach_not_covered(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    gap: u64,
    picked: Option<&str>,
) -> Result<Reply> {
    let labels = labels(app, guild, "").await?;
    let Some(group) = picked.and_then(|picked| {
        labels
            .into_iter()
            .find(|label| label_value(label) == picked)
    }) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    teach_group(app, context, guild, gap, |question| Teaching::NotCovered {
        group: group.clone(),
        question,
    })
    .await
}

/// The gaps of a group that were there when it was shown with this one as the newest.
fn shown(group: &GapGroup, newest: u64) -> impl Iterator<Item = &Gap> {
    group.gaps.iter().filter(move |gap| gap.id.0 <= newest)
}

/// Teaches the different questions of a group that were shown.
async fn teach_group(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    gap: u64,
    teaching: impl Fn(String) -> Teaching,
) -> Result<Reply> {
    let Some(group) = find(app, guild, Some(GapId(gap))).await? else {
        return Ok(Reply::Say(gap_gone(context.locale())));
    };
    let learned = teach(app, context, guild, &group, Some(GapId(gap)), teaching);
    Ok(Reply::Update(learned.await?))
}

/// Teaches the different questions of a group, those that are no newer than `newest` if it is given; closes those, and
/// looks at what is said to them now.
async fn teach(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    group: &GapGroup,
    newest: Option<GapId>,
    teaching: impl Fn(String) -> Teaching,
) -> Result<Message> {
    let by: UserId = context.invocation.actor.user_id();
    let newest = newest.map_or(u64::MAX, |gap| gap.0);
    let mut seen = HashSet::new();
    let questions: Vec<&str> = shown(group, newest)
        .map(|gap| gap.question.as_str())
        .filter(|question| seen.len() < TAUGHT && seen.insert(fold(question)))
        .collect();
    let ids: Vec<GapId> = shown(group, newest)
        .filter(|gap| seen.contains(&fold(&gap.question)))
        .map(|gap| gap.id)
        .collect();
    for question in &questions {
        let teaching = teaching((*question).to_owned());
        app.store.teach(guild, &teaching, by).await?;
    }
    let closed = app
        .store
        .solve(Some(guild), &ids, Solution::Taught(by))
        .await?;
    let synced = app.index_sync.catch_up(guild).await;
    if let Err(error) = &synced {
        tracing::error!(guild.id = guild.0, %error, "what was taught is kept and not in effect yet");
    }
    let open = app.store.open_gaps(Some(guild)).await?;
    let all: HashSet<GapId> = group.gaps.iter().map(|gap| gap.id).collect();
    let sample = questions.first().copied().unwrap_or(group.question());
    let learned = TeachResult {
        sample: &teaching(sample.to_owned()),
        questions: questions.len(),
        closed,
        left: open.iter().filter(|gap| all.contains(&gap.id)).count(),
        in_effect: synced.is_ok(),
    };
    Ok(say_taught(context.locale(), &learned))
}

/// A page of what was taught.
pub(crate) async fn taught(
    app: &App,
    locale: Locale,
    guild: GuildId,
    page: usize,
) -> Result<Message> {
    let taught = app.store.taught(guild).await?;
    Ok(taught_list(locale, &taught, page))
}

/// Takes back what was taught.
pub(crate) async fn unteach(
    app: &Arc<App>,
    context: &CommandContext,
    guild: GuildId,
    picked: Option<&str>,
) -> Result<Reply> {
    let Some(teaching) = picked.and_then(|id| id.parse().ok()).map(TaughtId) else {
        return Ok(Reply::Say(stale(context.locale())));
    };
    let by = context.invocation.actor.user_id();
    if app.store.unteach(guild, teaching, by).await?.is_none() {
        return Ok(Reply::Say(stale(context.locale())));
    }
    let synced = app.index_sync.catch_up(guild).await;
    if let Err(error) = &synced {
        tracing::error!(guild.id = guild.0, %error, "what was taken back is in effect until the index follows");
    }
    Ok(Reply::Update(untaught(context.locale(), synced.is_ok())))
}

async fn find(app: &Arc<App>, guild: GuildId, gap: Option<GapId>) -> Result<Option<GapGroup>> {
    let groups = groups(app, guild).await?;
    Ok(groups
        .into_iter()
        .find(|group| group.gaps.iter().any(|other| Some(other.id) == gap)))
}

/// The open gaps of a guild, those that mean the same together, largest group first; the oldest ones each alone at
/// the end, where there are too many to be looked at.
async fn groups(app: &Arc<App>, guild: GuildId) -> Result<Vec<GapGroup>> {
    // What was asked a moment ago is to be seen.
    app.gap_recorder.flush().await?;
    let mut gaps = app.store.open_gaps(Some(guild)).await?;
    let rest = gaps.split_off(gaps.len().min(GROUPED));
    let mut groups = app
        .blocking(move |app| {
            let questions: Vec<&str> = gaps.iter().map(|gap| gap.question.as_str()).collect();
            let places = app.engine.group(&questions);
            let of = |places: Vec<usize>| -> Vec<Gap> {
                let gaps = places.into_iter().filter_map(|place| gaps.get(place));
                gaps.cloned().collect()
            };
            Ok(places
                .into_iter()
                .map(|places| GapGroup { gaps: of(places) })
                .filter(|group| !group.gaps.is_empty())
                .collect::<Vec<_>>())
        })
        .await?;
    groups.extend(rest.into_iter().map(|gap| GapGroup { gaps: vec![gap] }));
    Ok(groups)
}
