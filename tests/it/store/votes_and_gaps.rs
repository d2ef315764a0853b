use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use engram::answer::Outcome;
use engram::store::{
    AnsweredMessage, AuditAction, CountedQuestion, GapId, GapReason, NewGap, NewVote, Solution,
    Store, Vote,
};

use super::{ADA, BOB, Backend, GUILD, OTHER, approved};
use engram::article::{GuildId, UserId};

async fn ask(store: &Store, guild: Option<GuildId>, who: UserId, question: &str) -> GapId {
    let gap = NewGap {
        guild,
        asker: store.pseudonym(who),
        question,
        reason: GapReason::Nothing,
        nearest: &["shared:otters#food".to_owned()],
        missing: None,
    };
    store.record_gap(&gap).await.unwrap()
}

async fn vote(store: &Store, who: UserId, vote: Vote) {
    let vote = NewVote {
        guild: Some(GUILD),
        asker: store.pseudonym(who),
        passage: "shared:otters#food",
        vote,
    };
    store.record_vote(&vote).await.unwrap();
}

pub(super) async fn gaps_are_kept_closed_and_forgotten(backend: Backend) {
    let store = backend.open().await;
    let one = ask(&store, Some(GUILD), ADA, "why?").await;
    let two = ask(&store, Some(GUILD), BOB, "how?\0").await;
    let direct = ask(&store, None, BOB, "hello?").await;
    let open = store.open_gaps(Some(GUILD)).await.unwrap();
    let questions: Vec<_> = open.iter().map(|gap| gap.question.as_str()).collect();
    assert_eq!(questions, ["how?\u{fffd}", "why?"]);
    assert_eq!((open[1].id, open[1].reason), (one, GapReason::Nothing));
    assert_eq!(open[1].nearest, ["shared:otters#food"]);
    assert_eq!(store.open_gaps(None).await.unwrap()[0].id, direct);

    let marked = Solution::Marked(ADA);
    assert_eq!(store.solve(Some(GUILD), &[one], marked).await.unwrap(), 1);
    assert_eq!(
        store
            .solve(Some(GUILD), &[one, two], Solution::Answered)
            .await
            .unwrap(),
        1
    );
    assert!(store.open_gaps(Some(GUILD)).await.unwrap().is_empty());
    let log = store.audit(GUILD, 1).await.unwrap();
    assert_eq!(
        log.entries.len(),
        1,
        "what a reindex closes is no admin's act"
    );
    assert_eq!(log.entries[0].action, AuditAction::SolvedGaps);
}

pub(super) async fn a_gap_of_another_guild_cannot_be_closed(backend: Backend) {
    let store = backend.open().await;
    let gap = ask(&store, Some(GUILD), ADA, "why?").await;
    for guild in [Some(OTHER), None] {
        let closed = store.solve(guild, &[gap], Solution::Marked(BOB)).await;
        assert_eq!(closed.unwrap(), 0);
        assert!(store.open_gaps(guild).await.unwrap().is_empty());
    }
    assert_eq!(store.open_gaps(Some(GUILD)).await.unwrap().len(), 1);
}

pub(super) async fn open_gaps_are_found_by_what_is_typed(backend: Backend) {
    let store = backend.open().await;
    for question in [
        "Übung macht den Meister?",
        "100 % ÉLAN",
        "why?",
        "WHY?",
        "why?",
    ] {
        ask(&store, Some(GUILD), ADA, question).await;
    }
    let found = async |typed: &str, limit| -> Vec<String> {
        let found = store.search_open_gaps(GUILD, typed, limit).await.unwrap();
        found.into_iter().map(|gap| gap.question).collect()
    };
    assert_eq!(found(" übung", 25).await, ["Übung macht den Meister?"]);
    assert_eq!(found("% élan", 25).await, ["100 % ÉLAN"]);
    assert_eq!(found("Why", 25).await, ["why?", "WHY?"]);
    assert_eq!(found("", 3).await, ["why?", "WHY?", "100 % ÉLAN"]);
    assert!(found("_", 25).await.is_empty());
}

pub(super) async fn the_last_vote_counts(backend: Backend) {
    let store = backend.open().await;
    vote(&store, ADA, Vote::Helpful).await;
    vote(&store, ADA, Vote::NotHelpful).await;
    vote(&store, BOB, Vote::Helpful).await;
    let stats = store.stats(Some(GUILD), 1).await.unwrap();
    assert_eq!((stats.helpful, stats.not_helpful), (1, 1));
}

/// A question of Ada's that was answered.
pub(super) fn answered(store: &Store, question: u64) -> AnsweredMessage {
    AnsweredMessage {
        question,
        channel: u64::MAX,
        answer: question + 1,
        asker: store.pseudonym(ADA),
        fingerprint: store.fingerprint("why?"),
    }
}

