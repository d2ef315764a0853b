//! What was filled into a modal: its texts, and the files that were handed over.

use std::collections::HashMap;

use serde_json::Value;

use crate::discord::inbound::manager_command::UploadedFile;

/// The type of a submitted modal among interactions.
const MODAL: u64 = 5;

/// The fields of a submitted modal, by their `custom_id`s.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SubmittedFields {
    texts: HashMap<String, String>,
    files: HashMap<String, Vec<UploadedFile>>,
}

impl SubmittedFields {
    /// Reads the fields of an event; none if it is no submitted modal.
    pub(crate) fn of(event: &Value) -> Self {
        let mut fields = Self::default();
        if event["type"] == MODAL {
            let data = &event["data"];
            let attachments = &data["resolved"]["attachments"];
            for label in data["components"].as_array().into_iter().flatten() {
                fields.read(&label["component"], attachments);
            }
        }
        fields
    }

    fn read(&mut self, field: &Value, attachments: &Value) {
        let Some(id) = field["custom_id"].as_str() else {
            return;
        };
        if let Some(text) = field["value"].as_str() {
            self.texts.insert(id.to_owned(), text.to_owned());
        }
        if let Some(values) = field["values"].as_array() {
            let ids = values.iter().filter_map(Value::as_str);
            let files = ids.filter_map(|id| file(&attachments[id]));
            self.files.insert(id.to_owned(), files.collect());
        }
    }

    /// The text of a field; empty if nothing was filled in.
    pub(crate) fn text(&self, id: &str) -> &str {
        self.texts.get(id).map_or("", String::as_str)
    }

    /// The files of a field, in their order.
    pub(crate) fn files(&self, id: &str) -> &[UploadedFile] {
        self.files.get(id).map_or(&[], Vec::as_slice)
    }
}

fn file(attachment: &Value) -> Option<UploadedFile> {
    Some(UploadedFile {
        name: attachment["filename"].as_str()?.to_owned(),
        size_bytes: attachment["size"].as_u64()?,
        url: attachment["url"].as_str()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_and_files_are_read() {
        let modal = json!({"type": 5, "data": {
            "components": [
                {"type": 18, "component": {"type": 4, "custom_id": "title", "value": "Otters"}},
                {"type": 18, "component": {"type": 19, "custom_id": "files", "values": ["2", "1", "3"]}},
                {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "They dive."}},
                {"type": 10, "content": "a note"},
            ],
            "resolved": {"attachments": {
                "1": {"filename": "a.md", "size": 3, "url": "https://cdn.discordapp.com/a"},
                "2": {"filename": "b.md", "size": 4, "url": "https://cdn.discordapp.com/b"},
            }},
        }});
        let fields = SubmittedFields::of(&modal);
        assert_eq!(fields.text("title"), "Otters");
        assert_eq!(fields.text("text"), "They dive.");
        let names = fields.files("files").iter().map(|file| file.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["b.md", "a.md"]);
        assert_eq!((fields.text("other"), fields.files("title")), ("", &[][..]));
        let component = json!({"type": 3, "data": modal["data"]});
        assert_eq!(SubmittedFields::of(&component), SubmittedFields::default());
    }
}
