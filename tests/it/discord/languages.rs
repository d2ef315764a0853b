//! The bot speaks the language of the person it answers, and that of the server where everyone reads it.

use serde_json::{Value, json};

use super::{Bot, FISH, QUESTION, assert_says, both_ways, is_private, settings_with, text_of};
use crate::fake_discord::{Channel, Discord, GUILD, Request, Transport};

both_ways!(each_person_is_told_in_their_own_language,);

async fn each_person_is_told_in_their_own_language(transport: Transport) {
    let discord = Discord::start_as("languages", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1), Channel::default());
    discord.guild_speaks(GUILD, "fr");
    for (locale, words) in [
        ("en-GB", "with exact quotes from the articles"),
        ("de", "mit wörtlichen Zitaten aus den Artikeln"),
        ("es-419", "con citas textuales de los artículos"),
        ("fr", "avec des citations exactes des articles"),
        ("pt-BR", "com citações exatas dos artigos"),
        ("nl", "met letterlijke citaten uit de artikelen"),
        ("it", "con citazioni esatte dagli articoli"),
        ("pl", "dokładnymi cytatami z artykułów"),
        // The bot does not speak it.
        ("ja", "with exact quotes from the articles"),
    ] {
        let help = ann
            .speaking(locale)
            .slash(&place, "help", &json!([]))
            .answer()
            .await;
        assert_says(&help, words);
    }
    let german = ann.speaking("de");
    let privacy = german.slash(&place, "privacy", &json!([])).answer().await;
    assert_says(&privacy, "365 Tage lang");
    let about = german.slash(&place, "about", &json!([])).answer().await;
    assert_says(&about, "Die Artikel sind auf Englisch.");
    let list = german.slash(&place, "articles", &json!([])).answer().await;
    let article = german.picks(&place, &list, 0).answer().await;
    let section = german.picks(&place, &article, 1).answer().await;
    assert_says(&section, "densest fur");
    let before = german.presses(&place, &section, "Zurück").answer().await;
    let list = german
        .presses(&place, &before, "Alle Artikel")
        .answer()
        .await;
    assert_says(&list, "Otters in zoos");
    let refused = german.slash(&place, "reindex", &json!([])).answer().await;
    assert_says(&refused, "Berechtigung „Server verwalten“");
    let unknown = german.sends_unknown(&place, 2).answer().await;
    assert_says(&unknown, "Diesen Befehl habe ich nicht mehr");
    let unread = german.sends_oddly(&place).answer().await;
    assert_says(&unread, "gib dem Betreiber des Bots diesen Code");
    bot.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_asks_too_fast_is_told_in_their_own_language() {
    let discord = Discord::start("languages-cooldown").await;
    let settings = settings_with(&discord, |settings| {
        let hour = std::time::Duration::from_hours(1);
        settings.cooldowns.person = engram::config::RateLimit::new(1, hour);
    });
    let bot = Bot::start_with(&discord, settings).await;
    let (ann, place) = (discord.user(1).speaking("pl"), Channel::default());
    assert_says(&ann.slash_asks(&place, QUESTION).answer().await, FISH);
    let told = ann.slash_asks(&place, QUESTION).answer().await;
    assert!(is_private(&told));
    assert_says(
        &told,
        "Trochę wolniej, proszę. Spróbuj ponownie za 60 minut.",
    );
    bot.end().await;
}

/// What is said to a mention that only its author may have the answer to, where they take no direct messages.
async fn said_aloud(discord: &Discord, channel: &Channel) -> String {
    let bob = discord.user(2);
    discord.close_dms(&bob);
    let message = bob.asks(channel, super::refusals::DISTRESS);
    text_of(&discord.reply_to(message).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mention_is_answered_in_the_language_of_the_server() {
    let discord = Discord::start("languages-of-servers").await;
    let bot = Bot::start(&discord).await;
    let place = Channel::default();
    assert!(
        said_aloud(&discord, &place)
            .await
            .contains("Use `/ask` here")
    );
    discord.guild_speaks(GUILD, "nl");
    assert!(
        said_aloud(&discord, &place)
            .await
            .contains("Gebruik hier `/ask`")
    );
    // It is told again to the next process.
    let bot = bot.restart(&discord).await;
    assert!(
        said_aloud(&discord, &place)
            .await
            .contains("Gebruik hier `/ask`")
    );
    discord.guild_speaks(GUILD, "en-US");
    assert!(
        said_aloud(&discord, &place)
            .await
            .contains("Use `/ask` here")
    );
    bot.end().await;
}

/// Waits until commands were registered so many times.
async fn wait_registrations(discord: &Discord, count: usize) {
    let is_registration = |request: &&Request| request.method == "PUT";
    super::within_five_seconds(async {
        while discord.requests().iter().filter(is_registration).count() < count {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn descriptions_are_registered_in_every_language_and_again_when_one_is_missing() {
    let discord = Discord::start("languages-registered").await;
    let bot = Bot::start(&discord).await;
    let german = |commands: &[Value]| {
        let help = commands.iter().find(|command| command["name"] == "help");
        help.map(|help| help["description_localizations"]["de"].clone())
    };
    let expected = Some(json!("Was ich kann und wie du fragst"));
    let registered = |discord: &Discord| german(&discord.global_commands()) == expected;
    wait_registrations(&discord, 1).await;
    assert!(registered(&discord));
    let (settings, folders) = bot.end().await;
    discord.forget_description("help", "de");
    assert!(!registered(&discord));
    let bot = Bot::launch(settings, folders);
    wait_registrations(&discord, 2).await;
    assert!(registered(&discord));
    bot.end().await;
}
