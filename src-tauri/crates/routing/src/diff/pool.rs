//! A pool's changes, member by member, where the rest of the action stayed the same.

use std::collections::HashMap;

use crate::book::{Action, Member, Pool};
use crate::roster::Roster;
use crate::words::account_name;

/// `added Agent Smith; Agent Brown ×2, was ×1; other order`; `None` where more than the members
/// of a listed pool changed.
pub(super) fn change(roster: &Roster, old: &Action, new: &Action) -> Option<String> {
    let (was, is) = match (old, new) {
        (Action::RoundRobin { pool: was }, Action::RoundRobin { pool: is }) => (was, is),
        (
            Action::FirstToClaim {
                pool: was,
                window_minutes: a,
                on_timeout: x,
            },
            Action::FirstToClaim {
                pool: is,
                window_minutes: b,
                on_timeout: y,
            },
        ) if a == b && x == y => (was, is),
        _ => return None,
    };
    let (Pool::Members(was), Pool::Members(is)) = (was, is) else {
        return None;
    };
    let weights = |members: &[Member]| -> HashMap<String, u32> {
        members
            .iter()
            .map(|member| (member.account.clone(), member.weight))
            .collect()
    };
    let (before, after) = (weights(was), weights(is));
    let mut parts = Vec::new();
    for member in is {
        let name = account_name(roster, &member.account);
        match before.get(&member.account) {
            None if member.weight > 1 => parts.push(format!("added {name} ×{}", member.weight)),
            None => parts.push(format!("added {name}")),
            Some(weight) if *weight != member.weight => {
                parts.push(format!("{name} ×{}, was ×{weight}", member.weight));
            }
            Some(_) => {}
        }
    }
    for member in was
        .iter()
        .filter(|member| !after.contains_key(&member.account))
    {
        parts.push(format!("removed {}", account_name(roster, &member.account)));
    }
    if parts.is_empty() {
        parts.push("other order of the pool".to_owned());
    }
    Some(parts.join("; "))
}
