//! Who the web site meant: an assignee's keys looked up among the agents of a scope.

use std::ops::Range;

use crate::facts::Assignee;
use crate::landing::{Key, KeyTried, KeyVerdict};
use crate::phone;
use crate::roster::{AccountIx, Roster};

/// Tries e-mail, phone, name and MLS id, those that are given, until one is that of exactly one
/// active agent in scope. Answers every key tried, and the agent with the key that found it.
pub(super) fn resolve<'r>(
    roster: &'r Roster,
    scope: &Range<u32>,
    assignee: &Assignee,
) -> (Vec<KeyTried<'r>>, Option<(AccountIx, Key)>) {
    let mut tried = Vec::new();
    for key in [Key::Email, Key::PhoneNumber, Key::Name, Key::MlsId] {
        let Some(candidates) = candidates(roster, assignee, key) else {
            continue;
        };
        let Ok(mut in_scope) = candidates else {
            tried.push(KeyTried {
                key,
                verdict: KeyVerdict::Unreadable,
                agents: Vec::new(),
            });
            continue;
        };
        in_scope.retain(|agent| Roster::is_in(scope, *agent));
        in_scope.sort();
        let is_active = |agent: &AccountIx| roster.get(*agent).is_some_and(|a| a.is_active());
        let active: Vec<AccountIx> = in_scope.iter().copied().filter(is_active).collect();
        let (verdict, told) = match active.as_slice() {
            [_] => (KeyVerdict::Found, &active),
            [] if in_scope.is_empty() => (KeyVerdict::NotFound, &in_scope),
            [] => (KeyVerdict::Inactive, &in_scope),
            _ => (KeyVerdict::Ambiguous, &active),
        };
        let agents = told.iter().map(|agent| roster.id(*agent)).collect();
        tried.push(KeyTried {
            key,
            verdict,
            agents,
        });
        if let [agent] = active.as_slice() {
            return (tried, Some((*agent, key)));
        }
    }
    (tried, None)
}

/// A phone number that cannot be read as one.
struct Unreadable;

/// The agents a key is of; `None` where the assignee does not give it.
fn candidates(
    roster: &Roster,
    assignee: &Assignee,
    key: Key,
) -> Option<Result<Vec<AccountIx>, Unreadable>> {
    let found = match key {
        Key::Email => roster.by_email(assignee.email.as_deref()?).to_vec(),
        Key::PhoneNumber => match phone::e164(assignee.phone.as_deref()?) {
            Some(number) => roster.by_phone(&number).to_vec(),
            None => return Some(Err(Unreadable)),
        },
        Key::Name => roster.by_name(assignee.name.as_deref()?).to_vec(),
        Key::MlsId => roster.by_mls_id(assignee.mls_id.as_deref()?, assignee.mls.as_deref()),
    };
    Some(Ok(found))
}
