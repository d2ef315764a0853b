use engram::article::Teaching;
use engram::store::{AuditAction, Conflict, TaughtId, VersionChange};

use super::{ADA, BOB, Backend, GUILD, OTHER, approved, draft, slug};

pub(super) async fn a_draft_becomes_a_version_only_when_it_is_approved(backend: Backend) {
    let store = backend.open().await;
    let id = store
        .put_draft(GUILD, ADA, &draft("Otters", "They eat."))
        .await
        .unwrap();
    assert!(store.articles(GUILD).await.unwrap().is_empty());
    assert_eq!(store.library_version(GUILD).await.unwrap(), 0);
    store.close().await.unwrap();

    let store = backend.open().await;
    let kept = store.draft(GUILD, id).await.unwrap().unwrap();
    assert_eq!(
        (kept.markdown.as_str(), kept.by, kept.base_version),
        ("They eat.", ADA, 0)
    );
    let changed = store.approve(GUILD, id, BOB).await.unwrap().unwrap();
    assert_eq!(changed.library_version, 1);
    assert_eq!(changed.entry.change, VersionChange::Added);

    let library = store.library(GUILD).await.unwrap();
    assert_eq!(library.version, 1);
    assert_eq!(library.articles[0].markdown, "They eat.");
    assert_eq!(library.articles[0].entry, changed.entry);
    assert_eq!(store.draft(GUILD, id).await.unwrap(), None);
    let again = store.approve(GUILD, id, ADA).await.unwrap();
    assert_eq!(again, Err(Conflict::NoDraft));
    assert_eq!(store.library_version(GUILD).await.unwrap(), 1);

    let other = store
        .put_draft(GUILD, ADA, &draft("Bread", "It rises."))
        .await
        .unwrap();
    assert_ne!(other, id);
    assert!(store.discard_draft(GUILD, other).await.unwrap());
    assert!(!store.discard_draft(GUILD, other).await.unwrap());
}

pub(super) async fn history_is_only_added_to(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "one").await;
    approved(&store, GUILD, "Otters", "two").await;
    let otters = slug("Otters");
    let back = store
        .roll_back(GUILD, &otters, 1, 2, BOB)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(back.entry.version, 3);
    assert_eq!(back.library_version, 3);

    let history = store.history(GUILD, &otters).await.unwrap();
    let changes: Vec<_> = history
        .iter()
        .map(|entry| (entry.version, entry.change, entry.by))
        .collect();
    assert_eq!(
        changes,
        [
            (3, VersionChange::RolledBack(1), BOB),
            (2, VersionChange::Changed, ADA),
            (1, VersionChange::Added, ADA),
        ]
    );
    assert_eq!(store.articles(GUILD).await.unwrap()[0].markdown, "one");
    let two = store.version(GUILD, &otters, 2).await.unwrap().unwrap();
    assert_eq!(two.markdown, "two");
    assert_eq!(store.version(GUILD, &otters, 9).await.unwrap(), None);

    let log = store.audit(GUILD, 1).await.unwrap();
    let acts: Vec<_> = log
        .entries
        .iter()
        .map(|entry| (entry.by, entry.action, entry.target.as_str()))
        .collect();
    assert_eq!(
        acts,
        [
            (BOB, AuditAction::RolledBackArticle, "otters v3"),
            (ADA, AuditAction::ChangedArticle, "otters v2"),
            (ADA, AuditAction::AddedArticle, "otters v1"),
        ]
    );
}

pub(super) async fn a_removed_article_can_be_brought_back(backend: Backend) {
    let store = backend.open().await;
    let otters = slug("Otters");
    approved(&store, GUILD, "Otters", "one").await;
    approved(&store, GUILD, "Bread", "rises").await;
    let removed = store.remove(GUILD, &otters, 1, BOB).await.unwrap().unwrap();
    assert_eq!(removed.entry.title, "Otters");
    let left = store.article_list(GUILD).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].slug, slug("Bread"));
    assert_eq!(store.newest_versions(GUILD).await.unwrap().len(), 2);
    assert_eq!(
        store.remove(GUILD, &otters, 2, BOB).await.unwrap(),
        Err(Conflict::NoArticle)
    );
    assert_eq!(
        store.roll_back(GUILD, &otters, 2, 2, BOB).await.unwrap(),
        Err(Conflict::NoVersion)
    );
    store
        .roll_back(GUILD, &otters, 1, 2, BOB)
        .await
        .unwrap()
        .unwrap();
    let titles: Vec<_> = store
        .articles(GUILD)
        .await
        .unwrap()
        .into_iter()
        .map(|article| article.entry.title)
        .collect();
    assert_eq!(titles, ["Bread", "Otters"]);

    store.remove(GUILD, &otters, 3, BOB).await.unwrap().unwrap();
    let again = approved(&store, GUILD, "Otters", "again").await;
    assert_eq!(
        (again.entry.version, again.entry.change),
        (5, VersionChange::Added)
    );
}

