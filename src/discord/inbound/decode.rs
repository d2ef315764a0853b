//! JSON from Discord → serenity's types.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Members with hashes of images, which are removed: this bot needs none, and serenity 0.12 fails on a whole event, or
/// panics, over one of a form that it does not know (it slices the text at a byte that may be within a character).
const PICTURES: [&str; 9] = [
    "asset",
    "avatar",
    "avatar_decoration_data",
    "badge",
    "banner",
    "cover_image",
    "icon",
    "image",
    "splash",
];

/// Reads an event, or a part of one; none if it is not what it should be.
pub(crate) fn read<T: DeserializeOwned>(json: &[u8]) -> Option<T> {
    let mut value = serde_json::from_slice(json).ok()?;
    without_pictures(&mut value);
    serde_json::from_value(value).ok()
}

fn without_pictures(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !PICTURES.contains(&name.as_str()));
            members.values_mut().for_each(without_pictures);
        }
        Value::Array(values) => values.iter_mut().for_each(without_pictures),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serenity::all::User;

    use super::*;

    #[test]
    fn the_name_of_a_picture_may_be_anything() {
        for avatar in [
            r#""fb211703bcc04ee612c88d494df0272f""#,
            r#""of a kind that comes next year""#,
            r#""2022-01-01T00:00:Ў.000000+00:00""#,
            "null",
        ] {
            let user = format!(r#"{{"id": "7", "username": "ann", "avatar": {avatar}}}"#);
            let user: User = read(user.as_bytes()).unwrap();
            assert_eq!(user.name, "ann");
        }
        assert!(read::<User>(br#"{"id": "7"}"#).is_none());
        assert!(read::<User>(b"{").is_none());
    }
}
