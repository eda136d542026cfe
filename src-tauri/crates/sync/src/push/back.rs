//! The way back: a draft that undoes a push, to be reviewed and pushed like any other.

use std::collections::HashMap;

use chrono::DateTime;
use mirror::Mirror;
use mirror::rechat::Push;
use routing::Book;
use routing::book::{Channel, read_channel};
use uuid::Uuid;

use crate::error::Result;
use crate::merge::Side;
use crate::push::Kept;
use crate::rebase::settled;

/// Makes the draft what it was before `push`, as one edit that can be undone; what was changed
/// since stays where it does not stand in the way. A deleted channel comes back under a new id:
/// the old one answers nobody any more. `None` if that changes nothing.
pub fn back(mirror: &mut Mirror, push: &Push) -> Result<Option<mirror::Applied>> {
    let Some(kept) = Kept::of(push) else {
        return Ok(None);
    };
    let mine = mirror.export()?;
    let now: HashMap<&str, &Channel> = mine
        .channels
        .iter()
        .map(|channel| (channel.id.as_str(), channel))
        .collect();
    let mut channels = mine.channels.clone();
    for (id, before) in &kept.before {
        match read_channel(&before.to_string()) {
            Ok(before) if now.contains_key(id.as_str()) => {
                if let Some(channel) = channels.iter_mut().find(|channel| channel.id == *id) {
                    *channel = before;
                }
            }
            Ok(before) => channels.push(Channel {
                id: Uuid::new_v4().to_string(),
                ..before
            }),
            // There was none before.
            Err(_) => channels.retain(|channel| channel.id != *id),
        }
    }
    let was = Book {
        channels,
        ..mine.clone()
    };
    // Through a merge, so that rules and accounts that are gone are kept sound.
    let book = settled(&mine, &was, &mine, Side::Mine).book;
    let label = format!("Went back to before the push of {}", day(&push.began_at));
    Ok(mirror.replace(&book, &label)?)
}

/// `23 Nov 2026, 09:22 UTC`
fn day(at: &str) -> String {
    match DateTime::parse_from_rfc3339(at) {
        Ok(time) => time.to_utc().format("%-d %b %Y, %H:%M UTC").to_string(),
        Err(_) => at.to_owned(),
    }
}