pub(super) async fn which_message_answers_which_outlives_a_restart(backend: Backend) {
    let store = backend.open().await;
    let mut first = answered(&store, 10);
    for answered in [&first, &answered(&store, 20), &answered(&store, 30)] {
        store.save_answer(answered).await.unwrap();
    }
    first.fingerprint = store.fingerprint("how?");
    assert_ne!(first.fingerprint, store.fingerprint("why?"));
    store.save_answer(&first).await.unwrap();
    store.delete_answer(20).await.unwrap();
    store.close().await.unwrap();

    let store = backend.open().await;
    let mut kept = store.recent_answers(9).await.unwrap();
    kept.sort_by_key(|answered| answered.question);
    assert_eq!(kept, [first, answered(&store, 30)]);
    assert_eq!(store.recent_answers(1).await.unwrap().len(), 1);
    store.delete_personal_data(ADA).await.unwrap();
    assert!(store.recent_answers(9).await.unwrap().is_empty());
}

pub(super) async fn what_is_kept_of_someone_can_be_seen_and_deleted(backend: Backend) {
    let store = backend.open().await;
    ask(&store, Some(GUILD), ADA, "why?").await;
    ask(&store, Some(OTHER), ADA, "how?").await;
    ask(&store, Some(GUILD), BOB, "when?").await;
    vote(&store, ADA, Vote::Helpful).await;
    vote(&store, BOB, Vote::Helpful).await;
    approved(&store, GUILD, "Otters", "one").await;
    assert_ne!(store.pseudonym(ADA), store.pseudonym(BOB));
    store.close().await.unwrap();

    // The tags are the same after a restart, or nothing would be found.
    let store = backend.open().await;
    let kept = store.personal_data(ADA).await.unwrap();
    let questions: Vec<_> = kept
        .questions
        .iter()
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(questions, ["how?", "why?"]);
    assert_eq!((kept.question_count, kept.votes, kept.acts), (2, 1, 1));
    let forgotten = store.delete_personal_data(ADA).await.unwrap();
    assert_eq!((forgotten.questions, forgotten.votes), (2, 1));
    let kept = store.personal_data(ADA).await.unwrap();
    assert_eq!((kept.question_count, kept.votes, kept.acts), (0, 0, 1));
    let kept = store.personal_data(BOB).await.unwrap();
    assert_eq!((kept.question_count, kept.votes, kept.acts), (1, 1, 0));
    assert_eq!(store.open_gaps(Some(GUILD)).await.unwrap().len(), 1);
}

pub(super) async fn questions_are_counted(backend: Backend) {
    let store = backend.open().await;
    let count = |guild, outcome, section: Option<&str>| {
        store.count(CountedQuestion {
            guild,
            outcome,
            section: section.map(str::to_owned),
        });
    };
    count(Some(GUILD), Outcome::Answer, Some("shared:otters#food"));
    count(Some(GUILD), Outcome::Answer, Some("shared:otters#food"));
    count(Some(GUILD), Outcome::Answer, Some("own:bread#dough"));
    store.write_counts().await.unwrap();
    count(Some(GUILD), Outcome::Answer, Some("shared:otters#food"));
    count(Some(GUILD), Outcome::Closest, None);
    count(Some(OTHER), Outcome::Nothing, None);
    count(None, Outcome::Nothing, None);

    // At midnight the figures lie on two days.
    let sum = |stats: &engram::store::Stats| {
        stats
            .days
            .iter()
            .fold((0, 0, 0), |(answered, closest, nothing), day| {
                (
                    answered + day.answered,
                    closest + day.closest,
                    nothing + day.nothing,
                )
            })
    };
    let stats = store.stats(Some(GUILD), 7).await.unwrap();
    assert_eq!(stats.days.len(), 7);
    assert!(stats.days.is_sorted_by_key(|day| day.day));
    assert_eq!(sum(&stats), (4, 1, 0));
    assert_eq!(
        stats.sections,
        [
            ("shared:otters#food".to_owned(), 3),
            ("own:bread#dough".to_owned(), 1)
        ]
    );
    assert_eq!(sum(&store.stats(None, 7).await.unwrap()), (4, 1, 2));
    store.close().await.unwrap();
    assert_eq!(
        sum(&backend.open().await.stats(Some(OTHER), 7).await.unwrap()),
        (0, 0, 1)
    );
}

pub(super) async fn counts_whose_writing_is_cancelled_are_written_once(backend: Backend) {
    let store = backend.open().await;
    let mut counted = 0;
    let mut is_written = false;
    while !is_written {
        store.count(CountedQuestion {
            guild: None,
            outcome: Outcome::Nothing,
            section: None,
        });
        counted += 1;
        let mut writing = pin!(store.write_counts());
        let mut polls = 0;
        is_written = poll_fn(|context| {
            polls += 1;
            match writing.as_mut().poll(context) {
                Poll::Ready(written) => Poll::Ready(written.is_ok()),
                Poll::Pending if polls == counted => Poll::Ready(false),
                Poll::Pending => Poll::Pending,
            }
        })
        .await;
    }
    // Commits that were begun are made before the connections close.
    store.close().await.unwrap();
    let days = backend.open().await.stats(None, 7).await.unwrap().days;
    assert_eq!(days.iter().map(|day| day.nothing).sum::<u64>(), counted);
}
