//! Buttons that users press, and menus that they pick from.

use serde_json::{Value, json};

use super::interaction::{button, parts};
use super::{Channel, Interaction, User};

impl User {
    /// Presses the button with this label (or whose label begins so) on a message.
    pub(crate) fn presses(&self, channel: &Channel, message: &Value, label: &str) -> Interaction {
        let button =
            button(message, label).unwrap_or_else(|| panic!("no button {label:?} on {message:#}"));
        assert_ne!(
            button["disabled"], true,
            "button {label:?} cannot be pressed"
        );
        self.presses_id(channel, message, button["custom_id"].as_str().unwrap())
    }

    /// Presses a button by its id, whether the message has it or not.
    pub(crate) fn presses_id(
        &self,
        channel: &Channel,
        message: &Value,
        custom_id: &str,
    ) -> Interaction {
        let data = json!({"custom_id": custom_id, "component_type": 2, "id": 2});
        self.interact(channel, 3, &data, Some(message))
    }

    /// Picks an option of the select menu of a message.
    pub(crate) fn picks(&self, channel: &Channel, message: &Value, option: usize) -> Interaction {
        let menu = parts(message)
            .find(|part| part["type"] == 3)
            .expect("the message has a select menu")
            .clone();
        let data = json!({
            "custom_id": menu["custom_id"], "component_type": 3, "id": 2, "values": [menu["options"][option]["value"]],
        });
        self.interact(channel, 3, &data, Some(message))
    }

    /// Picks a value of the menu with this placeholder.
    pub(crate) fn chooses(
        &self,
        channel: &Channel,
        message: &Value,
        placeholder: &str,
        option: usize,
    ) -> Interaction {
        let menu = parts(message)
            .find(|part| part["placeholder"] == placeholder)
            .unwrap_or_else(|| panic!("no menu {placeholder:?} on {message:#}"));
        let value = menu["options"][option]["value"].as_str().unwrap();
        self.picks_value(channel, message, menu["custom_id"].as_str().unwrap(), value)
    }

    /// Picks the option with this value, in the menu that has it.
    pub(crate) fn switches(&self, channel: &Channel, message: &Value, value: &str) -> Interaction {
        let has_value = |part: &&Value| {
            let options = part["options"].as_array().into_iter().flatten();
            options.into_iter().any(|option| option["value"] == value)
        };
        let menu = parts(message).find(has_value);
        let menu = menu.unwrap_or_else(|| panic!("no option {value:?} on {message:#}"));
        self.picks_value(channel, message, menu["custom_id"].as_str().unwrap(), value)
    }

    /// Picks these channels or roles in the menu with this placeholder.
    pub(crate) fn selects(
        &self,
        channel: &Channel,
        message: &Value,
        placeholder: &str,
        ids: &[u64],
    ) -> Interaction {
        let menu = parts(message)
            .find(|part| part["placeholder"] == placeholder)
            .unwrap_or_else(|| panic!("no menu {placeholder:?} on {message:#}"));
        assert_ne!(menu["disabled"], true, "{placeholder:?} cannot be used");
        let kind = menu["type"].as_u64().unwrap();
        self.selects_in(
            channel,
            message,
            (kind, menu["custom_id"].as_str().unwrap()),
            ids,
        )
    }

    /// Sends what picking channels or roles would, whether the menu of this type and id can be used or not.
    pub(crate) fn selects_in(
        &self,
        channel: &Channel,
        message: &Value,
        (kind, custom_id): (u64, &str),
        ids: &[u64],
    ) -> Interaction {
        let values: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let data = json!({
            "custom_id": custom_id, "component_type": kind, "id": 2, "values": values, "resolved": {},
        });
        self.interact(channel, 3, &data, Some(message))
    }

    /// Sends what picking a value of a menu of this id would, whether there is one or not.
    pub(crate) fn picks_value(
        &self,
        channel: &Channel,
        message: &Value,
        custom_id: &str,
        value: &str,
    ) -> Interaction {
        let data = json!({"custom_id": custom_id, "component_type": 3, "id": 2, "values": [value]});
        self.interact(channel, 3, &data, Some(message))
    }
}
