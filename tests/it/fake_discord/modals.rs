//! Modals that users fill in and submit.

use serde_json::{Value, json};

use super::{Channel, Interaction, Upload, User};

impl User {
    /// Submits the modal that an interaction has opened, each field by its `custom_id`.
    pub(crate) async fn submits(
        &self,
        channel: &Channel,
        opened: &Interaction,
        fields: &[(&str, &str)],
    ) -> Interaction {
        let callback = opened.callback().await;
        assert_eq!(callback["type"], 9, "no window was opened: {callback:#}");
        self.submits_id(
            channel,
            callback["data"]["custom_id"].as_str().unwrap(),
            fields,
        )
    }

    /// Fills in the window that a component of a message has opened.
    pub(crate) async fn submits_on(
        &self,
        channel: &Channel,
        message: &Value,
        opened: &Interaction,
        fields: &[(&str, &str)],
    ) -> Interaction {
        let callback = opened.callback().await;
        assert_eq!(callback["type"], 9, "no window was opened: {callback:#}");
        let custom_id = callback["data"]["custom_id"].as_str().unwrap();
        self.submit(channel, custom_id, fields, Some(message))
    }

    /// Submits a modal of this id, whether one was opened or not.
    pub(crate) fn submits_id(
        &self,
        channel: &Channel,
        custom_id: &str,
        fields: &[(&str, &str)],
    ) -> Interaction {
        self.submit(channel, custom_id, fields, None)
    }

    fn submit(
        &self,
        channel: &Channel,
        custom_id: &str,
        fields: &[(&str, &str)],
        message: Option<&Value>,
    ) -> Interaction {
        let data = json!({"custom_id": custom_id, "components": self.labels(fields)});
        self.interact(channel, 5, &data, message)
    }

    /// Submits the modal that an interaction has opened, with files in the field `files`.
    pub(crate) async fn submits_files(
        &self,
        channel: &Channel,
        opened: &Interaction,
        fields: &[(&str, &str)],
        files: &[Upload],
    ) -> Interaction {
        let callback = opened.callback().await;
        let window = &callback["data"];
        let in_labels = window["components"].as_array().into_iter().flatten();
        let field = in_labels
            .map(|label| &label["component"])
            .find(|field| field["custom_id"] == "files");
        assert_eq!(field.unwrap()["type"], 19, "no field for files: {window:#}");
        let handed: Vec<(String, Value)> = files
            .iter()
            .map(|file| self.discord.take_in(file))
            .map(|(id, attachment)| (id.to_string(), attachment))
            .collect();
        let ids: Vec<&String> = handed.iter().map(|(id, _)| id).collect();
        let mut labels = self.labels(fields);
        labels.push(json!({"type": 18, "id": 1, "component":
            {"type": 19, "id": 2, "custom_id": "files", "values": ids}}));
        let resolved: serde_json::Map<String, Value> = handed.iter().cloned().collect();
        let data = json!({"custom_id": window["custom_id"], "components": labels,
            "resolved": {"attachments": resolved}});
        self.interact(channel, 5, &data, None)
    }

    fn labels(&self, fields: &[(&str, &str)]) -> Vec<Value> {
        let labels = fields.iter().map(|(id, text)| {
            self.discord.record_text(text);
            json!({"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": id, "value": text}})
        });
        labels.collect()
    }
}
