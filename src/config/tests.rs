use std::io::Write as _;

use expect_test::expect;
use secrecy::ExposeSecret as _;

use super::keys::KEYS;
use super::*;

fn with(file: &str, environment: &[(&str, &str)]) -> Result<Config> {
    let mut on_disk = tempfile::NamedTempFile::new().unwrap();
    on_disk.write_all(file.as_bytes()).unwrap();
    read(on_disk.path(), environment)
}

fn read(path: &Path, variables: &[(&str, &str)]) -> Result<Config> {
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Config::from_parts(Some(path), &variables)
}

/// The message to each pair of file and environment, one a paragraph.
fn mistakes(cases: &[(&str, &[(&str, &str)])]) -> String {
    let mut messages = String::new();
    for (text, environment) in cases {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let error = read(file.path(), environment).unwrap_err().to_string();
        messages += &error.replace(&file.path().display().to_string(), "FILE");
        messages += "\n";
    }
    messages
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_defaults() {
    let config = with(
        "content = 'articles'\nanswer_at = 0.7\nguild = 12\nlog_format = 'json'",
        &[
            ("ENGRAM_ANSWER_AT", "0.8"),
            ("ENGRAM_HOME_GUILD", "1234567890123456789"),
            ("ENGRAM_LOG_LEVEL", ""),
            ("ENGRAM_CHANNELS", "12, 34"),
            ("ENGRAM_PERSON_COOLDOWN", "9 per 2 min"),
        ],
    )
    .unwrap();
    assert_eq!(config.content, Path::new("articles"));
    assert_eq!(config.index, Path::new("index"));
    assert!((config.thresholds.answer_at - 0.8).abs() < f32::EPSILON);
    assert_eq!(config.discord.channels, [12, 34]);
    assert_eq!(config.discord.guild, Some(12));
    assert_eq!(config.discord.cooldowns.person.to_string(), "9 per 2 min");
    assert_eq!(config.discord.cooldowns.guild.to_string(), "100 per 20 s");
    assert_eq!(config.discord.home_guild, Some(1_234_567_890_123_456_789));
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.log.level, None);
}

#[test]
fn the_token_comes_from_the_environment_alone_and_is_never_shown() {
    let config = with("", &[("DISCORD_TOKEN", " Bot abc.def.ghi\n")]).unwrap();
    assert!(!format!("{config:?}").contains("abc"));
    assert_eq!(config.discord_token.unwrap().expose_secret(), "abc.def.ghi");

    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"jkl.mno\n").unwrap();
    let config = with("", &[("DISCORD_TOKEN_FILE", file.path().to_str().unwrap())]).unwrap();
    assert_eq!(config.discord_token.unwrap().expose_secret(), "jkl.mno");

    let error = with("", &[("DISCORD_TOKEN", "two words")]).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("words"));
    assert!(with("token = 'abc'", &[]).is_err());
    assert!(with("", &[]).unwrap().discord_token.is_none());
}

#[test]
fn the_database_comes_from_the_environment_alone_and_is_never_shown() {
    let config = with("", &[("DATABASE_URL", " postgres://u:pass@h/d ")]).unwrap();
    assert!(!format!("{config:?}").contains("pass"));
    assert_eq!(
        config.database_url.unwrap().expose_secret(),
        "postgres://u:pass@h/d"
    );
    assert!(with("database_url = 'postgres://h/d'", &[]).is_err());
    assert!(
        with("", &[("DATABASE_URL", "")])
            .unwrap()
            .database_url
            .is_none()
    );
}

#[test]
fn mistakes_are_named() {
    let messages = mistakes(&[
        ("contents = 'x'", &[]),
        ("log_level = 'loud'", &[]),
        ("log_level = 'engram=loud,warn'", &[]),
        ("api_url = 'localhost'", &[]),
        ("answer_at = 'high'", &[]),
        ("answer_at = 1.5", &[]),
        ("answer_at = 0.2\nclosest_at = 0.3", &[]),
        ("log_format = 'xml'", &[]),
        ("ops_address = 'localhost'", &[]),
        ("guild = -1", &[]),
        ("guild = 0", &[]),
        ("", &[("ENGRAM_HOME_GUILD", "0")]),
        ("channels = ['general']", &[]),
        ("channels = [0]", &[]),
        ("", &[("ENGRAM_CHANNELS", "general")]),
        ("person_cooldown = 5", &[]),
        ("", &[("ENGRAM_GUILD_COOLDOWN", "often")]),
        ("content = ", &[]),
    ]);
    expect![[r#"
        settings file FILE: unknown field `contents`, expected one of `content`, `index`, `data`, `answer_at`, `closest_at`, `log_level`, `log_format`, `ops_address`, `api_url`, `guild`, `home_guild`, `channels`, `page_turners`, `person_cooldown`, `channel_cooldown`, `guild_cooldown`, `welcome_message`
        setting log_level: "loud" is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn
        setting log_level: "engram=loud" is no level (off, error, warn, info, debug, trace) and no filter such as engram=debug,warn
        setting api_url: an address such as http://127.0.0.1:8080 is expected, not "localhost"
        setting answer_at: a floating point is expected, not string "high" (in settings file FILE)
        setting answer_at: 1.5 is not between 0 and 1
        setting closest_at: 0.3 is above answer_at (0.2); it must not be
        setting log_format: text or json is expected, not "xml" (in settings file FILE)
        setting ops_address: an address such as 127.0.0.1:9464 or off is expected, not "localhost" (in settings file FILE)
        setting guild: an unsigned 64 bit or less integer is expected, not 64-bit integer `-1` (in settings file FILE)
        setting guild: 0 is no id of a server
        hint: turn on Developer Mode in Discord, right-click the server, Copy Server ID
        setting home_guild: 0 is no id of a server
        hint: turn on Developer Mode in Discord, right-click the server, Copy Server ID
        setting channels: "general" is not the id of a channel
        setting channels: "0" is not the id of a channel
        setting channels: "general" is not the id of a channel
        setting person_cooldown: a number of questions per time is expected, such as "6 per 30 s" (units: s, min, h; at most 24 h), not "5" (in settings file FILE)
        setting guild_cooldown: a number of questions per time is expected, such as "6 per 30 s" (units: s, min, h; at most 24 h), not "often" (in the environment, ENGRAM_…)
        settings file FILE: TOML parse error at line 1, column 11
          |
        1 | content = 
          |           ^
        string values must be quoted, expected literal string
    "#]].assert_eq(&messages);
}

#[test]
fn a_variable_that_is_no_setting_is_a_warning() {
    let config = with(
        "",
        &[
            ("ENGRAM_PORT", "tcp://10.0.0.1:80"),
            ("ENGRAM_ANSWER_AT", "0.8"),
        ],
    );
    let config = config.unwrap();
    assert_eq!(
        config.warnings,
        ["the environment variable ENGRAM_PORT is no setting and is ignored"]
    );
    assert!((config.thresholds.answer_at - 0.8).abs() < f32::EPSILON);
}

#[test]
fn all_keys_are_known() {
    let error = with("none = 1", &[]).unwrap_err().to_string();
    let listed: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
    assert_eq!(listed, KEYS);
}

#[test]
fn a_missing_file_is_an_error_only_if_it_was_named() {
    let nowhere = Path::new("/nowhere/engram.toml");
    assert!(Config::from_parts(Some(nowhere), &Variables::new()).is_err());
    assert!(Config::from_parts(None, &Variables::new()).is_ok());
}
