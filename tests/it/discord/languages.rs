//! The bot speaks the language of the person it answers, and that of the server where everyone reads it.

use serde_json::{Value, json};

use super::content::BEAVERS;
use super::gaps::UNSURE;
use super::{
    Bot, FISH, QUESTION, assert_page, assert_says, both_ways, is_private, settings_with, text_of,
};
use crate::fake_discord::{Channel, Discord, GUILD, Request, Transport, Upload, User};

both_ways!(
    each_person_is_told_in_their_own_language,
    a_card_is_in_the_language_of_the_server_and_a_copy_in_the_readers,
    a_private_card_and_what_its_buttons_open_are_in_the_askers_language,
    managers_teach_and_keep_articles_in_their_own_language,
    what_is_wrong_with_a_file_is_told_in_the_managers_language,
);

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

async fn a_card_is_in_the_language_of_the_server_and_a_copy_in_the_readers(transport: Transport) {
    let discord = Discord::start_as("languages-public", transport).await;
    let bot = Bot::start(&discord).await;
    let place = Channel::default();
    let (ann, bob) = (
        discord.user(1).speaking("de"),
        discord.user(2).speaking("pl"),
    );
    discord.guild_speaks(GUILD, "fr");
    let card = ann.slash_asks(&place, QUESTION).answer().await;
    for words in [
        FISH,
        "preuves modérées",
        "Les articles sont en anglais. Je les cite mot pour mot.",
    ] {
        assert_says(&card, words);
    }
    let copy = bob.presses(&place, &card, "Suivant").answer().await;
    assert!(is_private(&copy));
    assert_page(&copy, "2");
    assert_says(&copy, "Tylko osoba, która zapytała, może przewijać");
    let back = bob.presses(&place, &copy, "◀ Wstecz").answer().await;
    assert_says(&back, "umiarkowane dowody");
    let refused = bob.presses(&place, &card, "Supprimer").answer().await;
    assert_says(&refused, "Tylko osoba, która zapytała, może usunąć");
    // Sources are for the one who presses.
    let sources = ann.presses(&place, &card, "Sources").answer().await;
    assert_says(&sources, "Darauf stützt sich dieser Abschnitt:");
    // What a card was made in does not matter for its buttons.
    discord.guild_speaks(GUILD, "nl");
    let around = ann.presses(&place, &card, "Contexte").answer().await;
    assert_eq!(around["id"], card["id"]);
    assert_says(&around, "densest fur");
    assert_says(&around, "matig bewijs");
    let next = ann.presses(&place, &around, "Volgende").answer().await;
    assert_page(&next, "2");
    ann.presses(&place, &next, "Verwijderen");
    let id = next["id"].as_str().unwrap().parse().unwrap();
    let is_gone = |message: Option<&Value>| message.is_none().then_some(());
    discord.message_when("the answer gone", id, is_gone).await;
    bot.end().await;
}

/// `/ask` with a private answer.
async fn asks_privately(person: &User, place: &Channel, question: &str) -> Value {
    let options = json!([
        {"name": "question", "type": 3, "value": question}, {"name": "private", "type": 5, "value": true},
    ]);
    person.slash(place, "ask", &options).answer().await
}

async fn a_private_card_and_what_its_buttons_open_are_in_the_askers_language(transport: Transport) {
    let discord = Discord::start_as("languages-private", transport).await;
    let bot = Bot::start(&discord).await;
    let (ann, place) = (discord.user(1).speaking("de"), Channel::default());
    let card = asks_privately(&ann, &place, QUESTION).await;
    assert_says(&card, FISH);
    assert_says(
        &card,
        "Die Artikel sind auf Englisch. Ich zitiere sie wörtlich.",
    );
    let more = ann.presses(&place, &card, "Kontext").answer().await;
    assert_says(&more, "densest fur");
    let less = ann.presses(&place, &more, "Weniger Kontext").answer().await;
    let sources = ann.presses(&place, &less, "Quellen").answer().await;
    assert_says(&sources, "Mäßig belegt: wenige, kleine");
    let article = ann.presses(&place, &less, "Artikel lesen").answer().await;
    assert_says(&article, "mäßig belegt");
    let related = ann.chooses(&place, &less, "Verwandte Fragen", 0);
    let related = related.answer().await;
    assert!(is_private(&related));
    assert_says(&related, "Die Artikel sind auf Englisch.");
    let thanks = ann.presses(&place, &related, "Hilfreich").answer().await;
    assert_says(&thanks, "Freut mich");

    let opened = ann.presses(&place, &card, "Nicht hilfreich");
    let modal = opened.callback().await;
    assert_eq!(modal["data"]["title"], "Was hat gefehlt?");
    let missing = [("missing", "wie viel")];
    let sent = ann.submits_on(&place, &card, &opened, &missing).await;
    assert_says(&sent.answer().await, "Danke für den Hinweis.");

    let sides = asks_privately(&ann, &place, "how long do otters sleep each day").await;
    assert_says(&sides, "Eine andere Stelle sagt etwas anderes.");
    let whole = ann.presses(&place, &sides, "Ganz lesen").answer().await;
    assert_says(&whole, "umstritten");
    // Everyone reads what is shared.
    let shared = ann.presses(&place, &card, "Teilen").answer().await;
    assert!(!is_private(&shared));
    assert_says(&shared, "moderate evidence");
    bot.end().await;
}

