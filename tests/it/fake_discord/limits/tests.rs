use serde_json::json;

use super::*;

fn in_message(component: &Value) -> Check {
    message(&json!({
        "flags": IS_COMPONENTS_V2, "allowed_mentions": {"parse": []},
        "components": [{"type": 1, "components": [component]}],
    }))
}

fn in_modal(part: &Value) -> Check {
    modal(&json!({"title": "Add", "custom_id": "a", "components": [part]}))
}

#[test]
fn selects_of_channels_and_roles_are_checked() {
    let select = |change: Value| {
        let mut select = json!({"type": 8, "custom_id": "a", "min_values": 0, "max_values": 2,
            "default_values": [{"id": "5", "type": "channel"}]});
        for (key, value) in change.as_object().unwrap() {
            select[key] = value.clone();
        }
        in_message(&select)
    };
    assert_eq!(select(json!({})), Ok(()));
    assert_eq!(
        select(json!({"min_values": 1, "default_values": []})),
        Ok(())
    );
    for wrong in [
        json!({"default_values": [{"id": "5", "type": "role"}]}),
        json!({"default_values": [{"id": "x", "type": "channel"}]}),
        json!({"default_values": [{"id": "5", "type": "channel"}, {"id": "5", "type": "channel"}]}),
        json!({"default_values": (0..3).map(|id| json!({"id": id.to_string(), "type": "channel"})).collect::<Vec<_>>()}),
        json!({"max_values": 26}),
        json!({"min_values": 3}),
        json!({"options": []}),
        json!({"type": 6}),
        json!({"type": 19}),
    ] {
        assert!(select(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn files_are_handed_over_in_a_label_of_a_window_alone() {
    let files = json!({"type": 19, "custom_id": "f", "min_values": 0, "max_values": 10});
    let label = json!({"type": 18, "label": "Files", "component": files});
    assert_eq!(in_modal(&label), Ok(()));
    assert!(in_message(&files).is_err());
    assert!(in_modal(&json!({"type": 1, "components": [files]})).is_err());
    let mut many = label.clone();
    many["component"]["max_values"] = json!(11);
    assert!(in_modal(&many).is_err());
    let mut unlabelled = label.clone();
    unlabelled["label"] = json!("");
    assert!(in_modal(&unlabelled).is_err());
    let text = json!({"type": 4, "custom_id": "t", "style": 1, "max_length": 3, "value": "four"});
    assert!(in_modal(&json!({"type": 18, "label": "Text", "component": text})).is_err());
}
