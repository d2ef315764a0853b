use std::collections::BTreeSet;
use std::time::Duration;

use engram::article::UserId;
use engram::store::{
    Change, Conflict, GapReason, GatewaySession, LEFT_GUILD_RETENTION, Lease, NewGap, Store,
    VersionChange,
};

use super::{ADA, BOB, Backend, GUILD, approved, draft, slug};

/// Whether exactly one of two changes was made, and the other was told who was quicker.
fn one_won<T: std::fmt::Debug>(
    one: &std::result::Result<T, Conflict>,
    other: &std::result::Result<T, Conflict>,
) -> bool {
    matches!(
        (one, other),
        (Ok(_), Err(Conflict::Overtaken(_))) | (Err(Conflict::Overtaken(_)), Ok(_))
    )
}

pub(super) async fn of_two_admins_one_wins(backend: Backend) {
    let one = backend.open().await;
    let other = backend.open().await;
    let otters = slug("Otters");
    for round in 0..5 {
        let drafts = [
            one.put_draft(GUILD, ADA, &draft("Otters", "Ada's"))
                .await
                .unwrap(),
            other
                .put_draft(GUILD, BOB, &draft("Otters", "Bob's"))
                .await
                .unwrap(),
        ];
        let (ada, bob) = tokio::join!(
            one.approve(GUILD, drafts[0], ADA),
            other.approve(GUILD, drafts[1], BOB)
        );
        let (ada, bob) = (ada.unwrap(), bob.unwrap());
        assert!(one_won(&ada, &bob), "{ada:?} {bob:?}");
        // The one who lost can look at the draft again.
        let lost = if ada.is_ok() { drafts[1] } else { drafts[0] };
        assert!(one.draft(GUILD, lost).await.unwrap().is_some());
        one.discard_draft(GUILD, lost).await.unwrap();

        let version = 4 * round + 1;
        let (ada, bob) = tokio::join!(
            one.remove(GUILD, &otters, version, ADA),
            other.remove(GUILD, &otters, version, BOB)
        );
        let (ada, bob) = (ada.unwrap(), bob.unwrap());
        assert!(one_won(&ada, &bob), "{ada:?} {bob:?}");
        let (ada, bob) = tokio::join!(
            one.roll_back(GUILD, &otters, version, version + 1, ADA),
            other.roll_back(GUILD, &otters, version, version + 1, BOB)
        );
        let (ada, bob) = (ada.unwrap(), bob.unwrap());
        assert!(one_won(&ada, &bob), "{ada:?} {bob:?}");
        let (ada, bob) = tokio::join!(
            one.remove(GUILD, &otters, version + 2, ADA),
            other.roll_back(GUILD, &otters, version, version + 2, BOB)
        );
        let (ada, bob) = (ada.unwrap(), bob.unwrap());
        assert!(one_won(&ada, &bob), "{ada:?} {bob:?}");
    }
    let history = one.history(GUILD, &otters).await.unwrap();
    let numbers: Vec<_> = history.iter().rev().map(|entry| entry.version).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(one.library_version(GUILD).await.unwrap(), 20);
    assert_eq!(one.audit(GUILD, 2).await.unwrap().entries.len(), 10);

    // Both press the same button.
    let id = one
        .put_draft(GUILD, ADA, &draft("Bread", "rises"))
        .await
        .unwrap();
    let (ada, bob) = tokio::join!(one.approve(GUILD, id, ADA), other.approve(GUILD, id, BOB));
    let mut outcomes = [ada.unwrap(), bob.unwrap()];
    outcomes.sort_by_key(Result::is_err);
    assert!(matches!(&outcomes[0], Ok(changed) if changed.entry.change == VersionChange::Added));
    assert_eq!(outcomes[1], Err(Conflict::NoDraft));
}

/// Writes of each kind, none of which may be refused or lost.
async fn write(store: Store, who: UserId, times: u32) {
    for number in 0..times {
        let text = format!("{who} {number}");
        let gap = NewGap {
            guild: Some(GUILD),
            asker: store.pseudonym(who),
            question: &text,
            reason: GapReason::Nothing,
            nearest: &[],
            missing: None,
        };
        store.record_gap(&gap).await.unwrap();
        approved(&store, GUILD, &text, &text).await;
    }
}

