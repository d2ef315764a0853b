//! What is kept. Every test runs on an `SQLite` file and on a `PostgreSQL` database of its own.

mod articles;
pub(crate) mod backend;
mod backup;
mod concurrency;
mod crash;
mod damage;
mod guilds;
pub(crate) mod outage;
mod settings;
mod votes_and_gaps;

use engram::article::{ArticleId, GuildId, UserId};
use engram::store::{AppliedChange, NewDraft, Store};

use backend::Backend;

/// Makes two tests of each function.
macro_rules! on_both {
    ($($theme:ident::$name:ident),* $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::Backend::on_sqlite(super::$theme::$name); })*
        }
        mod postgres {
            $(#[test] fn $name() { super::Backend::on_postgres(super::$theme::$name); })*
        }
    };
}

on_both!(
    articles::a_draft_becomes_a_version_only_when_it_is_approved,
    articles::history_is_only_added_to,
    articles::a_removed_article_can_be_brought_back,
    articles::what_is_not_there_is_a_conflict,
    articles::text_of_any_kind_comes_back_whole,
    articles::drafts_of_one_guild_are_not_those_of_another,
    articles::the_audit_log_and_the_history_refuse_to_be_rewritten,
    articles::the_audit_log_has_pages,
    articles::what_was_taught_is_a_change_like_any_other,
    backup::a_backup_brings_everything_back,
    backup::a_store_that_is_not_empty_is_left_alone,
    backup::a_damaged_backup_changes_nothing,
    backup::rows_are_numbered_on_after_a_restore,
    backup::an_index_of_before_a_restore_looks_old,
    crash::nothing_acknowledged_is_lost_when_the_process_is_killed,
    damage::a_newer_store_is_refused,
    damage::a_changed_text_is_noticed,
    guilds::a_guild_that_was_left_is_deleted_after_its_grace,
    guilds::who_comes_back_in_time_keeps_all,
    guilds::drafts_and_gaps_expire,
    guilds::votes_audit_and_counts_expire,
    votes_and_gaps::gaps_are_kept_closed_and_forgotten,
    votes_and_gaps::a_gap_of_another_guild_cannot_be_closed,
    votes_and_gaps::the_last_vote_counts,
    votes_and_gaps::what_is_kept_of_someone_can_be_seen_and_deleted,
    votes_and_gaps::which_message_answers_which_outlives_a_restart,
    votes_and_gaps::open_gaps_are_found_by_what_is_typed,
    votes_and_gaps::questions_are_counted,
    votes_and_gaps::counts_whose_writing_is_cancelled_are_written_once,
    settings::each_setting_is_kept_and_audited,
    settings::two_processes_see_each_others_settings,
    concurrency::of_two_admins_one_wins,
    concurrency::many_at_once_lose_nothing,
    concurrency::two_that_open_at_once_make_one_store,
    concurrency::changes_are_told,
    concurrency::one_of_several_that_expire_at_once_does_it,
    concurrency::a_turn_is_had_by_one_at_a_time,
    concurrency::a_gateway_session_goes_to_one_process,
    concurrency::a_store_of_the_first_version_is_brought_up_to_date,
);

const GUILD: GuildId = GuildId(11);
const OTHER: GuildId = GuildId(12);
const ADA: UserId = UserId(101);
const BOB: UserId = UserId(102);

fn slug(text: &str) -> ArticleId {
    ArticleId::from_text(text)
}

fn draft(title: &str, markdown: &str) -> NewDraft {
    NewDraft {
        slug: slug(title),
        title: title.to_owned(),
        markdown: markdown.to_owned(),
    }
}

/// Approves an article as Ada, without anyone in the way.
async fn approved(store: &Store, guild: GuildId, title: &str, markdown: &str) -> AppliedChange {
    let id = store
        .put_draft(guild, ADA, &draft(title, markdown))
        .await
        .unwrap();
    store.approve(guild, id, ADA).await.unwrap().unwrap()
}
