//! A step whose outcome a person found out, where the program could not.

use std::collections::BTreeSet;

use mirror::rechat::Push;
use remote::{Client, RemoteError};

use crate::error::Result;
use crate::plan::Call;
use crate::plan::calls::read_step;
use crate::push::{UNDER, adopted, under};

/// Why a new channel cannot be told from others at Rechat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    #[error("there is no such step")]
    NoStep,
    #[error("the account has no new channel of this name")]
    None,
    #[error("the account has several new channels of this name: rename one of them")]
    Several,
}

/// The journal's note for step `number`, of which somebody saw that it took effect. A new channel
/// is looked for: the server may have given it an id of its own. `known` are the channels there
/// were before the push.
pub async fn took_effect(
    client: &Client,
    push: &Push,
    number: usize,
    known: &BTreeSet<String>,
) -> Result<std::result::Result<String, NotFound>> {
    let noted = push.steps.get(number);
    let Some(step) = noted.and_then(|noted| read_step(&noted.step)) else {
        return Ok(Err(NotFound::NoStep));
    };
    let adopted = adopted(push);
    let Call::CreateChannel { channel, after } = under(&adopted, step.call) else {
        return Ok(Ok("done, as somebody saw at Rechat".to_owned()));
    };
    let listed = match client.channels(&after.account).await {
        Err(RemoteError::NotFound { .. }) => Vec::new(),
        other => other?,
    };
    if listed.iter().any(|known| known.id == channel) {
        return Ok(Ok("done, as somebody saw at Rechat".to_owned()));
    }
    let taken: BTreeSet<&String> = adopted.values().chain(known).collect();
    let mut twins = listed.into_iter().filter(|listed| {
        listed.shown_name() == after.name.as_deref() && !taken.contains(&listed.id)
    });
    Ok(match (twins.next(), twins.next()) {
        (Some(twin), None) => Ok(format!("{UNDER}{}", twin.id)),
        (None, _) => Err(NotFound::None),
        (Some(_), Some(_)) => Err(NotFound::Several),
    })
}
