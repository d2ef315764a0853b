//! Responses to interactions: the first one, edits of it, and follow-ups.

use serde_json::{Value, json};

use super::files::{self, Sent};
use super::rest::{Answer, checked, refuse};
use super::state::{RecordedInteraction, State};
use super::{ALREADY_ACKNOWLEDGED, Discord, limits, refusal, shape};

/// What an interaction's token is good for: 3 s for the first response.
const FIRST_RESPONSE_S: f64 = 3.0;
const EPHEMERAL: u64 = 1 << 6;

pub(super) fn already_acknowledged() -> Answer {
    let what = "Interaction has already been acknowledged.";
    refuse(400, ALREADY_ACKNOWLEDGED, what)
}

impl Discord {
    pub(super) fn callback(&self, id: u64, token: &str, sent: &Sent) -> Answer {
        let body = &sent.json;
        let mut state = self.state();
        let answered = |played: &RecordedInteraction| played.callback.is_some();
        if state.forgotten.contains(token) || state.interactions.get(token).is_some_and(answered) {
            return already_acknowledged();
        }
        let Some(played) = state
            .interactions
            .get(token)
            .filter(|played| played.id == id)
            .cloned()
        else {
            return refuse(404, 10_062, "Unknown interaction");
        };
        if played.sent.elapsed().as_secs_f64() > FIRST_RESPONSE_S {
            return refuse(404, 10_062, "Unknown interaction");
        }
        let kind = body["type"].as_u64().unwrap_or(0);
        let fits = match played.kind {
            2 => matches!(kind, 4 | 5 | 9),
            3 => matches!(kind, 4..=7 | 9),
            4 => kind == 8,
            _ => matches!(kind, 4..=7),
        };
        if !fits {
            return refuse(
                400,
                50_035,
                format!("Invalid Form Body: callback type {kind}"),
            );
        }
        let data = &body["data"];
        let mut message = played.message;
        match kind {
            4 => {
                checked(limits::message(data))?;
                message = Some(self.new_response(&mut state, &played, data));
            }
            5 => {
                if data["flags"].as_u64().unwrap_or(0) & !EPHEMERAL != 0 {
                    return refuse(400, 50_035, "Invalid Form Body: flags");
                }
                let placeholder = json!({"flags": data["flags"].as_u64().unwrap_or(0) | 1 << 7});
                message = Some(self.new_response(&mut state, &played, &placeholder));
            }
            7 => {
                if let Some(shown) = message.and_then(|id| state.messages.get_mut(&id)) {
                    checked(limits::edit(shown, data))?;
                    shape::apply(shown, data);
                }
            }
            8 => checked(limits::choices(
                data["choices"].as_array().map_or(&[], Vec::as_slice),
            ))?,
            9 => checked(limits::modal(data))?,
            _ => {}
        }
        if let Some(message) = message {
            files::attach(&mut state, message, sent);
        }
        let expired = state.tokens_expire;
        let played = state
            .interactions
            .get_mut(token)
            .expect("it was there above");
        played.expired = expired;
        played.message = message;
        played.callback = Some(body.clone());
        played.took = Some(played.sent.elapsed());
        played.complete = played.took.filter(|_| matches!(kind, 4 | 7 | 8 | 9));
        Ok(None)
    }

    pub(super) fn new_response(
        &self,
        state: &mut State,
        played: &RecordedInteraction,
        data: &Value,
    ) -> u64 {
        let id = self.id();
        let mut message = shape::message(id, played.channel, &shape::bot(), "");
        shape::apply(&mut message, data);
        message["type"] = json!(20);
        message["application_id"] = json!(super::APPLICATION.to_string());
        message["webhook_id"] = json!(super::APPLICATION.to_string());
        state.messages.insert(id, message);
        id
    }

    pub(super) fn read_original(&self, token: &str) -> Answer {
        let state = self.state();
        let played = state.interactions.get(token);
        let message = played.and_then(|played| played.message);
        match message.and_then(|id| state.messages.get(&id)) {
            Some(message) => Ok(Some(message.clone())),
            None => refuse(404, 10_008, "Unknown Message"),
        }
    }

    pub(super) fn edit_original(&self, token: &str, sent: &Sent) -> Answer {
        let (played, message) = {
            let state = self.state();
            refusal::is_in_time(&state, token)?;
            match state.interactions.get(token) {
                Some(played) if played.callback.is_some() => (played.clone(), played.message),
                _ => return refuse(404, 10_015, "Unknown Webhook"),
            }
        };
        let Some(message) = message.filter(|_| played.kind != 4) else {
            return refuse(404, 10_008, "Unknown Message");
        };
        self.edit_message(message, &sent.json)?;
        let mut state = self.state();
        files::attach(&mut state, message, sent);
        let edited = state.messages.get(&message).cloned();
        let played = state
            .interactions
            .get_mut(token)
            .expect("it was there above");
        played.complete.get_or_insert(played.sent.elapsed());
        played.edits += 1;
        Ok(edited)
    }

    pub(super) fn followup(&self, token: &str, sent: &Sent) -> Answer {
        let body = &sent.json;
        checked(limits::message(body))?;
        let mut state = self.state();
        refusal::is_in_time(&state, token)?;
        let Some(played) = state
            .interactions
            .get(token)
            .filter(|played| played.callback.is_some())
            .cloned()
        else {
            return refuse(404, 10_015, "Unknown Webhook");
        };
        if played.user_install && played.followups.len() >= refusal::USER_INSTALL_FOLLOWUPS {
            let what = "This interaction has reached the maximum number of follow up messages";
            return refuse(400, 40_094, what);
        }
        let id = self.new_response(&mut state, &played, body);
        files::attach(&mut state, id, sent);
        let played = state
            .interactions
            .get_mut(token)
            .expect("it was there above");
        played.followups.push(id);
        played.complete.get_or_insert(played.sent.elapsed());
        Ok(state.messages.get(&id).cloned())
    }
}
