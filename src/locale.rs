//! What the program says, by key and language: the messages of `src/locales/*.ftl`, in the syntax of
//! [Fluent](https://projectfluent.org), embedded in the program.
//!
//! Every language has the same keys with the same arguments; a test compares them. Command names and quotes are not
//! translated.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The arguments of a message: `args!["count" => 3]`.
macro_rules! args {
    ($($name:literal => $value:expr),+ $(,)?) => {{
        let mut args = fluent_bundle::FluentArgs::new();
        $(args.set($name, $value);)+
        args
    }};
}
pub(crate) use args;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// English: that of the terminal, and of everyone whose language is not here.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Portuguese as in Brazil.
    Portuguese,
    /// Dutch.
    Dutch,
    /// Italian.
    Italian,
    /// Polish.
    Polish,
}

/// The messages of each language, in the order of [`Locale::ALL`].
static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 8]> =
    LazyLock::new(|| Locale::ALL.map(bundle));

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let code = locale.code();
    let mut bundle =
        FluentBundle::new_concurrent(vec![code.parse().expect("it is a language code")]);
    // Discord shows the marks around arguments as boxes, and all eight languages run left to right.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(locale.source().to_owned())
        .unwrap_or_else(|(_, errors)| panic!("{code}.ftl is malformed: {errors:?}"));
    if let Err(errors) = bundle.add_resource(resource) {
        panic!("{code}.ftl has a key twice: {errors:?}");
    }
    bundle
}

impl Locale {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Portuguese,
        Self::Dutch,
        Self::Italian,
        Self::Polish,
    ];

    /// The language of a BCP 47 code such as Discord's `de`, `es-419` and `pt-BR`; English for one that is not here.
    pub fn from_code(code: &str) -> Self {
        Self::of_language(code).unwrap_or_default()
    }

    /// The same; none for a language that is not here.
    pub fn of_language(code: &str) -> Option<Self> {
        let language = code.split('-').next()?;
        Self::ALL
            .into_iter()
            .find(|locale| locale.code().split('-').next() == Some(language))
    }

    /// Its BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Portuguese => "pt-BR",
            Self::Dutch => "nl",
            Self::Italian => "it",
            Self::Polish => "pl",
        }
    }

    /// Discord's codes for it, as keys of localizations.
    /// <https://discord.com/developers/docs/reference#locales>
    pub fn discord_codes(self) -> &'static [&'static str] {
        match self {
            // What is registered without a language.
            Self::English => &[],
            Self::German => &["de"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::French => &["fr"],
            Self::Portuguese => &["pt-BR"],
            Self::Dutch => &["nl"],
            Self::Italian => &["it"],
            Self::Polish => &["pl"],
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("locales/en.ftl"),
            Self::German => include_str!("locales/de.ftl"),
            Self::Spanish => include_str!("locales/es.ftl"),
            Self::French => include_str!("locales/fr.ftl"),
            Self::Portuguese => include_str!("locales/pt-BR.ftl"),
            Self::Dutch => include_str!("locales/nl.ftl"),
            Self::Italian => include_str!("locales/it.ftl"),
            Self::Polish => include_str!("locales/pl.ftl"),
        }
    }

    /// A message without arguments.
    pub fn message(self, key: &str) -> String {
        self.resolve(key, None)
    }

    /// A message with its arguments, which are inserted as they are: text of people must be escaped before.
    pub fn format(self, key: &str, args: &FluentArgs<'_>) -> String {
        self.resolve(key, Some(args))
    }

    /// A test looks for the keys that the program uses, so that none is ever shown in the place of its message.
    fn resolve(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = &BUNDLES[self as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "{}.ftl has no `{key}`", self.code());
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned();
        debug_assert!(errors.is_empty(), "{}: {key}: {errors:?}", self.code());
        text
    }
}

#[cfg(test)]
mod tests;