async fn managers_teach_and_keep_articles_in_their_own_language(transport: Transport) {
    let discord = Discord::start_as("languages-managers", transport).await;
    let bot = Bot::start_sure(&discord, UNSURE).await;
    let (boss, place) = (discord.manager(2).speaking("de"), Channel::default());
    let question = "how do otters play chess";
    discord.user(1).slash_asks(&place, question).answer().await;
    let list = boss.sub(&place, "gaps", "list", &json!([])).answer().await;
    assert_says(&list, "insgesamt 1 Frage");
    assert_says(&list, "1 ohne Antwort");
    let group = boss
        .chooses(&place, &list, "Eine ansehen", 0)
        .answer()
        .await;
    let section = "Dieser Abschnitt beantwortet sie";
    let taught = boss.chooses(&place, &group, section, 0).answer().await;
    assert_says(&taught, "wird vom gewählten Abschnitt beantwortet");
    let none = boss.presses(&place, &taught, "Alle Fragen").answer().await;
    assert_says(&none, "Keine offenen Lücken");

    let indexed = |message: &Value| text_of(message).contains("Fertig in");
    let file = Upload::new("Beavers.md", BEAVERS);
    let preview = boss.hands(&place, "content", "add", &file).answer().await;
    assert_says(&preview, "ein neuer Artikel, 2 Abschnitte und 2 Stellen");
    let approved = boss.presses(&place, &preview, "Freigeben");
    let approved = approved.answer_when("an index", indexed).await;
    assert_says(&approved, "Beavers ist freigegeben.");
    let list = boss.sub(&place, "content", "list", &json!([]));
    let list = list.answer().await;
    assert_says(&list, "Version 1, ");
    let article = boss.chooses(&place, &list, "Einen Artikel öffnen", 0);
    let article = article.answer().await;
    assert_says(&article, "Die angehängte Datei ist der gespeicherte Text.");
    let removed = boss.presses(&place, &article, "Entfernen");
    let removed = removed.answer_when("an index", indexed).await;
    assert_says(&removed, "Beavers ist entfernt.");
    let back = boss.presses(&place, &removed, "Wiederherstellen");
    let back = back.answer_when("an index", indexed).await;
    assert_says(&back, "wieder auf dem Stand von Version 1");
    bot.end().await;
}

async fn what_is_wrong_with_a_file_is_told_in_the_managers_language(transport: Transport) {
    let discord = Discord::start_as("languages-problems", transport).await;
    let bot = Bot::start(&discord).await;
    let (boss, place) = (discord.manager(2).speaking("de"), Channel::default());
    let adds = async |name: &str, bytes: &[u8]| {
        let file = Upload::new(name, bytes);
        boss.hands(&place, "content", "add", &file).answer().await
    };
    for (name, bytes, words) in [
        (
            "otters.txt",
            &b"Otters sleep\nin a caf\xe9.\n"[..],
            "Zeile 2: kein UTF-8; speichere die Datei als UTF-8.",
        ),
        (
            "otters.md",
            b"\x89PNG\r\n\x1a\n",
            "der Inhalt ist etwas anderes: ein Bild.",
        ),
        (
            "otters.docx",
            b"PK\x03\x04",
            "Das kann ich nicht lesen: ein beschädigtes Dokument; öffne es in einer Textverarbeitung",
        ),
        (
            "otters.html",
            b"<title>Otters</title><ul><li><a href=a>How otters sleep</a><li><a href=b>What otters eat</a><li><a href=c>Where otters dive</a></ul>",
            "- nach dem Bereinigen bleibt kein Text übrig",
        ),
    ] {
        let refused = adds(name, bytes).await;
        assert_says(&refused, "Das kann ich nicht nehmen.");
        assert_says(&refused, words);
    }
    let page = b"+++\ntitle = \"Beavers\"\n+++\n## What do beavers gnaw on all day?\nBeavers gnaw on willow and poplar.\n\n\
        ![A lodge](lodge.png)\n\n<!-- more about lodges\n";
    let preview = adds("beavers.md", page).await;
    for words in [
        "Zu korrigieren",
        "Zeile 7: ein Bild kann nicht angezeigt werden: A lodge",
        "Zeile 9: ein Kommentar beginnt mit",
        "und endet nie: Alles danach bleibt verborgen",
    ] {
        assert_says(&preview, words);
    }
    // The same draft, opened by someone who reads another language.
    let polish = discord.manager(3).speaking("pl");
    let drafts = polish.sub(&place, "content", "drafts", &json!([]));
    let drafts = drafts.answer().await;
    let opened = polish.chooses(&place, &drafts, "Otwórz szkic", 0);
    assert_says(
        &opened.answer().await,
        "wiersz 7: nie można pokazać obrazu: A lodge",
    );
    let indexed = |message: &Value| text_of(message).contains("Fertig in");
    let approved = boss.presses(&place, &preview, "Freigeben");
    let approved = approved.answer_when("an index", indexed).await;
    assert_says(&approved, "Zu korrigieren (2)");
    assert_says(
        &approved,
        "beavers.md:7: ein Bild kann nicht angezeigt werden: A lodge",
    );
    let reindexed = |message: &Value| text_of(message).contains("Gotowe w");
    let rebuilt = polish.slash(&place, "reindex", &json!([]));
    let rebuilt = rebuilt.answer_when("an index", reindexed).await;
    assert_says(&rebuilt, "beavers.md:7: nie można pokazać obrazu: A lodge");
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
