use engram::store::{AuditAction, Change, GuildSettings, SettingChange, Visibility};

use super::{ADA, Backend, GUILD, OTHER};

pub(super) async fn each_setting_is_kept_and_audited(backend: Backend) {
    let store = backend.open().await;
    assert_eq!(
        store.settings(GUILD).await.unwrap(),
        GuildSettings::default()
    );
    for change in [
        SettingChange::AnswerChannels(vec![5, u64::MAX]),
        SettingChange::Visibility(Visibility::Private),
        SettingChange::AnswerAt(Some(0.7)),
        SettingChange::CooldownSeconds(Some(30)),
        SettingChange::Forums(vec![6]),
        SettingChange::ManagerRoles(vec![9]),
        SettingChange::AnswerAt(None),
    ] {
        store.set(GUILD, &change, ADA).await.unwrap();
    }
    let expected = GuildSettings {
        answer_channels: vec![5, u64::MAX],
        visibility: Visibility::Private,
        answer_at: None,
        cooldown_seconds: Some(30),
        manager_roles: vec![9],
        forums: vec![6],
    };
    assert_eq!(store.settings(GUILD).await.unwrap(), expected);
    assert_eq!(
        store.settings(OTHER).await.unwrap(),
        GuildSettings::default()
    );
    let log = store.audit(GUILD, 1).await.unwrap();
    assert_eq!(log.entries.len(), 7);
    assert_eq!(log.entries[1].action, AuditAction::ChangedSetting);
    assert_eq!(log.entries[1].target, "manager_roles = [9]");
    store.close().await.unwrap();
    assert_eq!(
        backend.open().await.settings(GUILD).await.unwrap(),
        expected
    );
}

pub(super) async fn two_processes_see_each_others_settings(backend: Backend) {
    let one = backend.open().await;
    let other = backend.open().await;
    let mut changes = other.changes();
    assert_eq!(
        other.settings(GUILD).await.unwrap(),
        GuildSettings::default()
    );
    let change = SettingChange::Visibility(Visibility::Private);
    one.set(GUILD, &change, ADA).await.unwrap();
    assert_eq!(
        one.settings(GUILD).await.unwrap().visibility,
        Visibility::Private
    );
    // With a file, a second process learns of it within seconds, by rereading; that is not waited for here.
    if backend.path().is_none() {
        assert_eq!(changes.next().await, Some(Change::Settings(GUILD)));
        assert_eq!(
            other.settings(GUILD).await.unwrap().visibility,
            Visibility::Private
        );
    }
}
