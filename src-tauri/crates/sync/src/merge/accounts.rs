//! Accounts: Rechat's, with what only the draft knows of them.

use std::collections::{HashMap, HashSet};

use routing::book::{Account, Book, Channel};

/// Rechat's accounts with the draft's absences and caps. An account that is gone from Rechat but
/// that a channel still names stays, inactive, so that the channel can be mended and nothing is
/// lost meanwhile; so does what it hangs from.
pub(crate) fn merge(mine: &Book, theirs: &Book, channels: &[Channel]) -> Vec<Account> {
    let known: HashMap<&str, &Account> = mine.accounts.iter().map(|a| (a.id.as_str(), a)).collect();
    let mut accounts: Vec<Account> = theirs
        .accounts
        .iter()
        .map(|account| match known.get(account.id.as_str()) {
            Some(local) => Account {
                // Only Rechat's "inactive" is a statement; "active" is what it says of everybody.
                active: account.active && local.active,
                away: local.away.clone(),
                daily_cap: local.daily_cap,
                ..account.clone()
            },
            None => account.clone(),
        })
        .collect();
    let mut present: HashSet<String> = accounts.iter().map(|account| account.id.clone()).collect();
    let root = accounts
        .iter()
        .find(|account| account.parent.is_none())
        .map(|a| a.id.clone());
    for id in channels.iter().flat_map(Channel::accounts_named) {
        let mut at = Some(id);
        while let Some(gone) = at
            .filter(|id| !present.contains(*id))
            .and_then(|id| known.get(id))
        {
            present.insert(gone.id.clone());
            let parent = gone.parent.clone().or_else(|| root.clone());
            let is_agent = gone.kind == routing::book::AccountKind::Agent;
            accounts.push(Account {
                parent,
                active: !is_agent,
                ..(*gone).clone()
            });
            at = gone.parent.as_deref();
        }
    }
    accounts
}