pub(super) async fn what_is_not_there_is_a_conflict(backend: Backend) {
    let store = backend.open().await;
    let otters = slug("Otters");
    assert_eq!(
        store.remove(GUILD, &otters, 1, ADA).await.unwrap(),
        Err(Conflict::NoArticle)
    );
    assert_eq!(
        store.roll_back(GUILD, &otters, 1, 1, ADA).await.unwrap(),
        Err(Conflict::NoArticle)
    );
    let one = approved(&store, GUILD, "Otters", "one").await;
    assert_eq!(
        store.remove(GUILD, &otters, 7, ADA).await.unwrap(),
        Err(Conflict::Overtaken(one.entry))
    );
    assert_eq!(
        store.remove(OTHER, &otters, 1, ADA).await.unwrap(),
        Err(Conflict::NoArticle)
    );
    assert_eq!(
        store.roll_back(GUILD, &otters, 9, 1, ADA).await.unwrap(),
        Err(Conflict::NoVersion)
    );
    // What came to nothing left nothing.
    assert_eq!(store.library_version(GUILD).await.unwrap(), 1);
    assert_eq!(store.library_versions().await.unwrap(), [(GUILD, 1)]);
    assert_eq!(store.audit(GUILD, 1).await.unwrap().entries.len(), 1);
}

pub(super) async fn text_of_any_kind_comes_back_whole(backend: Backend) {
    let store = backend.open().await;
    let long = "wörd 🦦 ".repeat(200_000);
    for text in [
        "",
        "'; DROP TABLE articles; --",
        "\u{202e}\r\n\t$1 ? :x",
        &long,
    ] {
        approved(&store, GUILD, "Text", text).await;
        assert_eq!(store.articles(GUILD).await.unwrap()[0].markdown, text);
    }
    // The one character that a database refuses.
    approved(&store, GUILD, "Text", "a\0b").await;
    assert_eq!(
        store.articles(GUILD).await.unwrap()[0].markdown,
        "a\u{fffd}b"
    );
    store.verify().await.unwrap();
}

pub(super) async fn drafts_of_one_guild_are_not_those_of_another(backend: Backend) {
    let store = backend.open().await;
    let id = store
        .put_draft(GUILD, ADA, &draft("Secret", "ours"))
        .await
        .unwrap();
    assert_eq!(store.draft(OTHER, id).await.unwrap(), None);
    assert_eq!(
        store.approve(OTHER, id, BOB).await.unwrap(),
        Err(Conflict::NoDraft)
    );
    assert!(!store.discard_draft(OTHER, id).await.unwrap());
    store.approve(GUILD, id, ADA).await.unwrap().unwrap();
    assert!(store.articles(OTHER).await.unwrap().is_empty());
    assert!(
        store
            .history(OTHER, &slug("Secret"))
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        store.version(OTHER, &slug("Secret"), 1).await.unwrap(),
        None
    );
    assert!(store.audit(OTHER, 1).await.unwrap().entries.is_empty());
}

pub(super) async fn the_audit_log_and_the_history_refuse_to_be_rewritten(backend: Backend) {
    let store = backend.open().await;
    approved(&store, GUILD, "Otters", "one").await;
    for (table, column) in [("audit", "target"), ("articles", "markdown")] {
        let table = backend.table(table);
        for statement in [
            format!("UPDATE {table} SET {column} = 'x'"),
            format!("DELETE FROM {table}"),
        ] {
            let refused = backend.try_execute(&statement).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
    assert_eq!(store.articles(GUILD).await.unwrap()[0].markdown, "one");
}

pub(super) async fn the_audit_log_has_pages(backend: Backend) {
    let store = backend.open().await;
    assert_eq!(store.audit(GUILD, 0).await.unwrap().pages, 1);
    for number in 1..=12 {
        let target = number.to_string();
        store
            .record_audit(GUILD, ADA, AuditAction::Exported, &target)
            .await
            .unwrap();
    }
    let targets = async |page| {
        let page = store.audit(GUILD, page).await.unwrap();
        let targets: Vec<_> = page.entries.into_iter().map(|entry| entry.target).collect();
        (page.page, page.pages, targets.join(" "))
    };
    assert_eq!(
        targets(1).await,
        (1, 2, "12 11 10 9 8 7 6 5 4 3".to_owned())
    );
    assert_eq!(targets(9).await, (2, 2, "2 1".to_owned()));
}

pub(super) async fn what_was_taught_is_a_change_like_any_other(backend: Backend) {
    let store = backend.open().await;
    let wording = Teaching::Wording {
        section: "shared:otters#food".to_owned(),
        question: "what do they munch".to_owned(),
    };
    let not_covered = Teaching::NotCovered {
        group: "Doses".to_owned(),
        question: "how much creatine".to_owned(),
    };
    let (first, version) = store.teach(GUILD, &wording, ADA).await.unwrap();
    assert_eq!(version, 1);
    store.teach(GUILD, &not_covered, BOB).await.unwrap();
    let taught = store.taught(GUILD).await.unwrap();
    let teachings: Vec<_> = taught.iter().map(|taught| &taught.teaching).collect();
    assert_eq!(teachings, [&wording, &not_covered]);
    assert_eq!(store.library(GUILD).await.unwrap().taught, taught);

    assert_eq!(store.unteach(OTHER, first, ADA).await.unwrap(), None);
    assert_eq!(store.unteach(GUILD, first, ADA).await.unwrap(), Some(3));
    assert_eq!(store.unteach(GUILD, first, ADA).await.unwrap(), None);
    assert_eq!(
        store.unteach(GUILD, TaughtId(u64::MAX), ADA).await.unwrap(),
        None
    );
    assert_eq!(store.taught(GUILD).await.unwrap().len(), 1);
    assert_eq!(store.library_version(GUILD).await.unwrap(), 3);
    let log = store.audit(GUILD, 1).await.unwrap();
    let acts: Vec<_> = log.entries.iter().map(|entry| entry.action).collect();
    assert_eq!(
        acts,
        [
            AuditAction::Untaught,
            AuditAction::Taught,
            AuditAction::Taught
        ]
    );
}
