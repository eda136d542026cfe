//! Who pushed what and when, to be read and to be handed on.

use std::path::PathBuf;

use mirror::Reader;
use sync::audit::{Entry, entries, export};

use super::Rechat;
use super::push::state;
use crate::files;
use crate::wire::{AppError, AuditCall, AuditEntry, AuditOutcome};

impl Rechat {
    pub async fn audit(&self) -> Result<Vec<AuditEntry>, AppError> {
        self.aside(|_, session| {
            let entries = entries(&Reader::open(session.file())?, u32::MAX)?;
            Ok(entries.into_iter().map(AuditEntry::from).collect())
        })
        .await
    }

    pub async fn export_audit(&self, file: String) -> Result<(), AppError> {
        self.aside(move |_, session| {
            let text = export(&Reader::open(session.file())?)?;
            files::write_whole(&PathBuf::from(file), "the list of pushes", &text)
        })
        .await
    }
}

impl From<Entry> for AuditEntry {
    fn from(entry: Entry) -> AuditEntry {
        AuditEntry {
            push: entry.number,
            began_at: entry.began_at,
            ended_at: entry.ended_at,
            who: entry.who,
            api: entry.api,
            outcome: match entry.outcome {
                "done" => AuditOutcome::Done,
                "stopped" => AuditOutcome::Stopped,
                _ => AuditOutcome::UnderWay,
            },
            changes: entry.changes,
            calls: entry
                .calls
                .into_iter()
                .map(|call| AuditCall {
                    call: call.call.to_owned(),
                    channel: call.channel,
                    words: call.words,
                    state: state(call.state),
                    result: call.result,
                })
                .collect(),
        }
    }
}
