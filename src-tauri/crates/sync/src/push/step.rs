//! One step: sent with the version it was made for, and where its answer is lost, looked up
//! before anything is sent again.

use std::collections::BTreeMap;

use remote::{ChannelChange, Client, RemoteError};
use routing::book::Channel;

use crate::error::Result;
use crate::plan::calls::{decide_alike, described};
use crate::plan::{Call, Fields};
use crate::pull::Versions;

/// Times that one step is sent at most.
const TRIES: u32 = 6;

pub enum Ended {
    Done(&'static str),
    /// The channel was made under an id of the server's own.
    Adopted(String),
    Refused(String),
    /// Whether it took effect cannot be found out.
    Unknown(&'static str),
}

/// What Rechat says where a step is concerned.
enum Seen {
    /// As it was before the step; it may be sent.
    Before,
    /// As the step leaves it.
    After,
    /// Neither: somebody else was there.
    Other,
    /// A channel that may be the one this step makes, under an id of the server's own.
    Twin,
}

/// Carries a step out. `sending` is called before each time it is sent.
pub async fn carry_out(
    client: &Client,
    call: &Call,
    was_sent: bool,
    versions: &mut BTreeMap<String, Versions>,
    sending: &mut (dyn FnMut() -> Result<()> + Send),
) -> Result<Ended> {
    let mut look_first = was_sent || !knows_version(call, versions);
    // After a crash a step that is found done was ours or may have been; nobody is asked.
    let mut sent = was_sent;
    for attempt in 1.. {
        if look_first {
            match look(client, call, versions).await? {
                Seen::Before => {}
                Seen::After if sent => return Ok(Ended::Done("done; its answer was lost")),
                Seen::After => return Ok(Ended::Done("it was so already")),
                Seen::Twin => {
                    return Ok(Ended::Unknown(
                        "a channel of this name appeared under another id: it may be this one",
                    ));
                }
                Seen::Other => {
                    return Ok(Ended::Refused(
                        "somebody else changed it in the meantime".to_owned(),
                    ));
                }
            }
        }
        sending()?;
        sent = true;
        let error = match send(client, call, versions).await {
            Ok(Sent::AsAsked) => return Ok(Ended::Done("done")),
            Ok(Sent::Under(id)) => return Ok(Ended::Adopted(id)),
            Ok(Sent::Otherwise) => {
                // Answered with something else than was asked for.
                return Ok(match look(client, call, versions).await? {
                    Seen::After => Ended::Done("done"),
                    _ => Ended::Unknown("Rechat answered with something else than was sent"),
                });
            }
            Err(error) => error,
        };
        let goes_on = match &error {
            RemoteError::Conflict { .. } | RemoteError::NotFound { .. } => true,
            RemoteError::Refused { .. } | RemoteError::Forbidden { .. } => {
                return Ok(Ended::Refused(error.to_string()));
            }
            RemoteError::Unreadable { .. } => true,
            error => error.may_pass(),
        };
        if !goes_on || attempt >= TRIES {
            return Err(error.into());
        }
        if error.may_pass() {
            client.pause(attempt, &error).await?;
        }
        look_first = true;
    }
    Ok(Ended::Unknown("it was sent too often"))
}

fn knows_version(call: &Call, versions: &BTreeMap<String, Versions>) -> bool {
    let known = versions.get(call.channel());
    match call {
        // A repeated create is harmless where the id is accepted.
        Call::CreateChannel { .. } => true,
        Call::PutRules { .. } => known.is_some_and(|v| v.rules.is_some()),
        Call::UpdateChannel { .. } | Call::DeleteChannel { .. } => {
            known.is_some_and(|v| v.channel.is_some())
        }
    }
}

/// What a reply says.
enum Sent {
    AsAsked,
    /// A channel as asked for, but for its id.
    Under(String),
    Otherwise,
}

impl From<bool> for Sent {
    fn from(is_as_asked: bool) -> Sent {
        match is_as_asked {
            true => Sent::AsAsked,
            false => Sent::Otherwise,
        }
    }
}

/// Sends it once.
async fn send(
    client: &Client,
    call: &Call,
    versions: &mut BTreeMap<String, Versions>,
) -> std::result::Result<Sent, RemoteError> {
    let known = versions.get(call.channel()).copied().unwrap_or_default();
    match call {
        Call::CreateChannel { channel, after } => {
            let change = ChannelChange {
                id: Some(channel.into()),
                name: Some(after.name.as_deref().map(Into::into)),
                mls: Some(after.mls.as_deref().map(Into::into)),
                is_default: Some(after.is_default),
                brand: None,
            };
            let made = client.create_channel(&after.account, &change).await?;
            moved_on(versions, &made.id, made.updated_at);
            let is_made = same(&made, &after.account, after);
            Ok(match is_made && made.id != *channel {
                true => Sent::Under(made.id),
                false => is_made.into(),
            })
        }
        Call::UpdateChannel {
            channel,
            before,
            after,
        } => {
            let moves = before.account != after.account;
            let change = ChannelChange {
                id: None,
                name: (before.name != after.name).then(|| after.name.as_deref().map(Into::into)),
                mls: (before.mls != after.mls).then(|| after.mls.as_deref().map(Into::into)),
                // A move says it too: what becomes of a default that moves is not documented.
                is_default: (moves || before.is_default != after.is_default)
                    .then_some(after.is_default),
                brand: moves.then(|| after.account.as_str().into()),
            };
            let now = client
                .update_channel(&before.account, channel, &change, known.channel)
                .await?;
            moved_on(versions, channel, now.updated_at);
            Ok(same(&now, &now.brand, after).into())
        }
        Call::PutRules {
            channel,
            account,
            after,
            ..
        } => {
            let now = client
                .put_rules(account, channel, after.to_string(), known.rules)
                .await?;
            let is_shared = known.channel == known.rules;
            let known = versions.entry(channel.clone()).or_default();
            known.rules = now.version;
            if is_shared {
                known.channel = now.version;
            }
            let wanted = described(after);
            Ok(wanted
                .is_some_and(|wanted| decide_alike(&now.channel, &wanted))
                .into())
        }
        Call::DeleteChannel { channel, before } => {
            client
                .delete_channel(&before.account, channel, known.channel)
                .await?;
            Ok(Sent::AsAsked)
        }
    }
}

/// A channel's version moved with our own write; where it is the rules' version too, that moved
/// as well.
fn moved_on(versions: &mut BTreeMap<String, Versions>, channel: &str, version: Option<f64>) {
    let known = versions.entry(channel.to_owned()).or_default();
    if known.rules == known.channel {
        known.rules = version;
    }
    known.channel = version;
}

/// Reads what the step is about, and with it the versions to send it for.
async fn look(
    client: &Client,
    call: &Call,
    versions: &mut BTreeMap<String, Versions>,
) -> Result<Seen> {
    if let Call::PutRules {
        channel,
        account,
        before,
        after,
    } = call
    {
        let list = match client.rules(account, channel).await {
            Ok(list) => list,
            Err(RemoteError::NotFound { .. }) => return Ok(Seen::Other),
            Err(error) => return Err(error.into()),
        };
        let is = |body| described(body).is_some_and(|c: Channel| decide_alike(&c, &list.channel));
        let seen = if is(after) {
            Seen::After
        } else if is(before) {
            Seen::Before
        } else {
            Seen::Other
        };
        versions.entry(channel.clone()).or_default().rules = list.version;
        return Ok(seen);
    }
    let mut found = None;
    let mut listed = Vec::new();
    for account in call.accounts() {
        let channels = match client.channels(account).await {
            Ok(channels) => channels,
            Err(RemoteError::NotFound { .. }) => continue,
            Err(error) => return Err(error.into()),
        };
        if let Some(channel) = channels.iter().find(|c| c.id == call.channel()) {
            found = Some((account.to_owned(), channel.clone()));
        }
        listed.extend(channels);
    }
    if let Some((_, channel)) = &found {
        let known = versions.entry(channel.id.clone()).or_default();
        if known.rules == known.channel && known.channel != channel.updated_at {
            // One version names both, and whose write moved it is not known: the rules are looked
            // at before they are written.
            known.rules = None;
        }
        known.channel = channel.updated_at;
    }
    let is = |fields: &Fields| {
        found
            .as_ref()
            .is_some_and(|(account, channel)| same(channel, account, fields))
    };
    Ok(match call {
        Call::CreateChannel { after, .. } if is(after) => Seen::After,
        Call::CreateChannel { .. } if found.is_some() => Seen::Other,
        Call::CreateChannel { after, .. } => {
            let twin = |channel: &remote::wire::LeadChannel| {
                channel.shown_name() == after.name.as_deref() && !versions.contains_key(&channel.id)
            };
            match listed.iter().any(twin) {
                true => Seen::Twin,
                false => Seen::Before,
            }
        }
        Call::UpdateChannel { after, .. } if is(after) => Seen::After,
        Call::UpdateChannel { before, after, .. } => {
            // The default before it may have been put out by the new one already.
            let put_out = Fields {
                is_default: false,
                ..before.clone()
            };
            let may_be_out = !after.is_default || before.account != after.account;
            match is(before) || (may_be_out && is(&put_out)) {
                true => Seen::Before,
                false => Seen::Other,
            }
        }
        Call::DeleteChannel { .. } if found.is_none() => Seen::After,
        Call::DeleteChannel { before, .. } => {
            let put_out = Fields {
                is_default: false,
                ..before.clone()
            };
            match is(before) || is(&put_out) {
                true => Seen::Before,
                false => Seen::Other,
            }
        }
        // Answered above.
        Call::PutRules { .. } => Seen::Other,
    })
}

fn same(channel: &remote::wire::LeadChannel, account: &str, fields: &Fields) -> bool {
    account == fields.account
        && channel.shown_name() == fields.name.as_deref()
        && channel.mls == fields.mls
        && channel.is_default.unwrap_or(false) == fields.is_default
}
