use std::time::Duration;

use engram::answer::Outcome;
use engram::article::Teaching;
use engram::store::{
    AUDIT_RETENTION, COUNT_RETENTION, Change, CountedQuestion, DRAFT_RETENTION, Expired,
    GAP_RETENTION, GapReason, LEFT_GUILD_RETENTION, NewGap, NewVote, SettingChange, Store,
    VOTE_RETENTION, Vote,
};

use super::votes_and_gaps::answered;
use super::{ADA, Backend, GUILD, OTHER, approved, draft, slug};

pub(super) async fn a_guild_that_was_left_is_deleted_after_its_grace(backend: Backend) {
    let store = backend.open().await;
    for guild in [GUILD, OTHER] {
        approved(&store, guild, "Otters", "one").await;
        let teaching = Teaching::NotCovered {
            group: "Doses".to_owned(),
            question: "how much".to_owned(),
        };
        store.teach(guild, &teaching, ADA).await.unwrap();
        let cooldown = SettingChange::CooldownSeconds(Some(30));
        store.set(guild, &cooldown, ADA).await.unwrap();
        store
            .put_draft(guild, ADA, &draft("Bread", "rises"))
            .await
            .unwrap();
    }
    assert!(store.leaving().await.unwrap().is_empty());
    store.guild_left(GUILD).await.unwrap();
    let leaving = store.leaving().await.unwrap();
    let left_at = leaving[0].1;
    // Told twice, it does not start to wait again.
    store.guild_left(GUILD).await.unwrap();
    assert_eq!(store.leaving().await.unwrap(), [(GUILD, left_at)]);

    let early = left_at + LEFT_GUILD_RETENTION - std::time::Duration::from_secs(1);
    assert!(store.expire(early).await.unwrap().guilds.is_empty());
    assert_eq!(store.articles(GUILD).await.unwrap().len(), 1);

    let mut changes = store.changes();
    let expired = store.expire(left_at + LEFT_GUILD_RETENTION).await.unwrap();
    assert_eq!(expired.guilds, [GUILD]);
    assert_eq!(changes.next().await, Some(Change::Library(GUILD)));
    let library = store.library(GUILD).await.unwrap();
    assert!(library.articles.is_empty() && library.taught.is_empty());
    assert_eq!(library.version, 3, "an index of before must look old");
    assert!(
        store
            .history(GUILD, &slug("Otters"))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.audit(GUILD, 1).await.unwrap().entries.is_empty());
    assert_eq!(store.settings(GUILD).await.unwrap().cooldown_seconds, None);
    assert!(store.leaving().await.unwrap().is_empty());

    assert_eq!(store.library(OTHER).await.unwrap().articles.len(), 1);
    assert_eq!(store.audit(OTHER, 1).await.unwrap().entries.len(), 3);
    assert_eq!(
        store.settings(OTHER).await.unwrap().cooldown_seconds,
        Some(30)
    );
    assert_eq!(
        store.expire(left_at + LEFT_GUILD_RETENTION).await.unwrap(),
        Expired::default()
    );
}

pub(super) async fn who_comes_back_in_time_keeps_all(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "one").await;
    assert!(!store.guild_joined(GUILD).await.unwrap());
    store.guild_left(GUILD).await.unwrap();
    let left_at = store.leaving().await.unwrap()[0].1;
    assert!(store.guild_joined(GUILD).await.unwrap());
    let expired = store
        .expire(left_at + 2 * LEFT_GUILD_RETENTION)
        .await
        .unwrap();
    assert!(expired.guilds.is_empty());
    assert_eq!(store.articles(GUILD).await.unwrap().len(), 1);
}

pub(super) async fn drafts_and_gaps_expire(backend: Backend) {
    let store = backend.open().await;
    let id = store
        .put_draft(GUILD, ADA, &draft("Bread", "rises"))
        .await
        .unwrap();
    let draft_at = store.draft(GUILD, id).await.unwrap().unwrap().at;
    let gap = NewGap {
        guild: None,
        asker: store.pseudonym(ADA),
        question: "why?",
        reason: GapReason::Closest,
        nearest: &[],
        missing: None,
    };
    store.record_gap(&gap).await.unwrap();
    let gap_at = store.open_gaps(None).await.unwrap()[0].at;
    store.save_answer(&answered(&store, 1)).await.unwrap();

    let nothing = store.expire(draft_at).await.unwrap();
    assert_eq!(nothing, Expired::default());
    let expired = store.expire(draft_at + DRAFT_RETENTION).await.unwrap();
    assert_eq!((expired.drafts, expired.gaps), (1, 0));
    assert_eq!(store.personal_data(ADA).await.unwrap().answers, 1);
    assert_eq!(store.draft(GUILD, id).await.unwrap(), None);
    let expired = store.expire(gap_at + GAP_RETENTION).await.unwrap();
    assert_eq!((expired.drafts, expired.gaps), (0, 1));
    assert!(store.recent_answers(9).await.unwrap().is_empty());
    assert_eq!(store.personal_data(ADA).await.unwrap().question_count, 0);
}

/// How many votes, entries of the audit log, and counted questions there are.
async fn kept(store: &Store) -> (u64, usize, u64) {
    let votes = store.personal_data(ADA).await.unwrap().votes;
    let audit = store.audit(GUILD, 1).await.unwrap().entries.len();
    let days = store.stats(Some(GUILD), 7).await.unwrap().days;
    (votes, audit, days.iter().map(|day| day.answered).sum())
}

pub(super) async fn votes_audit_and_counts_expire(backend: Backend) {
    let store = backend.open().await;
    let vote = NewVote {
        guild: Some(GUILD),
        asker: store.pseudonym(ADA),
        passage: "shared:a#b",
        vote: Vote::Helpful,
    };
    store.record_vote(&vote).await.unwrap();
    let cooldown = SettingChange::CooldownSeconds(Some(30));
    store.set(GUILD, &cooldown, ADA).await.unwrap();
    store.count(CountedQuestion {
        guild: Some(GUILD),
        outcome: Outcome::Answer,
        section: None,
    });
    store.write_counts().await.unwrap();
    let at = store.audit(GUILD, 1).await.unwrap().entries[0].at;

    // A minute before each term, and a minute after it; counts go by whole days.
    let (minute, day) = (Duration::from_mins(1), Duration::from_hours(24));
    store.expire(at + VOTE_RETENTION - minute).await.unwrap();
    assert_eq!(kept(&store).await, (1, 1, 1));
    store.expire(at + VOTE_RETENTION + minute).await.unwrap();
    assert_eq!(kept(&store).await, (0, 1, 1));
    store.expire(at + COUNT_RETENTION - day).await.unwrap();
    assert_eq!(kept(&store).await, (0, 1, 1));
    store.expire(at + COUNT_RETENTION + day).await.unwrap();
    assert_eq!(kept(&store).await, (0, 1, 0));
    store.expire(at + AUDIT_RETENTION - minute).await.unwrap();
    assert_eq!(kept(&store).await, (0, 1, 0));
    store.expire(at + AUDIT_RETENTION + minute).await.unwrap();
    assert_eq!(kept(&store).await, (0, 0, 0));
}
