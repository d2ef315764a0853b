//! **Find an answer** reads all that a message shows.

use serde_json::{Value, json};

use super::{Bot, FISH, QUESTION, assert_says, both_ways};
use crate::fake_discord::{Channel, Discord, Transport};

both_ways!(find_reads_all_that_a_message_shows,);

async fn find_reads_all_that_a_message_shows(transport: Transport) {
    let discord = Discord::start_as("find", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    let finds = async |shown: Value| {
        let message = discord.shows(&place, &shown);
        ann.uses_menu(&place, "Find an answer", message)
            .answer()
            .await
    };
    let embed = json!({"type": "rich", "title": "Otters", "description": QUESTION});
    for shown in [
        json!({"embeds": [embed]}),
        json!({"embeds": [{"type": "rich", "fields": [{"name": "Ask", "value": QUESTION, "inline": false}]}]}),
        json!({"flags": 1 << 15, "components": [{"type": 17, "id": 1, "components": [
            {"type": 10, "id": 2, "content": QUESTION}]}]}),
        json!({"message_reference": {"type": 1, "message_id": "5", "channel_id": "6"}, "message_snapshots": [
            {"message": {"type": 0, "content": QUESTION, "embeds": [], "attachments": [], "mentions": [],
                "mention_roles": [], "flags": 0, "components": [], "timestamp": "2026-01-01T00:00:00.000000+00:00",
                "edited_timestamp": null}}]}),
        json!({"poll": {"question": {"text": QUESTION}, "answers": [
            {"answer_id": 1, "poll_media": {"text": "crabs"}}], "expiry": null, "allow_multiselect": false,
            "layout_type": 1}}),
    ] {
        assert_says(&finds(shown).await, FISH);
    }
    assert_says(
        &finds(json!({"embeds": []})).await,
        "no text I could look up",
    );
    bot.end().await;
}