pub(super) async fn many_at_once_lose_nothing(backend: Backend) {
    let stores = [backend.open().await, backend.open().await];
    let tasks: Vec<_> = (0..10)
        .map(|task| tokio::spawn(write(stores[task % 2].clone(), UserId(task as u64), 5)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let gaps = stores[0].open_gaps(Some(GUILD)).await.unwrap();
    let questions: BTreeSet<_> = gaps.iter().map(|gap| &gap.question).collect();
    assert_eq!(questions.len(), 50);
    let library = stores[1].library(GUILD).await.unwrap();
    assert_eq!((library.articles.len(), library.version), (50, 50));
    stores[0].verify().await.unwrap();
}

pub(super) async fn two_that_open_at_once_make_one_store(backend: Backend) {
    let settings = backend.settings();
    let (one, other, third) = tokio::join!(
        Store::open(&settings),
        Store::open(&settings),
        Store::open(&settings)
    );
    let (one, other, third) = (one.unwrap(), other.unwrap(), third.unwrap());
    assert_eq!(one.pseudonym(ADA), other.pseudonym(ADA));
    assert_eq!(one.pseudonym(ADA), third.pseudonym(ADA));
    approved(&one, GUILD, "Otters", "one").await;
    assert_eq!(other.articles(GUILD).await.unwrap().len(), 1);
    assert_eq!(third.articles(GUILD).await.unwrap().len(), 1);
}

pub(super) async fn changes_are_told(backend: Backend) {
    let one = backend.open().await;
    let other = backend.open().await;
    let mut here = one.changes();
    let mut there = other.changes();
    approved(&one, GUILD, "Otters", "one").await;
    assert_eq!(here.next().await, Some(Change::Library(GUILD)));
    if backend.path().is_none() {
        assert_eq!(there.next().await, Some(Change::Library(GUILD)));
    }
    one.delete_personal_data(ADA).await.unwrap();
    let deleted = Change::PersonalData(one.pseudonym(ADA));
    assert_eq!(here.next().await, Some(deleted.clone()));
    if backend.path().is_none() {
        assert_eq!(there.next().await, Some(deleted));
    }
    assert!(other.askers_with_answers().await.unwrap().is_empty());
    // What was missed is seen in the versions.
    assert_eq!(other.library_versions().await.unwrap(), [(GUILD, 1)]);
    drop(one);
}

pub(super) async fn one_of_several_that_expire_at_once_does_it(backend: Backend) {
    let stores = [
        backend.open().await,
        backend.open().await,
        backend.open().await,
    ];
    approved(&stores[0], GUILD, "Otters", "one").await;
    stores[0].guild_left(GUILD).await.unwrap();
    let late = stores[0].leaving().await.unwrap()[0].1 + LEFT_GUILD_RETENTION;
    let (one, other, third) = tokio::join!(
        stores[0].expire(late),
        stores[1].expire(late),
        stores[2].expire(late)
    );
    let expired = [one.unwrap(), other.unwrap(), third.unwrap()];
    let times: usize = expired.iter().map(|expired| expired.guilds.len()).sum();
    assert_eq!(times, 1, "{expired:?}");
    assert!(stores[0].articles(GUILD).await.unwrap().is_empty());
    assert_eq!(stores[0].library_version(GUILD).await.unwrap(), 2);
}

pub(super) async fn a_turn_is_had_by_one_at_a_time(backend: Backend) {
    let stores = [
        backend.open().await,
        backend.open().await,
        backend.open().await,
    ];
    let hour = Duration::from_hours(1);
    let (one, other, third) = tokio::join!(
        stores[0].try_lease("identify 0", hour),
        stores[1].try_lease("identify 0", hour),
        stores[2].try_lease("identify 0", hour)
    );
    let turns = [one.unwrap(), other.unwrap(), third.unwrap()];
    let ours = turns
        .iter()
        .filter(|turn| **turn == Lease::Acquired)
        .count();
    assert_eq!(ours, 1, "{turns:?}");
    for turn in turns {
        assert!(matches!(turn, Lease::Acquired | Lease::Held(_)));
        if let Lease::Held(wait) = turn {
            assert!(wait <= hour && wait > hour / 2, "{wait:?}");
        }
    }
    // Another name is another turn, and one that is over can be had again.
    let none = Duration::ZERO;
    assert_eq!(
        stores[0].try_lease("expire", none).await.unwrap(),
        Lease::Acquired
    );
    assert_eq!(
        stores[1].try_lease("expire", hour).await.unwrap(),
        Lease::Acquired
    );
    let taken = stores[0].try_lease("expire", hour).await.unwrap();
    assert!(matches!(taken, Lease::Held(_)), "{taken:?}");
    // Taken in a year to come, before the clock was set right.
    let turns = backend.table("turns");
    backend
        .execute(&format!("UPDATE {turns} SET over = over + 31536000000"))
        .await;
    assert_eq!(
        stores[0].try_lease("expire", hour).await.unwrap(),
        Lease::Acquired
    );
}

pub(super) async fn a_gateway_session_goes_to_one_process(backend: Backend) {
    let (old, new) = (backend.open().await, backend.open().await);
    let session = GatewaySession {
        id: "a-session".to_owned(),
        url: "wss://gateway.example".to_owned(),
        sequence: u64::MAX,
    };
    let earlier = GatewaySession {
        sequence: 7,
        ..session.clone()
    };
    let both = [(3, earlier.clone()), (4, earlier.clone())];
    old.save_sessions(8, &both).await.unwrap();
    old.save_sessions(8, &[(3, session.clone())]).await.unwrap();
    assert_eq!(new.take_session(4, 8).await.unwrap(), Some(earlier));
    assert_eq!(new.take_session(4, 8).await.unwrap(), None);
    assert_eq!(new.take_session(2, 8).await.unwrap(), None);
    assert_eq!(new.take_session(3, 16).await.unwrap(), None);
    let (one, other) = tokio::join!(new.take_session(3, 8), old.take_session(3, 8));
    let mut taken = vec![one.unwrap(), other.unwrap()];
    taken.retain(Option::is_some);
    assert_eq!(taken, [Some(session.clone())]);
    // One that was left long ago is not worth a try.
    old.save_sessions(8, &[(3, session)]).await.unwrap();
    let sessions = backend.table("sessions");
    backend
        .execute(&format!("UPDATE {sessions} SET at = 0"))
        .await;
    assert_eq!(new.take_session(3, 8).await.unwrap(), None);
}

pub(super) async fn a_store_of_the_first_version_is_brought_up_to_date(backend: Backend) {
    let store = backend.open().await;
    super::approved(&store, GUILD, "Otters", "one").await;
    store.close().await.unwrap();
    for table in ["turns", "sessions", "answers"] {
        let table = backend.table(table);
        backend.execute(&format!("DROP TABLE {table}")).await;
    }
    for index in ["audit_by_age", "votes_by_age"] {
        let index = backend.table(index);
        backend.execute(&format!("DROP INDEX {index}")).await;
    }
    let gaps = backend.table("gaps");
    backend
        .execute(&format!("ALTER TABLE {gaps} DROP COLUMN missing"))
        .await;
    let guilds = backend.table("guilds");
    for column in ["welcomed_at", "commands_at"] {
        backend
            .execute(&format!("ALTER TABLE {guilds} DROP COLUMN {column}"))
            .await;
    }
    let meta = backend.table("meta");
    backend
        .execute(&format!(
            "UPDATE {meta} SET value = '1' WHERE name = 'schema'"
        ))
        .await;
    let (one, other) = tokio::join!(backend.open(), backend.open());
    let hour = Duration::from_hours(1);
    assert_eq!(
        one.try_lease("expire", hour).await.unwrap(),
        Lease::Acquired
    );
    assert_ne!(
        other.try_lease("expire", hour).await.unwrap(),
        Lease::Acquired
    );
    assert_eq!(other.articles(GUILD).await.unwrap().len(), 1);
    assert!(one.welcome(GUILD).await.unwrap() && !other.welcome(GUILD).await.unwrap());
}
